import { describe, expect, test } from 'vitest';
import { type Preset } from '../../gateway/contract/query.ts';
import { type Interval } from '../../gateway/contract/trends.ts';
import { bucketBounds, defaultInterval } from '../../gateway/time/buckets.ts';
import { effectiveRange, previousRange } from '../../gateway/time/range.ts';
import { formatZoned } from '../../gateway/time/zoned.ts';

const at = (time: string): number => Date.parse(time);

/** Local starts of the buckets of a range, to the minute. */
function starts(from: string, to: string, interval: Interval, tz: string): string[] {
  return bucketBounds({ from: at(from), to: at(to) }, interval, tz).map((bound) => formatZoned(bound, tz).replace(':00.000', ''));
}

/** Lengths of the buckets of a range, minutes. */
function minutes(from: string, to: string, interval: Interval, tz: string): number[] {
  const bounds = bucketBounds({ from: at(from), to: at(to) }, interval, tz);
  return bounds.slice(1).map((bound, index) => (bound - (bounds[index] ?? 0)) / 60_000);
}

describe('buckets over changes of the clock', () => {
  test('days have 23 hours in spring and 25 in autumn', () => {
    expect(minutes('2026-03-28T00:00:00+01:00', '2026-03-31T00:00:00+02:00', 'day', 'Europe/Berlin')).toEqual([1440, 1380, 1440]);
    expect(minutes('2026-10-24T00:00:00+02:00', '2026-10-27T00:00:00+01:00', 'day', 'Europe/Berlin')).toEqual([1440, 1500, 1440]);
    expect(minutes('2026-11-01T00:00:00-04:00', '2026-11-02T00:00:00-05:00', 'day', 'America/New_York')).toEqual([1500]);
  });

  test('a repeated hour is two buckets, and a skipped one is none', () => {
    expect(starts('2026-10-25T01:00:00+02:00', '2026-10-25T03:00:00+01:00', 'hour', 'Europe/Berlin')).toEqual([
      '2026-10-25T01:00+02:00',
      '2026-10-25T02:00+02:00',
      '2026-10-25T02:00+01:00',
      '2026-10-25T03:00+01:00',
    ]);
    expect(starts('2026-03-29T01:00:00+01:00', '2026-03-29T04:00:00+02:00', 'hour', 'Europe/Berlin')).toEqual([
      '2026-03-29T01:00+01:00',
      '2026-03-29T03:00+02:00',
      '2026-03-29T04:00+02:00',
    ]);
  });

  test('an hour that a jump of thirty minutes cuts or lengthens is 90 minutes', () => {
    const tz = 'Australia/Lord_Howe';
    expect(starts('2026-10-04T01:00:00+10:30', '2026-10-04T04:00:00+11:00', 'hour', tz)).toEqual([
      '2026-10-04T01:00+10:30',
      '2026-10-04T03:00+11:00',
      '2026-10-04T04:00+11:00',
    ]);
    expect(minutes('2026-10-04T01:00:00+10:30', '2026-10-04T04:00:00+11:00', 'hour', tz)).toEqual([90, 60]);
    expect(minutes('2026-04-05T01:00:00+11:00', '2026-04-05T03:00:00+10:30', 'hour', tz)).toEqual([90, 60]);
  });

  test('offsets of 45 minutes are as good as any', () => {
    expect(starts('2026-06-01T00:00:00+05:45', '2026-06-01T02:00:00+05:45', 'hour', 'Asia/Kathmandu')).toEqual([
      '2026-06-01T00:00+05:45',
      '2026-06-01T01:00+05:45',
      '2026-06-01T02:00+05:45',
    ]);
    // The clock goes from 02:45 to 03:45.
    expect(starts('2026-09-27T02:00:00+12:45', '2026-09-27T05:00:00+13:45', 'hour', 'Pacific/Chatham')).toEqual([
      '2026-09-27T02:00+12:45',
      '2026-09-27T04:00+13:45',
      '2026-09-27T05:00+13:45',
    ]);
  });

  test('a day that begins at one o’clock and a day that never was are taken as they are', () => {
    expect(starts('2017-10-14T00:00:00-03:00', '2017-10-16T00:00:00-02:00', 'day', 'America/Sao_Paulo')).toEqual([
      '2017-10-14T00:00-03:00',
      '2017-10-15T01:00-02:00',
      '2017-10-16T00:00-02:00',
    ]);
    expect(starts('2011-12-29T00:00:00-10:00', '2012-01-01T00:00:00+14:00', 'day', 'Pacific/Apia')).toEqual([
      '2011-12-29T00:00-10:00',
      '2011-12-31T00:00+14:00',
      '2012-01-01T00:00+14:00',
    ]);
  });
});

