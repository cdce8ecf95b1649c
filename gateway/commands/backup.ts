import { type StoreConfig } from '../config.ts';

/** `backup FILE`: the whole store in one file. */
export async function backup(config: StoreConfig, files: readonly string[]): Promise<number> {
  const { backupStore } = await import('../store/duckdb/backup.ts');
  const target = oneFile(files);
  await backupStore(config.DATA_DIR, target);
  console.log(`The store of ${config.DATA_DIR} is in ${target}.`);
  return 0;
}

/** `restore FILE`: a backup in the store's place. */
export async function restore(config: StoreConfig, files: readonly string[], force: boolean): Promise<number> {
  const { restoreStore } = await import('../store/duckdb/backup.ts');
  const source = oneFile(files);
  await restoreStore(config.DATA_DIR, source, force);
  console.log(`The store of ${config.DATA_DIR} is that of ${source}.`);
  return 0;
}

function oneFile([file, ...more]: readonly string[]): string {
  if (!file || more.length > 0) throw new Error('Name one file.');
  return file;
}
