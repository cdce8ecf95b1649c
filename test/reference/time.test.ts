import { describe, expect, it } from 'vitest';
import { bucketsOf, intervalOf, Refused, withOffset } from './buckets.ts';
import { previousRange, rangeOf } from './time.ts';

const at = (text: string): number => Date.parse(text);
const iso = (instant: number): string => new Date(instant).toISOString().replace(':00.000Z', 'Z');
const query = (fields: Record<string, string>): URLSearchParams => new URLSearchParams(fields);

const now = at('2026-03-18T13:02:07.123Z'); // a Wednesday, 14:02 in Berlin
const asked = (fields: Record<string, string>): [string, string] => {
  const { from, to } = rangeOf(query(fields), now);
  return [iso(from), iso(to)];
};
const span = (from: string, to: string, tz: string) => ({ from: at(from), to: at(to), tz });
const before = (from: string, to: string, tz: string, when = now): [string, string] => {
  const previous = previousRange(span(from, to, tz), when);
  return [iso(previous.from), iso(previous.to)];
};
const hoursOf = (from: string, to: string, tz: string): number[] =>
  bucketsOf(span(from, to, tz), 'hour').map((bucket) => (bucket.to - bucket.from) / 60_000);
const daysOf = (from: string, to: string, tz: string): number[] =>
  bucketsOf(span(from, to, tz), 'day').map((bucket) => (bucket.to - bucket.from) / 3_600_000);

describe('ranges', () => {
  it.each([
    ['24h', '2026-03-17T13:00Z', '2026-03-18T13:15Z'],
    ['today', '2026-03-17T23:00Z', '2026-03-18T13:15Z'],
    ['yesterday', '2026-03-16T23:00Z', '2026-03-17T23:00Z'],
    ['7d', '2026-03-11T23:00Z', '2026-03-18T13:15Z'],
    ['14d', '2026-03-04T23:00Z', '2026-03-18T13:15Z'],
    ['30d', '2026-02-16T23:00Z', '2026-03-18T13:15Z'],
    ['90d', '2025-12-18T23:00Z', '2026-03-18T13:15Z'],
    ['365d', '2025-03-18T23:00Z', '2026-03-18T13:15Z'],
    ['this-week', '2026-03-15T23:00Z', '2026-03-18T13:15Z'],
    ['last-week', '2026-03-08T23:00Z', '2026-03-15T23:00Z'],
    ['this-month', '2026-02-28T23:00Z', '2026-03-18T13:15Z'],
    ['last-month', '2026-01-31T23:00Z', '2026-02-28T23:00Z'],
  ])('%s in Berlin is counted by the local calendar', (range, from, to) => {
    expect(asked({ range, tz: 'Europe/Berlin' })).toEqual([from, to]);
  });

  it('are the last seven days in UTC when nothing is asked', () => {
    expect(asked({})).toEqual(['2026-03-12T00:00Z', '2026-03-18T13:15Z']);
  });

  it('take from down and to up to a full quarter hour, and leave full ones', () => {
    expect(asked({ from: '2026-03-01T10:14:59.999Z', to: '2026-03-01T10:15:00.001Z' })).toEqual(['2026-03-01T10:00Z', '2026-03-01T10:30Z']);
    expect(asked({ from: '2026-03-01T10:15:00Z', to: '2026-03-01T11:30:00.000+01:00' })).toEqual([
      '2026-03-01T10:15Z',
      '2026-03-01T10:30Z',
    ]);
  });

  it('start at the quarter hours of Kathmandu', () => {
    expect(asked({ range: 'today', tz: 'Asia/Kathmandu' })).toEqual(['2026-03-17T18:15Z', '2026-03-18T13:15Z']);
  });

  it('start a day without midnight at its first moment', () => {
    const { from } = rangeOf(query({ range: 'today', tz: 'America/Santiago' }), at('2025-09-07T12:00:00Z'));
    expect(iso(from)).toBe('2025-09-07T04:00Z');
  });
});

describe('the previous range', () => {
  it('of today until 14:15 is yesterday until 14:15', () => {
    expect(before('2026-03-17T23:00Z', '2026-03-18T13:15Z', 'Europe/Berlin')).toEqual(['2026-03-16T23:00Z', '2026-03-17T13:15Z']);
  });

  it('of seven days is the same weekdays before, at the same local times across a clock change', () => {
    expect(before('2026-03-28T23:00Z', '2026-04-04T22:00Z', 'Europe/Berlin', at('2026-05-01T00:00Z'))).toEqual([
      '2026-03-21T23:00Z',
      '2026-03-28T23:00Z',
    ]);
  });

  it('rounds the days up: a day and a quarter hour is two days', () => {
    expect(before('2026-03-10T00:00Z', '2026-03-11T00:15Z', 'UTC')).toEqual(['2026-03-08T00:00Z', '2026-03-09T00:15Z']);
  });

  it('counts a day of 23 or 25 hours as one by the wall clock', () => {
    const later = at('2026-12-01T00:00Z');
    expect(before('2026-03-28T23:00Z', '2026-03-29T22:00Z', 'Europe/Berlin', later)).toEqual(['2026-03-27T23:00Z', '2026-03-28T23:00Z']);
    expect(before('2026-10-24T22:00Z', '2026-10-25T23:00Z', 'Europe/Berlin', later)).toEqual(['2026-10-23T22:00Z', '2026-10-24T22:00Z']);
  });

  it('reads an end beyond now as now, a quarter hour up', () => {
    expect(before('2026-03-18T00:00Z', '2026-04-01T00:00Z', 'UTC')).toEqual(['2026-03-17T00:00Z', '2026-03-17T13:15Z']);
  });

  it('of a range wholly beyond now is as long as that', () => {
    expect(before('2026-03-18T13:15Z', '2026-03-18T14:00Z', 'UTC')).toEqual(['2026-03-17T13:15Z', '2026-03-17T14:00Z']);
    expect(before('2026-03-18T13:00Z', '2026-03-18T14:00Z', 'UTC')).toEqual(['2026-03-17T13:00Z', '2026-03-17T13:15Z']);
  });

  it('reads a local time that the day before did not have as the one after the gap', () => {
    expect(before('2026-03-30T00:30Z', '2026-03-30T01:00Z', 'Europe/Berlin', at('2026-05-01T00:00Z'))).toEqual([
      '2026-03-29T01:30Z',
      '2026-03-29T01:00Z',
    ]);
  });
});

