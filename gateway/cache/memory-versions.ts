import { randomUUID } from 'node:crypto';
import { type Versions } from './versions.ts';

/** Answers that may lack a change are used again within one such span of time only, milliseconds. */
export const SPAN = 1000;

/**
 * Counts changes in this process.
 *
 * @param settle - how long the store may take to show what it has acknowledged, milliseconds
 * @param alone - whether no other process writes to the store; one that does is not heard of here
 */
export function createMemoryVersions({ settle = 0, alone = true } = {}): Versions {
  // Counters start anew with the process: its own prefix keeps them apart from those of an earlier one.
  const start = randomUUID();
  const counters = new Map<string, Map<string, { count: number; at: number }>>();
  return {
    bump(bots) {
      const at = performance.now();
      for (const { business, bot } of bots) {
        const ofBusiness = counters.get(business) ?? new Map<string, { count: number; at: number }>();
        counters.set(business, ofBusiness.set(bot, { count: (ofBusiness.get(bot)?.count ?? 0) + 1, at }));
      }
      return Promise.resolve();
    },
    of(bots) {
      // Each counter only grows, so the sum over the same bots stays the same only when none of them did.
      let [sum, newest] = [0, -Infinity];
      for (const { business, bot } of bots) {
        const { count, at } = counters.get(business)?.get(bot) ?? { count: 0, at: -Infinity };
        sum += count;
        newest = Math.max(newest, at);
      }
      const now = performance.now();
      return Promise.resolve(`${start}:${sum}${!alone || now - newest < settle ? `~${Math.floor(now / SPAN)}` : ''}`);
    },
    close: () => Promise.resolve(),
  };
}
