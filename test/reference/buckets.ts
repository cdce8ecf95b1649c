import { type Interval } from '../../gateway/contract/trends.ts';
import { elapsedHours, first, localDays, monday, QUARTER, type Range, startOf, zoned } from './time.ts';

const MOST = 2500;

/** What a reference answers where the contract refuses. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

export function intervalOf(asked: string | null, range: Range & { tz: string }): Interval {
  if (asked !== null) return asked as Interval;
  if (elapsedHours(range) <= 48) return 'hour';
  const days = localDays(range, range.tz);
  if (days <= 92) return 'day';
  return days <= 731 ? 'week' : 'month';
}

/** Walks every quarter hour and keeps those at which the local clock shows a full hour. */
function* hours({ from, tz }: Range & { tz: string }): Generator<number> {
  for (let instant = from - 16 * QUARTER; ; instant += QUARTER) if (zoned(instant, tz).minute === 0) yield instant;
}

const STEP = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 } };

function* dates({ from, tz }: Range & { tz: string }, interval: 'day' | 'week' | 'month'): Generator<number> {
  const day = zoned(from, tz).toPlainDate();
  const start = interval === 'day' ? day : interval === 'week' ? monday(day) : first(day);
  for (let date = start.subtract(STEP[interval]); ; date = date.add(STEP[interval])) yield startOf(date, tz);
}

/** The buckets that share a moment with the range, in order. */
export function bucketsOf(range: Range & { tz: string }, interval: Interval): Range[] {
  const buckets: Range[] = [];
  let start: number | null = null;
  for (const end of interval === 'hour' ? hours(range) : dates(range, interval)) {
    // A local day that a zone skipped altogether begins where the next one does: no bucket.
    if (start !== null && end > start && end > range.from && start < range.to) buckets.push({ from: start, to: end });
    if (buckets.length > MOST) throw new Refused(`more than ${MOST} buckets`);
    if (end >= range.to) break;
    start = end;
  }
  return buckets;
}

/** A bucket's edge with the zone's offset. */
export function withOffset(instant: number, tz: string): string {
  return zoned(instant, tz).toString({ timeZoneName: 'never', smallestUnit: 'millisecond' });
}
