import { randomUUID } from 'node:crypto';
import { type Cache } from './cache.ts';
import { type RedisLink } from './redis-link.ts';

interface RedisCacheSettings {
  link: RedisLink;
  prefix: string;
  /** Takes over while Redis is away. */
  memory: Cache;
}

/**
 * How long an answer lies in Redis at most, milliseconds. Not longer, because it may hold what is erased meanwhile, and because a gateway that fell
 * silent is waited for that long (see the versions).
 */
export const LONGEST_KEPT = 600_000;

/** A claim ends by itself this long after its holder was last heard of, milliseconds. */
const CLAIM = 3000;

/** Changes when a claim ends (0: now), if it is still one's own. */
const PROLONG = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end`;

/** Keeps answers in Redis, for all gateways. */
export function createRedisCache({ link, prefix, memory }: RedisCacheSettings): Cache {
  const answer = (key: string) => `${prefix}answer:${key}`;
  return {
    get: (key) =>
      link.ask(
        async (redis) => (await redis.get(answer(key))) ?? undefined,
        () => memory.get(key),
      ),
    set: (key, value, ttl) =>
      link.ask(
        async (redis) => {
          const age = Math.min(Math.floor(ttl), LONGEST_KEPT);
          if (age > 0) await redis.set(answer(key), value, 'PX', age);
          else await redis.del(answer(key));
        },
        () => memory.set(key, value, ttl),
      ),
    claim: (key) =>
      link.ask(
        async (redis) => {
          const [name, own] = [`${prefix}claim:${key}`, randomUUID()];
          if ((await redis.set(name, own, 'PX', CLAIM, 'NX')) === null) return null;
          const prolong = (ms: number) =>
            link.ask(
              () => redis.eval(PROLONG, 1, name, own, ms),
              () => undefined,
            );
          const timer = setInterval(() => void prolong(CLAIM), CLAIM / 3);
          return async () => {
            clearInterval(timer);
            await prolong(0);
          };
        },
        () => memory.claim(key),
      ),
    close: () => memory.close(),
  };
}
