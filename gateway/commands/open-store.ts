import { type StoreConfig } from '../config.ts';
import { type Store } from '../store/store.ts';

/** The store that the settings ask for. Its client is loaded only when it is chosen. */
export async function openStore(config: StoreConfig): Promise<Store> {
  const { createDuckdbStore } = await import('../store/duckdb/duckdb-store.ts');
  return createDuckdbStore({ folder: config.DATA_DIR, memoryLimit: config.DUCKDB_MEMORY_LIMIT, threads: config.DUCKDB_THREADS });
}
