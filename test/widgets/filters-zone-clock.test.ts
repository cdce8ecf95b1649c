import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instantOf, localOf, offsetAt, zonedText } from '../../widgets/filters/zone-clock.ts';

const zones = Intl.supportedValuesOf('timeZone');
/** Clocks that change by half an hour, by a whole day, at midnight, in Ramadan, and those of the demo. */
const STRANGE = [
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/St_Johns',
  'Antarctica/Troll',
  'UTC',
];
const zone = fc.oneof(fc.constantFrom(...STRANGE), fc.constantFrom(...zones));
const minute = fc
  .date({ min: new Date('2000-01-02T00:00:00Z'), max: new Date('2037-12-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => Math.floor(date.getTime() / 60_000) * 60_000);
/** Local times around the changes of a clock, where all that is hard is. */
const nearChange = fc.tuple(zone, minute, fc.integer({ min: -180, max: 180 })).map(([tz, instant, minutes]) => {
  const next = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(tz).getTimeZoneTransition('next');
  const local = (next ?? Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(tz)).toPlainDateTime().add({ minutes });
  return [tz, local.toString({ smallestUnit: 'minute' })] as const;
});

const compatible = (local: string, tz: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(tz, { disambiguation: 'compatible' }).epochMilliseconds;

describe('the clock of a zone', () => {
  it('reads any local time as Temporal does', () => {
    fc.assert(
      fc.property(zone, minute, (tz, wall) => {
        const local = new Date(wall).toISOString().slice(0, 16);
        expect(instantOf(local, tz)).toBe(compatible(local, tz));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads local times that do not exist or exist twice as Temporal does', () => {
    fc.assert(
      fc.property(nearChange, ([tz, local]) => {
        expect(instantOf(local, tz)).toBe(compatible(local, tz));
      }),
      { numRuns: 2000 },
    );
  });

  it('goes there and back for every instant but those of a repeated hour', () => {
    fc.assert(
      fc.property(zone, minute, (tz, instant) => {
        const back = instantOf(localOf(instant, tz), tz)!;
        expect(localOf(back, tz)).toBe(localOf(instant, tz));
        expect(back).toBeLessThanOrEqual(instant);
      }),
      { numRuns: 1000 },
    );
  });

  it('writes instants with the offset of the zone', () => {
    fc.assert(
      fc.property(zone, minute, (tz, instant) => {
        expect(Date.parse(zonedText(instant, tz))).toBe(instant);
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(tz);
        expect(offsetAt(instant, tz)).toBe(zoned.offsetNanoseconds / 1e6);
        if (offsetAt(instant, tz) !== 0) expect(zonedText(instant, tz)).toContain(zoned.offset);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T03:30:00+02:00'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T02:30:00+02:00'],
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-31T12:00:00+14:00'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-05T01:45:00+11:00'],
    ['2026-07-01T00:00', 'UTC', '2026-07-01T00:00:00Z'],
  ])('reads %s in %s as %s', (local, tz, text) => {
    expect(zonedText(instantOf(local, tz)!, tz)).toBe(text);
  });

  it.each(['', '2026-02-30T10:00', '2026-13-01T10:00', '2026-01-01T24:00', '2026-01-01', 'tomorrow'])('takes "%s" for no time', (text) => {
    expect(instantOf(text, 'Europe/Berlin')).toBeNull();
  });
});
