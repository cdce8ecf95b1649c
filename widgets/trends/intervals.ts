import type { Preset } from '../../gateway/contract/query.ts';
import type { Interval } from '../../gateway/contract/trends.ts';
import type { Filters } from '../internal/settings.ts';

/** The gateway refuses more (contract section 4). */
const MOST = 2500;

/** Hours of a bucket, at least. */
const HOURS: Record<Interval, number> = { hour: 1, day: 23, week: 167, month: 671 };
const ALL = Object.keys(HOURS) as Interval[];

/** Local days that a preset spans, at most. */
const DAYS: Record<Preset, number> = {
  '24h': 1,
  today: 1,
  yesterday: 1,
  '7d': 7,
  '14d': 14,
  '30d': 30,
  '90d': 90,
  '365d': 365,
  'this-week': 7,
  'last-week': 7,
  'this-month': 31,
  'last-month': 31,
};

export const isInterval = (name: unknown): name is Interval => ALL.includes(name as Interval);

/** Hours that the filters' range spans, at most: with the hour that a change of clocks may add. */
function hoursOf({ range, from, to }: Pick<Filters, 'range' | 'from' | 'to'>): number {
  const asked = from !== undefined && to !== undefined ? (Date.parse(to) - Date.parse(from)) / 3_600_000 : NaN;
  return Number.isNaN(asked) ? DAYS[range ?? '7d'] * 24 + 1 : asked;
}

/** Intervals that a range can be shown by: no more buckets than the gateway gives, none that is wider than all of it. */
export function intervalsFor(filters: Pick<Filters, 'range' | 'from' | 'to'>): Interval[] {
  const hours = hoursOf(filters);
  // Both ends may cut a bucket.
  return ALL.filter((interval) => hours / HOURS[interval] + 2 <= MOST && (interval === 'hour' || HOURS[interval] <= hours));
}
