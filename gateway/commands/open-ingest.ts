import { pino } from 'pino';
import { type StoreConfig } from '../config.ts';
import { createIngest, type Ingest } from '../ingest/ingest.ts';
import { openShared } from './open-shared.ts';
import { openStore } from './open-store.ts';

/** Opens the store that the settings ask for, lets `work` bring messages in by the same code as HTTP, all rejected lines told, and closes it however that ends. */
export async function withIngest<Result>(config: StoreConfig, work: (ingest: Ingest) => Promise<Result>): Promise<Result> {
  const log = pino({ level: 'warn', base: null }, pino.destination(2));
  const store = await openStore(config, log);
  try {
    const shared = await openShared(config, store.secret, log);
    try {
      return await work(createIngest({ store, ...shared, clock: Date.now, told: Infinity }));
    } finally {
      await shared.close();
    }
  } finally {
    await store.close();
  }
}
