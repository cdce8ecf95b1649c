import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../contract/problem.ts';

/** How often a principal may ask. */
export interface RateLimit {
  /** Counts one request. @throws Problem `rate-limited` when it is one too many */
  take(principal: string): Promise<void>;
}

/**
 * Counts in this process, or in Redis for all gateways; while Redis is away, in this process again.
 *
 * @param perMinute - requests a minute and principal; 0 = none
 * @param shared - a client of Redis, and what its keys begin with
 */
export function createRateLimit(perMinute: number, shared?: { redis: object; prefix: string }): RateLimit {
  if (perMinute === 0) return { take: () => Promise.resolve() };
  const rate = { points: perMinute, duration: 60 };
  const own = new RateLimiterMemory(rate);
  const limiter = shared
    ? new RateLimiterRedis({
        ...rate,
        storeClient: shared.redis,
        keyPrefix: `${shared.prefix}rate`,
        insuranceLimiter: own,
        rejectIfRedisNotReady: true,
      })
    : own;
  return {
    async take(principal) {
      try {
        await limiter.consume(principal);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        throw new Problem('rate-limited', `More than ${perMinute} requests in a minute: wait ${seconds} s.`, { retryAfter: seconds });
      }
    },
  };
}
