import { join } from 'node:path';
import { type Logger } from 'pino';
import { type ConsumeConfig } from '../config.ts';
import { type Metrics } from '../http/metrics.ts';
import { createIngest } from '../ingest/ingest.ts';
import { type Consumer } from '../ingest/kinesis/consume.ts';
import { type Store } from '../store/store.ts';
import { loadClient } from './load-client.ts';
import { type Shared } from './open-shared.ts';

interface Parts {
  store: Store;
  shared: Shared;
  metrics: Metrics;
  log: Logger;
}

/** What cannot go in, in the data folder; how often that is told, and how often what is past its time is removed, milliseconds. */
const REJECTED = 'stream-rejected.ndjson';
const TELL = 60_000;
const SWEEP = 3_600_000;

/** Begins to read a stream into the store. The client of AWS is loaded only here. */
export async function openConsumer(config: ConsumeConfig, stream: string, { store, shared, metrics, log }: Parts): Promise<Consumer> {
  if (config.ELASTICSEARCH_URL !== undefined && config.REDIS_URL === undefined)
    log.warn(
      { stream },
      'Without REDIS_URL one process may read the stream: a second one would read all of it again, to no harm and no use.',
    );
  const { consume } = await loadClient('kinesis', () => import('../ingest/kinesis/consume.ts'));
  const { createSetAside } = await import('../ingest/kinesis/set-aside.ts');
  const count = metrics.ingested.bind(metrics);
  const file = join(config.DATA_DIR, REJECTED);
  const aside = createSetAside(file);
  const sweep = () => aside.sweep().catch((err: unknown) => log.warn({ err, file }, 'What was set aside cannot be removed.'));
  await sweep();
  const sweeping = setInterval(() => void sweep(), SWEEP).unref();
  let told = -Infinity;
  const consumer = consume({
    stream,
    from: config.KINESIS_FROM,
    openLeases: shared.openLeases.bind(shared),
    ingest: createIngest({ store, versions: shared.versions, bus: shared.bus, count, clock: Date.now, told: Infinity }),
    async setAside(poison) {
      await aside.keep(poison);
      const [first] = poison;
      if (!first || performance.now() - told < TELL) return;
      told = performance.now();
      log.warn({ stream, file, code: first.code, detail: first.detail }, 'Messages of the stream are refused, and set aside.');
    },
    count,
    failed: metrics.streamFailed.bind(metrics),
    log,
  });
  metrics.backlog.add(consumer);
  return {
    ...consumer,
    async close() {
      clearInterval(sweeping);
      await consumer.close();
    },
  };
}
