import { type ServerType } from '@hono/node-server';
import { type Logger } from 'pino';
import { type ConsumeConfig } from '../config.ts';
import { healthRoutes } from '../http/health.ts';
import { createMetrics, metricsApp } from '../http/prometheus.ts';
import { startListening, stopListening } from './listen.ts';
import { loadClient } from './load-client.ts';
import { openConsumer } from './open-consumer.ts';
import { openShared } from './open-shared.ts';
import { openStore } from './open-store.ts';
import { stopSignal } from './stop-signal.ts';

/**
 * `consume kinesis`: reads a stream into the store until it is told to stop, or, with `once`, until all that is in it is stored.
 * Health and metrics are on METRICS_PORT.
 *
 * @throws Error with a sentence where the stream cannot be read as things are
 */
export async function consumeKinesis(config: ConsumeConfig, log: Logger, once: boolean): Promise<number> {
  const stream = config.KINESIS_STREAM ?? '';
  const { checkStream } = await loadClient('kinesis', () => import('../ingest/kinesis/check-stream.ts'));
  await checkStream(stream);
  const store = await openStore(config, log);
  const shared = await openShared(config, store.secret, log);
  const metrics = createMetrics();
  const closing = new AbortController();
  const servers: ServerType[] = [];
  try {
    if (config.METRICS_PORT !== undefined) {
      const mayWait = config.READY_BEHIND_SECONDS === undefined ? null : config.READY_BEHIND_SECONDS * 1000;
      const app = metricsApp(metrics).route('/', healthRoutes({ store, backlog: metrics.backlog, mayWait, closing: closing.signal }));
      const url = await startListening(app, { name: 'METRICS_PORT', port: config.METRICS_PORT }, config.HOST, servers);
      log.info({ metrics: url }, 'listening');
    }
    const stopped = stopSignal();
    const consumer = await openConsumer(config, stream, { store, shared, metrics, log });
    const reason = await Promise.race([stopped, ...(once ? [consumer.caughtUp.then(() => 'all is read')] : [])]);
    log.info({ reason }, 'stopping');
    await consumer.close();
  } finally {
    closing.abort();
    await Promise.all(servers.map(stopListening));
    await shared.close();
    await store.close();
  }
  log.info('stopped');
  return 0;
}
