import { quantile } from '../timing.ts';

/** A middle, and two ends around it. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** The median, and between which values 95 % of them lie. */
export const spreadOf = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  low: quantile(values, 0.025),
  high: quantile(values, 0.975),
});

/**
 * The median, and its confidence interval of at least 95 %. It is read off the ranks, so that it holds however times are distributed;
 * few values have none that ends.
 */
export function medianWithin(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = rankOfLow(values.length);
  return {
    median: quantile(values, 0.5),
    low: sorted[rank - 1] ?? -Infinity,
    high: sorted[values.length - rank] ?? Infinity,
  };
}

/** Rank, from 1, of the greatest value that lies above the true median at most once in forty times; 0: none does. */
export function rankOfLow(count: number): number {
  let rank = 0;
  // In logarithms: the chance that all values lie on one side is too small for a number when they are a thousand.
  let chance = -count * Math.LN2;
  for (let below = Math.exp(chance); below <= 0.025 && rank < count; below += Math.exp(chance)) {
    chance += Math.log((count - rank) / (rank + 1));
    rank++;
  }
  return rank;
}

/** Whether values differ from 0 by more than chance explains. */
export const isApart = ({ low, high }: Spread): boolean => low > 0 || high < 0;
