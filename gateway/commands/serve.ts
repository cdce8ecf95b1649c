import { serve as listen, type ServerType } from '@hono/node-server';
import { type Hono } from 'hono';
import { type Logger } from 'pino';
import { createFileDirectory } from '../access/file-directory.ts';
import { createJwtTokens } from '../access/jwt-tokens.ts';
import { createGateway } from '../app.ts';
import { createMemoryBus } from '../cache/memory-bus.ts';
import { createMemoryCache } from '../cache/memory-cache.ts';
import { createMemoryVersions } from '../cache/memory-versions.ts';
import { type Config } from '../config.ts';
import { createMetrics, metricsApp } from '../http/prometheus.ts';
import { openStore } from './open-store.ts';

export interface RunningGateway {
  url: string;
  /** `null` without METRICS_PORT. */
  metricsUrl: string | null;
  /** Ends streams, lets running requests finish, and closes the store with everything acknowledged in it. */
  close(): Promise<void>;
}

/** How long running requests may take to finish at shutdown, milliseconds. */
const GRACE = 10_000;

/** Builds the adapters that the settings ask for, and listens. */
export async function serve(config: Config, log: Logger): Promise<RunningGateway> {
  if (config.JWT_SECRET !== undefined && config.JWT_SECRET.length < 32)
    log.warn('JWT_SECRET is shorter than 32 characters: whoever holds a token could guess it and make tokens of their own.');
  const directory = await createFileDirectory({ file: config.DIRECTORY_FILE ?? '', log });
  const store = await openStore(config);
  const metrics = createMetrics();
  const closing = new AbortController();
  const bus = createMemoryBus();
  const cache = createMemoryCache({ maxBytes: Math.max(1, config.CACHE_MB * 2 ** 20) });
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
      cache,
      versions: createMemoryVersions(),
      bus,
      log,
      metrics,
      settings: {
        idle: config.IDLE_MINUTES * 60_000,
        reportTimeout: config.REPORT_TIMEOUT_SECONDS * 1000,
        rateLimit: config.RATE_LIMIT,
        allowedOrigins: config.ALLOWED_ORIGINS,
        basePath: config.BASE_PATH,
      },
      clock: Date.now,
    },
    closing.signal,
  );
  const servers: ServerType[] = [];
  async function close(): Promise<void> {
    closing.abort();
    await Promise.all(servers.map(stopListening));
    await Promise.all([bus.close(), cache.close(), directory.close(), store.close()]);
  }
  try {
    const url = await start(app, { name: 'PORT', port: config.PORT }, config.HOST, servers);
    const metricsUrl =
      config.METRICS_PORT === undefined
        ? null
        : await start(metricsApp(metrics), { name: 'METRICS_PORT', port: config.METRICS_PORT }, config.HOST, servers);
    return { url: url + (config.BASE_PATH === '/' ? '' : config.BASE_PATH), metricsUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function start(
  app: Pick<Hono, 'fetch'>,
  { name, port }: { name: string; port: number },
  hostname: string,
  servers: ServerType[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, port, hostname }, (address) => {
      const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      resolve(`http://${host}:${address.port}`);
    });
    servers.push(server);
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE';
      const advice = busy
        ? `is in use. Choose another ${name}, or stop the program that listens there.`
        : `cannot be listened on (${error.message}).`;
      reject(new Error(`${hostname}:${port} ${advice}`, { cause: error }));
    });
  });
}

/** Takes no new connections, waits for the running requests, and cuts what is left after the grace. */
function stopListening(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}
