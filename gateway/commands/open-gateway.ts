import { type Hono } from 'hono';
import { type Logger } from 'pino';
import { createJwtTokens } from '../access/jwt-tokens.ts';
import { createGateway, type Gateway } from '../app.ts';
import { type Config } from '../config.ts';
import { createMetrics, metricsApp } from '../http/prometheus.ts';
import { createWidgetFiles } from '../http/widget-files.ts';
import { type Consumer } from '../ingest/kinesis/consume.ts';
import { openConsumer } from './open-consumer.ts';
import { openDirectory } from './open-directory.ts';
import { openShared } from './open-shared.ts';
import { openStore } from './open-store.ts';

export interface OpenGateway {
  app: Gateway;
  /** Prometheus' `/metrics`. */
  metrics: Pick<Hono, 'fetch'>;
  /** Begins to read the stream that the settings name, if they name one. */
  readStream(): Promise<void>;
  /** Ends live streams and readiness, and reads no stream any more. */
  stop(): Promise<void>;
  /** Stops, and closes the store with everything acknowledged in it: once no request runs any more. */
  close(): Promise<void>;
}

/**
 * Builds the adapters that the settings ask for, and a gateway of them. It does not listen.
 *
 * @param widgets - folder of the built widgets; need not exist
 */
export async function openGateway(config: Config, log: Logger, widgets: string): Promise<OpenGateway> {
  if (config.JWT_SECRET !== undefined && config.JWT_SECRET.length < 32)
    log.warn('JWT_SECRET is shorter than 32 characters: whoever holds a token could guess it and make tokens of their own.');
  const directory = await openDirectory(config, log);
  const store = await openStore(config, log).catch(async (error: unknown) => {
    await directory.close();
    throw error;
  });
  const shared = await openShared(config, store.secret, log).catch(async (error: unknown) => {
    await Promise.all([directory.close(), store.close()]);
    throw error;
  });
  const metrics = createMetrics();
  const closing = new AbortController();
  const app = createGateway(
    {
      store,
      directory,
      tokens: createJwtTokens({
        secret: config.JWT_SECRET,
        jwksUrl: config.JWKS_URL,
        issuer: config.JWT_ISSUER,
        audience: config.JWT_AUDIENCE,
        clock: Date.now,
      }),
      ...shared,
      log,
      metrics,
      widgets: createWidgetFiles(widgets),
      settings: {
        idle: config.IDLE_MINUTES * 60_000,
        downloads: config.DOWNLOADS,
        reportTimeout: config.REPORT_TIMEOUT_SECONDS * 1000,
        liveStreams: config.LIVE_STREAMS,
        allowedOrigins: config.ALLOWED_ORIGINS,
        basePath: config.BASE_PATH,
        mayWait: config.READY_BEHIND_SECONDS === undefined ? undefined : config.READY_BEHIND_SECONDS * 1000,
      },
      clock: Date.now,
    },
    closing.signal,
  );
  let consumer: Consumer | null = null;
  async function stop(): Promise<void> {
    closing.abort();
    await consumer?.close();
  }
  return {
    app,
    metrics: metricsApp(metrics),
    async readStream() {
      if (config.KINESIS_STREAM !== undefined)
        consumer = await openConsumer(config, config.KINESIS_STREAM, { store, shared, metrics, log });
    },
    stop,
    async close() {
      await stop();
      await Promise.all([shared.close(), directory.close(), store.close()]);
    },
  };
}
