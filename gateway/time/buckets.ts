import { type Temporal } from 'temporal-polyfill';
import { Problem } from '../contract/problem.ts';
import { type Interval } from '../contract/trends.ts';
import { HOUR } from './quarter.ts';
import { type Range } from './range.ts';
import { localDays, offsetAt, startOfDay, zoned } from './zoned.ts';

export const MAX_BUCKETS = 2500;

/** The interval for a range when none is asked (section 4). */
export function defaultInterval({ from, to }: Range, tz: string): Interval {
  if (to - from <= 48 * HOUR) return 'hour';
  const days = localDays(from, to, tz);
  return days <= 92 ? 'day' : days <= 731 ? 'week' : 'month';
}

/**
 * The bounds of the buckets that cover a range, ascending: a bucket reaches from each to the next.
 * The first one is at or before `from`, the last at or after `to`.
 *
 * @throws Problem `invalid-query` when they are too many
 */
export function bucketBounds(range: Range, interval: Interval, tz: string): number[] {
  const bounds: number[] = [];
  for (const start of interval === 'hour' ? hourStarts(range, tz) : dateStarts(range, interval, tz)) {
    // A day that the zone skipped (Samoa, 30 December 2011) starts when the next one does.
    if (start === bounds.at(-1)) continue;
    if (start <= range.from) bounds.length = 0;
    bounds.push(start);
    if (start >= range.to) return bounds;
    if (bounds.length > MAX_BUCKETS) break;
  }
  throw new Problem('invalid-query', `interval: more than ${MAX_BUCKETS} buckets; ask for a shorter range or a longer interval`);
}

/** Instants at which the local clock shows a full hour, from some hours before the range on. */
function* hourStarts({ from }: Range, tz: string): Generator<number> {
  // Long enough before for a cut or repeated hour, short enough to cross one change of the clock at most.
  let position = from - 3 * HOUR;
  for (;;) {
    const offset = offsetAt(position, tz);
    const change = zoned(position, tz).getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
    for (let start = Math.ceil((position + offset) / HOUR) * HOUR - offset; start < change; start += HOUR) yield start;
    position = change;
  }
}

/** First instants of local days, weeks (Mondays) or months, from the one that holds the start of the range on. */
function* dateStarts({ from }: Range, interval: Exclude<Interval, 'hour'>, tz: string): Generator<number> {
  const date = zoned(from, tz).toPlainDate();
  let next: Temporal.PlainDate =
    interval === 'day' ? date : interval === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }) : date.with({ day: 1 });
  const length = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 } }[interval];
  for (;;) {
    yield startOfDay(next, tz);
    next = next.add(length);
  }
}
