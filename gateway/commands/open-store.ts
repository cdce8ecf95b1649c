import { join } from 'node:path';
import { type Logger } from 'pino';
import { type StoreConfig } from '../config.ts';
import { type Swept } from '../store/retention.ts';
import { type Store } from '../store/store.ts';
import { loadClient } from './load-client.ts';

/** The store that the settings ask for. Its client is loaded only when it is chosen. */
export async function openStore(config: StoreConfig, log: Logger): Promise<Store> {
  const retention = {
    retentionDays: config.RETENTION_DAYS,
    onSwept: ({ floor, messages, conversations }: Swept) =>
      log.info({ before: new Date(floor).toISOString(), messages, conversations }, 'removed what was past its time'),
  };
  if (config.ELASTICSEARCH_URL) {
    const { createElasticsearchStore } = await loadClient('elasticsearch', () => import('../store/elasticsearch/elasticsearch-store.ts'));
    return createElasticsearchStore({
      urls: config.ELASTICSEARCH_URL,
      apiKey: config.ELASTICSEARCH_API_KEY,
      prefix: config.ELASTICSEARCH_INDEX_PREFIX,
      ...retention,
      slicesBytes: config.SLICES_MB * 2 ** 20,
      slicesFile: join(config.DATA_DIR, 'slices'),
    });
  }
  const { createDuckdbStore } = await loadClient('duckdb', () => import('../store/duckdb/duckdb-store.ts'));
  return createDuckdbStore({
    folder: config.DATA_DIR,
    memoryLimit: config.DUCKDB_MEMORY_LIMIT,
    threads: config.DUCKDB_THREADS,
    ...retention,
  });
}
