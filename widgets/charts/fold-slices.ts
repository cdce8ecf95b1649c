import type { Slice } from './chart-data.ts';

/** Key of the slice that holds all that is small. */
export const OTHER = '\u0000other';

export interface FoldOptions {
  /** At most so many slices, the folded one among them. */
  max?: number;
  /** Share of the whole, 0 ... 1, below which a slice is small. */
  minShare?: number;
}

/**
 * Folds small slices into one at the end, since slices that nobody can see or point at say nothing. One small slice alone stays itself: "other"
 * would take its place and name nothing. Slices of nothing go; the others keep their order.
 */
export function foldSlices(slices: readonly Slice[], otherLabel: string, { max = 8, minShare = 0.02 }: FoldOptions = {}): Slice[] {
  const present = slices.filter(({ value }) => value > 0);
  const total = present.reduce((sum, { value }) => sum + value, 0);
  const bySize = [...present].sort((a, b) => b.value - a.value);
  let kept = bySize.filter(({ value }) => value >= minShare * total);
  if (kept.length > max || (kept.length === max && kept.length < present.length)) kept = kept.slice(0, max - 1);
  const small = present.filter((slice) => !kept.includes(slice));
  if (small.length < 2) return present;
  const value = small.reduce((sum, each) => sum + each.value, 0);
  return [...present.filter((slice) => kept.includes(slice)), { key: OTHER, label: otherLabel, value, color: 'muted' }];
}
