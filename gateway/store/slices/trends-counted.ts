import { QUARTER } from '../../time/quarter.ts';
import { type Counts, type TrendsAsked, type TrendsFound } from '../store.ts';
import { type Block, quarterOf, QUARTERS, SUMS, SUMS_LENGTH } from './block.ts';
import { SLICE } from './slice.ts';

type Sums = Omit<Counts, 'conversations'>;

/**
 * Trends from blocks that hold the range. A user is counted with the first conversation in a span: the one before it, if there is any, started before the
 * span did. So distinct users of any span are found by looking where its start would stand among those times, quarter hour by quarter hour.
 */
export function countTrends(blocks: readonly Block[], asked: TrendsAsked): TrendsFound {
  const { from, to, now, idle, starts } = asked;
  // One more span, for what is asked in all and in no span.
  const outside = Math.max(0, starts.length - 1);
  const spans = Array.from({ length: outside + 1 }, nothing);
  const totals = nothing();
  let firstOpen = Infinity;

  const startOf = (span: number): number => (span < outside ? Math.max(from, starts[span] ?? from) : from);

  function countUsers(span: Sums, start: number, countBefore: (instant: number) => number): void {
    const all = countBefore(from);
    totals.users += all;
    span.users += start === from ? all : countBefore(start);
  }

  function countQuarter({ sorted, starts: places, sums }: Block, quarter: number, place: number): void {
    const span = spans[place] ?? totals;
    const sum = quarter * SUMS_LENGTH;
    span.handedOff += sums[sum + SUMS.handedOff] ?? 0;
    span.completed += sums[sum + SUMS.completed] ?? 0;
    span.abandoned += sums[sum + SUMS.unfinished] ?? 0;
    span.messages += sums[sum + SUMS.messages] ?? 0;
    const [first = 0, end = 0] = [places[quarter], places[quarter + 1]];
    countUsers(span, startOf(place), (instant) => countLess(sorted, first, end, instant));
  }

  /** Row by row, those of some quarter hours of a block. */
  function countRows({ slice, chained }: Block, quarters: ReadonlySet<number>): void {
    for (const { rows, before } of chained) {
      for (let row = 0; row < rows.length; row++) {
        const start = rows.started[row] ?? 0;
        if (start < from || start >= to || !quarters.has(quarterOf(start, slice))) continue;
        const place = spanOf(starts, start);
        const span = spans[place] ?? totals;
        const [count, end, last] = [rows.counts[row] ?? 0, rows.ended[row] ?? 0, before[row] ?? 0];
        const outcome = outcomeOf(count & 3, end > now - idle);
        span[outcome]++;
        span.messages += count >>> 2;
        if (outcome === 'open') firstOpen = Math.min(firstOpen, end);
        countUsers(span, startOf(place), (instant) => (last < instant ? 1 : 0));
      }
    }
  }

  for (const block of blocks) {
    if (block.length === 0) continue;
    const cut = new Set<number>();
    for (let quarter = 0; quarter < QUARTERS; quarter++) {
      if (block.starts[quarter] === block.starts[quarter + 1]) continue;
      const start = block.slice * SLICE + quarter * QUARTER;
      const end = start + QUARTER;
      if (end <= from || start >= to) continue;
      const place = spanOf(starts, start);
      const isWhole = start >= from && end <= to && spanOf(starts, end - 1) === place;
      const isOver = (block.lastUnfinished[quarter] ?? 0) <= now - idle;
      if (isWhole && isOver) countQuarter(block, quarter, place);
      else cut.add(quarter);
    }
    if (cut.size > 0) countRows(block, cut);
  }
  for (const span of spans)
    for (const name of ['messages', 'handedOff', 'completed', 'open', 'abandoned'] as const) totals[name] += span[name];
  return {
    totals: toCounts(totals),
    buckets: spans.slice(0, outside).map(toCounts),
    idleAt: firstOpen === Infinity ? null : firstOpen + idle,
  };
}

const nothing = (): Sums => ({ users: 0, messages: 0, handedOff: 0, completed: 0, open: 0, abandoned: 0 });

function outcomeOf(place: number, isOpen: boolean) {
  if (place === SUMS.handedOff) return 'handedOff';
  if (place === SUMS.completed) return 'completed';
  return isOpen ? 'open' : 'abandoned';
}

function toCounts({ users, messages, ...outcomes }: Sums): Counts {
  const { handedOff, completed, open, abandoned } = outcomes;
  return { conversations: handedOff + completed + open + abandoned, users, messages, ...outcomes };
}

/** The last span that starts at or before an instant, or the first one; behind all spans: their number. */
function spanOf(starts: readonly number[], instant: number): number {
  return Math.max(0, countLess(starts, 0, starts.length, instant + 1) - 1);
}

/** How many of the numbers from one place to another, which are in order, are less than one. */
function countLess(numbers: ArrayLike<number>, first: number, end: number, than: number): number {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < than) low = middle + 1;
    else high = middle;
  }
  return low - first;
}