describe('buckets', () => {
  it('of a day are 23, 24 or 25 hours long', () => {
    expect(daysOf('2026-03-27T23:00Z', '2026-03-30T22:00Z', 'Europe/Berlin')).toEqual([24, 23, 24]);
    expect(daysOf('2026-10-24T22:00Z', '2026-10-26T23:00Z', 'Europe/Berlin')).toEqual([25, 24]);
    expect(daysOf('2026-03-08T05:00Z', '2026-03-09T04:00Z', 'America/New_York')).toEqual([23]);
  });

  it('keep both of a repeated hour, told apart by the offset', () => {
    const range = span('2026-10-25T00:00Z', '2026-10-25T02:00Z', 'Europe/Berlin');
    expect(bucketsOf(range, 'hour').map(({ from }) => withOffset(from, range.tz))).toEqual([
      '2026-10-25T02:00:00.000+02:00',
      '2026-10-25T02:00:00.000+01:00',
    ]);
  });

  it('skip an hour that does not exist', () => {
    const range = span('2026-03-29T00:00Z', '2026-03-29T02:00Z', 'Europe/Berlin');
    expect(bucketsOf(range, 'hour').map(({ from }) => withOffset(from, range.tz))).toEqual([
      '2026-03-29T01:00:00.000+01:00',
      '2026-03-29T03:00:00.000+02:00',
    ]);
  });

  it('are 90 minutes where a jump of 30 minutes cuts an hour on Lord Howe Island', () => {
    expect(hoursOf('2026-10-03T14:30Z', '2026-10-03T17:00Z', 'Australia/Lord_Howe')).toEqual([90, 60]); // from 01:00 +10:30
    expect(hoursOf('2026-04-04T14:00Z', '2026-04-04T16:30Z', 'Australia/Lord_Howe')).toEqual([90, 60]); // from 01:00 +11:00
  });

  it('start at the local full hour in Kathmandu and Chatham', () => {
    expect(hoursOf('2026-03-01T00:15Z', '2026-03-01T02:15Z', 'Asia/Kathmandu')).toEqual([60, 60]);
    const chatham = span('2026-03-01T00:00Z', '2026-03-01T01:00Z', 'Pacific/Chatham');
    expect(bucketsOf(chatham, 'hour').map(({ from }) => withOffset(from, chatham.tz))).toEqual([
      '2026-03-01T13:00:00.000+13:45',
      '2026-03-01T14:00:00.000+13:45',
    ]);
  });

  it('start on local Mondays and on the first of the month', () => {
    const range = span('2026-03-18T12:00Z', '2026-04-07T00:00Z', 'Asia/Kathmandu');
    const starts = (interval: 'week' | 'month') => bucketsOf(range, interval).map(({ from }) => withOffset(from, range.tz).slice(0, 10));
    expect(starts('week')).toEqual(['2026-03-16', '2026-03-23', '2026-03-30', '2026-04-06']);
    expect(starts('month')).toEqual(['2026-03-01', '2026-04-01']);
  });

  it('have none for a day that a zone skipped altogether', () => {
    const range = span('2011-12-29T10:00Z', '2011-12-31T10:00Z', 'Pacific/Apia');
    expect(bucketsOf(range, 'day').map(({ from }) => withOffset(from, range.tz).slice(0, 10))).toEqual(['2011-12-29', '2011-12-31']);
  });

  it('are at most 2,500', () => {
    const hours = (count: number) => ({ from: 0, to: count * 3_600_000, tz: 'UTC' });
    expect(bucketsOf(hours(2500), 'hour')).toHaveLength(2500);
    expect(() => bucketsOf(hours(2501), 'hour')).toThrow(Refused);
  });

  it.each([
    ['2026-03-01T00:00Z', '2026-03-03T00:00Z', 'UTC', 'hour'],
    ['2026-03-01T00:00Z', '2026-03-03T00:15Z', 'UTC', 'day'],
    ['2026-10-23T22:00Z', '2026-10-25T23:00Z', 'Europe/Berlin', 'day'], // two local days, 49 hours
    ['2026-01-01T00:00Z', '2026-04-03T00:00Z', 'UTC', 'day'], // 92 days
    ['2026-01-01T00:00Z', '2026-04-03T00:15Z', 'UTC', 'week'],
    ['2026-01-01T00:00Z', '2028-01-02T00:00Z', 'UTC', 'week'], // 731 days
    ['2026-01-01T00:00Z', '2028-01-02T00:15Z', 'UTC', 'month'],
    ['2026-08-01T22:00Z', '2026-11-01T23:00Z', 'Europe/Berlin', 'day'], // 92 local days and an hour more
  ] as const)('from %s to %s in %s are a %s each when no interval is asked', (from, to, tz, interval) => {
    expect(intervalOf(null, span(from, to, tz))).toBe(interval);
  });
});