describe('buckets', () => {
  test('cover the range from the start of the first to the end of the last', () => {
    expect(starts('2026-03-04T10:15:00Z', '2026-03-09T00:15:00Z', 'week', 'UTC')).toEqual([
      '2026-03-02T00:00+00:00',
      '2026-03-09T00:00+00:00',
      '2026-03-16T00:00+00:00',
    ]);
    expect(starts('2026-01-31T23:00:00Z', '2026-02-28T23:00:00Z', 'month', 'Europe/Berlin')).toEqual([
      '2026-02-01T00:00+01:00',
      '2026-03-01T00:00+01:00',
    ]);
  });

  test('are hours up to 48 elapsed hours, days up to 92, weeks up to 731, else months', () => {
    const interval = (from: string, to: string, tz = 'UTC') => defaultInterval({ from: at(from), to: at(to) }, tz);
    expect(interval('2026-03-01T00:00:00Z', '2026-03-03T00:00:00Z')).toBe('hour');
    expect(interval('2026-03-01T00:00:00Z', '2026-03-03T00:15:00Z')).toBe('day');
    // 48 hours by the wall clock, 47 elapsed; and the other way round.
    expect(interval('2026-03-28T00:00:00+01:00', '2026-03-30T00:00:00+02:00', 'Europe/Berlin')).toBe('hour');
    expect(interval('2026-10-24T00:00:00+02:00', '2026-10-26T00:00:00+01:00', 'Europe/Berlin')).toBe('day');
    expect(interval('2026-01-01T00:00:00Z', '2026-04-03T00:00:00Z')).toBe('day');
    expect(interval('2026-01-01T00:00:00Z', '2026-04-03T00:15:00Z')).toBe('week');
    expect(interval('2026-01-01T00:00:00Z', '2028-01-02T00:00:00Z')).toBe('week');
    expect(interval('2026-01-01T00:00:00Z', '2028-01-02T00:15:00Z')).toBe('month');
  });

  test('of more than 2,500 are refused, however long the range', () => {
    const hours = (count: number) => () => bucketBounds({ from: 0, to: count * 3_600_000 }, 'hour', 'UTC');
    expect(hours(2500)()).toHaveLength(2501);
    expect(hours(2501)).toThrow('more than 2500 buckets');
    expect(() => bucketBounds({ from: at('0001-01-01T00:00:00Z'), to: at('9999-12-31T00:00:00Z') }, 'month', 'UTC')).toThrow('2500');
  });
});

describe('presets', () => {
  // A Wednesday; 14:20 in Berlin.
  const now = at('2026-04-15T12:20:00Z');
  const range = (preset: Preset | undefined, tz = 'Europe/Berlin') => {
    const { from, to } = effectiveRange({ tz, range: preset, from: undefined, to: undefined }, now);
    return [formatZoned(from, tz), formatZoned(to, tz)].map((time) => time.slice(0, 16)).join(' ');
  };

  test.each([
    ['24h', '2026-04-14T14:15 2026-04-15T14:30'],
    ['today', '2026-04-15T00:00 2026-04-15T14:30'],
    ['yesterday', '2026-04-14T00:00 2026-04-15T00:00'],
    ['7d', '2026-04-09T00:00 2026-04-15T14:30'],
    ['30d', '2026-03-17T00:00 2026-04-15T14:30'],
    ['this-week', '2026-04-13T00:00 2026-04-15T14:30'],
    ['last-week', '2026-04-06T00:00 2026-04-13T00:00'],
    ['this-month', '2026-04-01T00:00 2026-04-15T14:30'],
    ['last-month', '2026-03-01T00:00 2026-04-01T00:00'],
    [undefined, '2026-04-09T00:00 2026-04-15T14:30'],
  ] as const)('%s is %s', (preset, expected) => expect(range(preset)).toBe(expected));

  test('own ends are taken to full quarter hours', () => {
    const own = { from: at('2026-04-15T09:59:59.999Z'), to: at('2026-04-15T10:00:00.001Z') };
    const { from, to } = effectiveRange({ tz: 'UTC', range: undefined, ...own }, now);
    expect([from, to]).toEqual([at('2026-04-15T09:45:00Z'), at('2026-04-15T10:15:00Z')]);
  });
});

describe('the previous range', () => {
  const previous = (from: string, to: string, tz: string, now = '2030-01-01T00:00:00Z') => {
    const { from: start, to: end } = previousRange({ from: at(from), to: at(to) }, tz, at(now));
    return [formatZoned(start, tz), formatZoned(end, tz)].map((time) => time.replace(':00.000', ''));
  };

  test('of today until 14:15 is yesterday until 14:15, also over a change of the clock', () => {
    const today = ['2026-03-29T00:00:00+01:00', '2026-03-29T14:15:00+02:00'] as const;
    expect(previous(...today, 'Europe/Berlin')).toEqual(['2026-03-28T00:00+01:00', '2026-03-28T14:15+01:00']);
    const after = ['2026-10-26T00:00:00+01:00', '2026-10-26T14:15:00+01:00'] as const;
    expect(previous(...after, 'Europe/Berlin')).toEqual(['2026-10-25T00:00+02:00', '2026-10-25T14:15+01:00']);
  });

  test('of seven days is the same weekdays before', () => {
    expect(previous('2026-04-09T00:00:00+02:00', '2026-04-15T14:30:00+02:00', 'Europe/Berlin')).toEqual([
      '2026-04-02T00:00+02:00',
      '2026-04-08T14:30+02:00',
    ]);
  });

  test('of a quarter of an hour is the one a day before', () => {
    expect(previous('2026-04-15T10:00:00Z', '2026-04-15T10:15:00Z', 'UTC')).toEqual(['2026-04-14T10:00+00:00', '2026-04-14T10:15+00:00']);
  });

  test('lets an end beyond now count as now, a quarter hour up', () => {
    expect(previous('2026-04-15T00:00:00Z', '2026-04-18T00:00:00Z', 'UTC', '2026-04-15T12:20:00Z')).toEqual([
      '2026-04-14T00:00+00:00',
      '2026-04-14T12:30+00:00',
    ]);
  });
});
