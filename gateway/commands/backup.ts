import { type StoreConfig } from '../config.ts';
import { loadClient } from './load-client.ts';

/** `backup FILE`: the whole store in one file. */
export async function backup(config: StoreConfig, files: readonly string[]): Promise<number> {
  const { backupStore } = await loadClient('duckdb', () => import('../store/duckdb/backup.ts'));
  const target = oneFile(files);
  refuseCluster(config);
  await backupStore(config.DATA_DIR, target);
  console.log(`The store of ${config.DATA_DIR} is in ${target}.`);
  return 0;
}

/** `restore FILE`: a backup in the store's place. */
export async function restore(config: StoreConfig, files: readonly string[], force: boolean): Promise<number> {
  const { restoreStore } = await loadClient('duckdb', () => import('../store/duckdb/backup.ts'));
  const source = oneFile(files);
  refuseCluster(config);
  const { rewindAll } = await import('../cache/file-leases.ts');
  // First, since to read a stream again does no harm, and to go on after what the backup lacks would.
  await rewindAll(config.DATA_DIR);
  await restoreStore(config.DATA_DIR, source, force);
  console.log(`The store of ${config.DATA_DIR} is that of ${source}.`);
  return 0;
}

function oneFile([file, ...more]: readonly string[]): string {
  if (!file || more.length > 0) throw new Error('Name one file.');
  return file;
}

function refuseCluster({ ELASTICSEARCH_URL, ELASTICSEARCH_INDEX_PREFIX }: StoreConfig): void {
  if (ELASTICSEARCH_URL)
    throw new Error(`The store is a cluster, which backs itself up: take a snapshot of its indices ${ELASTICSEARCH_INDEX_PREFIX}*.`);
}
