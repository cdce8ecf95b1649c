import { createHash } from 'node:crypto';
import { type Logger } from 'pino';
import { type Bus } from '../cache/bus.ts';
import { type Cache } from '../cache/cache.ts';
import { createMemoryBus } from '../cache/memory-bus.ts';
import { createMemoryCache } from '../cache/memory-cache.ts';
import { createMemoryVersions } from '../cache/memory-versions.ts';
import { type Leases } from '../cache/leases.ts';
import { type Versions } from '../cache/versions.ts';
import { type StoreConfig } from '../config.ts';
import { createRateLimit, type RateLimit } from '../http/rate-limit.ts';
import { loadClient } from './load-client.ts';

/** What gateways on the same store have in common. */
export interface Shared {
  cache: Cache;
  versions: Versions;
  bus: Bus;
  rateLimit: RateLimit;
  /** Who reads which shard of a stream, and how far it is in the store: beside the store where it is a file, to be of one age with it. */
  openLeases(identity: string): Promise<Leases>;
  close(): Promise<void>;
}

/** Milliseconds after an acknowledgement until a store shows what it acknowledged: both make it visible before. */
const SETTLE = 0;

/**
 * In Redis where the settings name one, else in this process. Its client is loaded only when it is chosen.
 *
 * @param secret - the store's own: keys in Redis go by it, so that two stores never share an answer
 */
export async function openShared(config: StoreConfig, secret: Uint8Array, log: Logger): Promise<Shared> {
  // The embedded store has one owner; to a cluster others may write, gateways and imports.
  const alone = config.ELASTICSEARCH_URL === undefined;
  // Positions are facts about one store: those of another one say nothing about it.
  const nameOf = (kind: string, text = '') =>
    createHash('sha256').update(kind).update(secret).update(text).digest('base64url').slice(0, 12);
  async function openFileLeases(identity: string): Promise<Leases> {
    const { createFileLeases, positionsFile } = await import('../cache/file-leases.ts');
    return createFileLeases(positionsFile(config.DATA_DIR, nameOf('stream', identity)));
  }
  const memory = createMemoryCache({ maxBytes: Math.max(1, config.CACHE_MB * 2 ** 20) });
  if (config.REDIS_URL === undefined) {
    const [versions, bus] = [createMemoryVersions({ settle: SETTLE, alone }), createMemoryBus()];
    return {
      cache: memory,
      versions,
      bus,
      rateLimit: createRateLimit(config.RATE_LIMIT),
      openLeases: openFileLeases,
      async close() {
        await Promise.all([bus.close(), memory.close()]);
      },
    };
  }
  const { createRedisLink } = await loadClient('redis', () => import('../cache/redis-link.ts'));
  const { createRedisBus } = await import('../cache/redis-bus.ts');
  const { createRedisCache } = await import('../cache/redis-cache.ts');
  const { createRedisVersions } = await import('../cache/redis-versions.ts');
  const link = createRedisLink({ url: config.REDIS_URL, log });
  const prefix = `${config.REDIS_PREFIX}${nameOf('redis')}:`;
  const cache = createRedisCache({ link, prefix, memory });
  const versions = createRedisVersions({ link, prefix, settle: SETTLE, alone });
  const bus = createRedisBus({ link, prefix });
  await link.open();
  return {
    cache,
    versions,
    bus,
    rateLimit: createRateLimit(config.RATE_LIMIT, { redis: link.redis, prefix }),
    async openLeases(identity) {
      if (alone) return openFileLeases(identity);
      const { createRedisLeases } = await import('../cache/redis-leases.ts');
      return createRedisLeases({ link, key: `${prefix}stream:${nameOf('stream', identity)}` });
    },
    async close() {
      await Promise.all([versions.close(), bus.close(), cache.close()]);
      await link.close();
    },
  };
}
