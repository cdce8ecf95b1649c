import { Temporal } from 'temporal-polyfill';

/** Half-open, epoch milliseconds. */
export interface Range {
  from: number;
  to: number;
}

export const QUARTER = 15 * 60_000;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

const down = (instant: number): number => Math.floor(instant / QUARTER) * QUARTER;
const up = (instant: number): number => Math.ceil(instant / QUARTER) * QUARTER;

export const zoned = (instant: number, tz: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(tz);

/** Local midnight, read as `compatible` does. */
export const startOf = (date: Temporal.PlainDate, tz: string): number =>
  date.toPlainDateTime('00:00').toZonedDateTime(tz, { disambiguation: 'compatible' }).epochMilliseconds;

export const monday = (date: Temporal.PlainDate): Temporal.PlainDate => date.subtract({ days: date.dayOfWeek - 1 });
export const first = (date: Temporal.PlainDate): Temporal.PlainDate => date.with({ day: 1 });

function preset(range: string, tz: string, now: number): Range {
  const today = zoned(now, tz).toPlainDate();
  const at = (date: Temporal.PlainDate): number => startOf(date, tz);
  if (range === '24h') return { from: now - DAY, to: now };
  if (range === 'today') return { from: at(today), to: now };
  if (range === 'yesterday') return { from: at(today.subtract({ days: 1 })), to: at(today) };
  if (range === 'this-week') return { from: at(monday(today)), to: now };
  if (range === 'last-week') return { from: at(monday(today).subtract({ weeks: 1 })), to: at(monday(today)) };
  if (range === 'this-month') return { from: at(first(today)), to: now };
  if (range === 'last-month') return { from: at(first(today).subtract({ months: 1 })), to: at(first(today)) };
  const days = Number(/^(\d+)d$/.exec(range)![1]);
  return { from: at(today.subtract({ days: days - 1 })), to: now };
}

/** The effective range of a question (section 3). */
export function rangeOf(query: URLSearchParams, now: number): Range & { tz: string } {
  const tz = query.get('tz') ?? 'UTC';
  const [from, to] = [query.get('from'), query.get('to')];
  const asked =
    from !== null && to !== null
      ? { from: Temporal.Instant.from(from).epochMilliseconds, to: Temporal.Instant.from(to).epochMilliseconds }
      : preset(query.get('range') ?? '7d', tz, now);
  return { from: down(asked.from), to: up(asked.to), tz };
}

/** Length by the wall clock, in days of 24 hours. */
export function localDays({ from, to }: Range, tz: string): number {
  const wall = (instant: number): number => zoned(instant, tz).toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds;
  return (wall(to) - wall(from)) / DAY;
}

/** The range that numbers are compared with. */
export function previousRange({ from, to, tz }: Range & { tz: string }, now: number): Range {
  // A range wholly beyond now keeps its end: there is no part of it to cut to.
  const end = from < up(now) ? Math.min(to, up(now)) : to;
  const days = Math.max(1, Math.ceil(localDays({ from, to: end }, tz)));
  const back = (instant: number): number =>
    zoned(instant, tz).toPlainDateTime().subtract({ days }).toZonedDateTime(tz, { disambiguation: 'compatible' }).epochMilliseconds;
  return { from: back(from), to: back(end) };
}

export const within = (instant: number, { from, to }: Range): boolean => from <= instant && instant < to;
export const elapsedHours = ({ from, to }: Range): number => (to - from) / HOUR;
