/**
 * The clock on the wall of a zone, by `Intl` alone: what a date and time field holds, and the instant that it means. A local time that
 * does not exist or exists twice is read as Temporal's `compatible` does (contract section 3).
 */

const DAY = 86_400_000;
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?$/;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(tz: string): Intl.DateTimeFormat {
  const known = clocks.get(tz);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(tz, clock);
  return clock;
}

/** Milliseconds that the zone's clock is ahead of UTC. @param instant - epoch milliseconds */
export function offsetAt(instant: number, tz: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const parts = Object.fromEntries(
    clockOf(tz)
      .formatToParts(whole)
      .map(({ type, value }) => [type, value]),
  );
  const number = (name: string) => Number(parts[name]);
  const year = parts.era === 'BC' ? 1 - number('year') : number('year');
  return utc(year, number('month'), number('day'), number('hour'), number('minute'), number('second')) - whole;
}

/** Without the trap of `Date.UTC`, which takes the year 26 for 1926. */
function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second);
}

/**
 * The instant of a local time.
 *
 * @param local - `2026-03-29T02:30`, as a field of type `datetime-local` has it
 * @returns epoch milliseconds; `null` when it is no time
 */
export function instantOf(local: string, tz: string): number | null {
  const match = LOCAL.exec(local);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part: string | undefined) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const wall = utc(year, month, day, hour, minute, second);
  if (new Date(wall).getUTCMonth() !== month - 1) return null;
  const before = offsetAt(wall - DAY, tz);
  const fits = [before, offsetAt(wall + DAY, tz)]
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetAt(instant, tz) === wall);
  // Skipped by the clock: as the clock before the change would have gone on.
  return fits.length > 0 ? Math.min(...fits) : wall - before;
}

/** What a field of type `datetime-local` shows: to the minute. */
export function localOf(instant: number, tz: string): string {
  return new Date(instant + offsetAt(instant, tz)).toISOString().slice(0, 16);
}

/** RFC 3339 with the zone's offset; in UTC where that has seconds, which RFC 3339 cannot say. */
export function zonedText(instant: number, tz: string): string {
  const offset = offsetAt(instant, tz);
  if (offset === 0 || offset % 60_000 !== 0) return new Date(instant).toISOString().replace('.000Z', 'Z');
  const minutes = Math.abs(offset) / 60_000;
  const two = (number: number) => String(number).padStart(2, '0');
  const local = new Date(instant + offset).toISOString().replace(/(\.000)?Z$/, '');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
