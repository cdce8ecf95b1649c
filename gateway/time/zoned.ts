import { Temporal } from 'temporal-polyfill';

/** An instant on the clock of a zone. */
export function zoned(instant: number, tz: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(tz);
}

/** First instant of a local date. */
export function startOfDay(date: Temporal.PlainDate, tz: string): number {
  return date.toZonedDateTime(tz).epochMilliseconds;
}

/** RFC 3339 with the zone's offset and milliseconds. */
export function formatZoned(instant: number, tz: string): string {
  return zoned(instant, tz).toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });
}

/** Milliseconds that the zone's clock is ahead of UTC at an instant. */
export function offsetAt(instant: number, tz: string): number {
  return zoned(instant, tz).offsetNanoseconds / 1e6;
}

/** Wall-clock days from one instant to another, rounded up. */
export function localDays(from: number, to: number, tz: string): number {
  const wall = to + offsetAt(to, tz) - (from + offsetAt(from, tz));
  return Math.ceil(wall / 86_400_000);
}
