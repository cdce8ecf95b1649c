import type { FlowLimits } from './flow-bands.ts';

/** Sizes in px at scale 1, and how many columns and cards above one another have room. */
export interface FlowMetrics extends FlowLimits {
  /** Width of a card, and of the start and the end. */
  card: number;
  end: number;
  /** Least distance between columns, and between cards above one another. */
  between: number;
  above: number;
}

/** From the most comfortable to what is just enough: what is scaled down cannot be read, so narrow places have narrow cards. */
const SIZES = [
  { card: 140, between: 52, end: 64, above: 12 },
  { card: 124, between: 42, end: 58, above: 12 },
  { card: 106, between: 32, end: 50, above: 10 },
  { card: 96, between: 25, end: 44, above: 8 },
  { card: 86, between: 20, end: 40, above: 8 },
];

const LOWEST = 34;
const HIGHEST = 76;
/** How much higher than the lowest a card is in the middle, for reckoning with. */
const USUAL = 4;

/**
 * The most comfortable sizes with which everything fits; where nothing does, those that need the least height.
 *
 * @param width - of the space to draw in, px @param height - the same
 * @param tallest - how many cards would be above one another at most, within such limits
 */
export function flowMetrics(width: number, height: number, tallest: (limits: FlowLimits) => number): FlowMetrics {
  let best: FlowMetrics | undefined;
  let least = Infinity;
  for (const { card, between, end, above } of SIZES) {
    const row = LOWEST + USUAL + above;
    const columns = Math.max(1, Math.floor((width - 2 * end - between) / (card + between)));
    const rows = Math.max(4, Math.floor((height + above) / row));
    const needed = tallest({ columns, rows });
    if (needed * row < least) {
      best = { columns, rows, card, end, between, above };
      least = needed * row;
    }
    if (needed <= rows) break;
  }
  return best ?? { columns: 1, rows: 4, card: 86, between: 20, end: 40, above: 8 };
}

/**
 * Heights of cards by their invocations, in steps of 4 px, so that one conversation more moves nothing. Where a column would not fit, differences shrink, but
 * never so that a card could not be read.
 *
 * @param columns - invocations of the cards above one another
 */
export function cardHeights(columns: readonly (readonly number[])[], height: number, above: number): number[][] {
  const most = Math.max(1, ...columns.flat());
  const shares = columns.map((column) => column.map((invocations) => Math.sqrt(invocations / most)));
  const grown = Math.min(
    1,
    ...shares.map((column) => {
      const spare = height - column.length * LOWEST - (column.length - 1) * above;
      const wanted = column.reduce((sum, share) => sum + share, 0) * (HIGHEST - LOWEST);
      return wanted > 0 ? Math.max(0.25, spare / wanted) : 1;
    }),
  );
  return shares.map((column) => column.map((share) => Math.round((LOWEST + (HIGHEST - LOWEST) * share * grown) / 4) * 4));
}
