import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Directory } from '../../gateway/access/directory.ts';
import { createFileDirectory } from '../../gateway/access/file-directory.ts';
import { createJwtTokens } from '../../gateway/access/jwt-tokens.ts';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { createGateway } from '../../gateway/app.ts';
import { createMemoryCache } from '../../gateway/cache/memory-cache.ts';
import { createRedisBus } from '../../gateway/cache/redis-bus.ts';
import { createRedisCache } from '../../gateway/cache/redis-cache.ts';
import { createRedisLink } from '../../gateway/cache/redis-link.ts';
import { createRedisVersions } from '../../gateway/cache/redis-versions.ts';
import { createMetrics } from '../../gateway/http/prometheus.ts';
import { createRateLimit } from '../../gateway/http/rate-limit.ts';
import { createDuckdbStore } from '../../gateway/store/duckdb/duckdb-store.ts';
import { type Store } from '../../gateway/store/store.ts';
import { type Proxy, startProxy } from '../services/proxy.ts';
import { testPrefix } from '../services/redis.ts';
import { type Client, clientOf } from './ask.ts';
import { capturedLog } from './captured-log.ts';
import { ROOT, SECRET } from './gateway.ts';

/** One of several gateways, which a test can cut off from Redis. */
export interface OneOfSeveral {
  root: Client;
  proxy: Proxy;
  /** What it told its operator, above the level of single requests. */
  told: () => string[];
  /** Ends it in order; no other gateway does. */
  leave: () => Promise<void>;
  /** Whether its answers can be kept until their data change. */
  relied: () => Promise<boolean>;
}

export interface SeveralGateways {
  gateways: OneOfSeveral[];
  /** Starts one more, which cannot reach Redis. */
  startCutOff: () => Promise<OneOfSeveral>;
  /** The one store that all of them have; what a test does to it, it does to all. */
  store: Store;
  close(): Promise<void>;
}

interface Options {
  redisPort: number;
  count: number;
  rateLimit?: number;
  settle?: number;
  reportTimeout?: number;
  prefix?: string;
}

/**
 * Gateways on one store, within this process because one process owns the embedded store. Each has its own connection to Redis, through a proxy of its own.
 */
export async function startSeveralGateways(options: Options): Promise<SeveralGateways> {
  const { redisPort, count, rateLimit = 0, settle = 0, reportTimeout = 30_000, prefix = testPrefix() } = options;
  const folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  const file = join(folder, 'directory.json');
  await writeFile(file, JSON.stringify(ROOT));
  const directory: Directory = await createFileDirectory({ file, log: pino({ level: 'silent' }), pollMs: 1000 });
  const store = await createDuckdbStore({ folder, memoryLimit: '512MB', threads: 2 });
  const closing = new AbortController();
  const closers: (() => Promise<void>)[] = [];

  async function startOne(cutOff = false): Promise<OneOfSeveral> {
    const proxy = await startProxy(redisPort);
    if (cutOff) proxy.cut();
    const { log, lines } = capturedLog();
    const link = createRedisLink({ url: `redis://127.0.0.1:${proxy.port}`, log });
    const memory = createMemoryCache();
    const cache = createRedisCache({ link, prefix, memory });
    const versions = createRedisVersions({ link, prefix, settle, alone: false });
    const bus = createRedisBus({ link, prefix });
    await link.open();
    const app = createGateway(
      {
        store,
        directory,
        tokens: createJwtTokens({ secret: SECRET, clock: Date.now }),
        cache,
        versions,
        bus,
        rateLimit: createRateLimit(rateLimit, { redis: link.redis, prefix }),
        log,
        metrics: createMetrics(),
        settings: { idle: 30 * 60_000, downloads: 2, reportTimeout, liveStreams: 0, allowedOrigins: [], basePath: '/' },
        clock: Date.now,
      },
      closing.signal,
    );
    let left: Promise<void> | undefined;
    const leave = () =>
      (left ??= (async () => {
        await Promise.all([versions.close(), bus.close(), cache.close()]);
        await link.close();
        await proxy.close();
      })());
    closers.push(leave);
    const token = async (sub: string, claims = {}) => `Bearer ${await mintToken({ secret: SECRET, sub, expiresIn: 3600, ...claims })}`;
    return {
      root: await clientOf({ app, token }),
      proxy,
      told: () => lines.flatMap(({ msg, level }) => (msg === 'answered' || Number(level) < 30 ? [] : [String(msg)])),
      leave,
      relied: async () => !(await versions.of([{ business: 'acme', bot: 'shop' }])).includes('~'),
    };
  }

  return {
    gateways: await Promise.all(Array.from({ length: count }, () => startOne())),
    store,
    startCutOff: () => startOne(true),
    async close() {
      closing.abort();
      await Promise.all(closers.map((close) => close()));
      await Promise.all([directory.close(), store.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
