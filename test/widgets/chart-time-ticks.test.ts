import { describe, expect, test } from 'vitest';
import type { Interval } from '../../gateway/contract/trends.ts';
import { timeTicks } from '../../widgets/charts/time-ticks.ts';

/** Starts in the offset that the zone has; hours are whole. */
function starts(from: string, count: number, hours: number, offset: (hour: number) => string = () => '+01:00'): string[] {
  const begin = Date.parse(`${from}Z`);
  return Array.from({ length: count }, (_, at) => `${new Date(begin + at * hours * 3_600_000).toISOString().slice(0, 19)}${offset(at)}`);
}

const says = (start: string, as: Interval) => `${as}:${start.slice(0, 13)}`;
const measure = () => 50;
const labels = (from: string[], interval: Interval, perBucket: number) =>
  timeTicks(from, interval, perBucket, says, measure).map(({ label }) => label);

describe('words on a time axis', () => {
  const day = starts('2026-03-02T00:00:00', 24, 1);

  test('stand at hours that people count by, as close as fits, and name the day at midnight', () => {
    expect(labels(day, 'hour', 70)).toHaveLength(24);
    expect(labels(day, 'hour', 11)).toEqual(['day:2026-03-02T00', 'hour:2026-03-02T06', 'hour:2026-03-02T12', 'hour:2026-03-02T18']);
  });

  test('stand at midnights when hours do not fit', () => {
    const week = starts('2026-03-02T00:00:00', 168, 1);
    expect(labels(week, 'hour', 4)).toEqual([2, 3, 4, 5, 6, 7, 8].map((date) => `day:2026-03-0${date}T00`));
  });

  test('follow the local clock where it jumps', () => {
    // 29 March 2026 has no 02:00: two hours after midnight it is three, and nothing stands there.
    const jump = [...starts('2026-03-29T00:00:00', 2, 1), ...starts('2026-03-29T03:00:00', 21, 1, () => '+02:00')];
    const hours = ['00', '04', '06', '08', '10', '12', '14', '16', '18', '20', '22'];
    expect(labels(jump, 'hour', 35).map((label) => label.slice(-2))).toEqual(hours);
  });

  test('stand at Mondays and firsts of the month for days', () => {
    const quarter = starts('2026-01-14T00:00:00', 90, 24);
    expect(labels(quarter, 'day', 10)).toEqual(
      ['01-19', '01-26', '02-02', '02-09', '02-16', '02-23', '03-02', '03-09', '03-16', '03-23', '03-30', '04-06', '04-13'].map(
        (date) => `week:2026-${date}T00`,
      ),
    );
    expect(labels(quarter, 'day', 2.4)).toEqual(['02-01', '03-01', '04-01'].map((date) => `week:2026-${date}T00`));
    expect(labels(quarter, 'day', 2)).toEqual(['02-01', '04-01'].map((date) => `week:2026-${date}T00`));
    expect(labels(starts('2025-11-24T00:00:00', 365, 24), 'day', 2.4)[0]).toBe('month:2025-12-01T00');
  });

  test('never lie upon each other, and say something whenever there is a bucket', () => {
    for (const interval of ['hour', 'day', 'week', 'month'] as const) {
      for (const count of [1, 2, 3, 7, 24, 90, 168, 400, 2500]) {
        const hours = { hour: 1, day: 24, week: 168, month: 744 }[interval];
        const from = starts(interval === 'week' ? '2026-03-02T00:00:00' : '2026-03-01T00:00:00', count, hours);
        const first = interval === 'month' ? from.map((_, at) => new Date(Date.UTC(2000, at)).toISOString()) : from;
        for (const width of [60, 250, 800]) {
          const ticks = timeTicks(first, interval, width / count, says, measure);
          expect(ticks.length).toBeGreaterThan(0);
          ticks.slice(1).forEach(({ index }, at) => expect((index - ticks[at]!.index) * (width / count)).toBeGreaterThanOrEqual(64));
        }
      }
    }
  });

  test('are none where nothing is', () => {
    expect(timeTicks([], 'day', 10, says, measure)).toEqual([]);
  });
});
