import { type Temporal } from 'temporal-polyfill';
import { type Preset, type ScopeQuery } from '../contract/query.ts';
import { HOUR, quarterDown, quarterUp } from './quarter.ts';
import { localDays, startOfDay, zoned } from './zoned.ts';

/** Half-open, epoch milliseconds, both full quarter hours. */
export interface Range {
  from: number;
  to: number;
}

type Asked = Pick<ScopeQuery, 'from' | 'to' | 'range' | 'tz'>;

/** The effective range of a question (section 3); neither a range nor a preset: `7d`. */
export function effectiveRange({ from, to, range, tz }: Asked, now: number): Range {
  if (from !== undefined && to !== undefined) return { from: quarterDown(from), to: quarterUp(to) };
  const preset = presetRange(range ?? '7d', tz, now);
  return { from: quarterDown(preset.from), to: quarterUp(preset.to) };
}

function presetRange(preset: Preset, tz: string, now: number): Range {
  const today = zoned(now, tz).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const first = today.with({ day: 1 });
  const day = (date: Temporal.PlainDate) => startOfDay(date, tz);
  switch (preset) {
    case '24h':
      return { from: now - 24 * HOUR, to: now };
    case 'today':
      return { from: day(today), to: now };
    case 'yesterday':
      return { from: day(today.subtract({ days: 1 })), to: day(today) };
    case 'this-week':
      return { from: day(monday), to: now };
    case 'last-week':
      return { from: day(monday.subtract({ weeks: 1 })), to: day(monday) };
    case 'this-month':
      return { from: day(first), to: now };
    case 'last-month':
      return { from: day(first.subtract({ months: 1 })), to: day(first) };
    default:
      return { from: day(today.subtract({ days: parseInt(preset) - 1 })), to: now };
  }
}

/**
 * The range that comparisons look at: both ends moved back by the range's length in local days, at the same local clock time.
 * An end beyond now counts as now, unless the range lies in the future as a whole.
 */
export function previousRange({ from, to }: Range, tz: string, now: number): Range {
  const reached = Math.min(to, quarterUp(now));
  const end = reached > from ? reached : to;
  const days = Math.max(1, localDays(from, end, tz));
  const back = (instant: number) => zoned(instant, tz).subtract({ days }).epochMilliseconds;
  return { from: quarterDown(back(from)), to: quarterUp(back(end)) };
}
