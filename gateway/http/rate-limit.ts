import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../contract/problem.ts';

/** How often a principal may ask. */
export interface RateLimit {
  /** Counts one request. @throws Problem `rate-limited` when it is one too many */
  take(principal: string): Promise<void>;
}

/**
 * Counts in this process.
 *
 * @param perMinute - requests a minute and principal; 0 = none
 */
export function createRateLimit(perMinute: number): RateLimit {
  if (perMinute === 0) return { take: () => Promise.resolve() };
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
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
