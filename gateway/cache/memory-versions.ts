import { randomUUID } from 'node:crypto';
import { type Versions } from './versions.ts';

/** Counts changes in this process. */
export function createMemoryVersions(): Versions {
  // Counters start anew with the process: its own prefix keeps them apart from those of an earlier one.
  const start = randomUUID();
  const counters = new Map<string, Map<string, number>>();
  return {
    bump(bots) {
      for (const { business, bot } of bots) {
        const ofBusiness = counters.get(business) ?? new Map<string, number>();
        counters.set(business, ofBusiness.set(bot, (ofBusiness.get(bot) ?? 0) + 1));
      }
      return Promise.resolve();
    },
    // Each counter only grows, so the sum over the same bots stays the same only when none of them did.
    of(bots) {
      const sum = bots.reduce((total, { business, bot }) => total + (counters.get(business)?.get(bot) ?? 0), 0);
      return Promise.resolve(`${start}:${sum}`);
    },
  };
}
