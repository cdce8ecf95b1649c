import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Totals, Trends } from '../../gateway/contract/trends.ts';
import { Format } from '../../widgets/internal/format.ts';
import { fill } from '../../widgets/internal/texts.ts';
import { intervalsFor } from '../../widgets/trends/intervals.ts';
import { changeOf, MEASURES, parseMeasures, toggleMeasure } from '../../widgets/trends/measures.ts';
import { trendsDe } from '../../widgets/trends/texts-de.ts';
import { trendsEn } from '../../widgets/trends/texts-en.ts';
import { type ChartInput, linesOf, outcomesOf, partOf, sum } from '../../widgets/trends/trends-chart.ts';

const format = new Format('en', 'Europe/Berlin');
const totals = (part: Partial<Totals> = {}): Totals => ({
  conversations: 100,
  users: 80,
  messages: 900,
  automation: 0.8,
  handedOff: 20,
  completed: 50,
  open: 10,
  abandoned: 20,
  ...part,
});

describe('a change', () => {
  test('is a percentage of what was before, with its direction', () => {
    expect(changeOf('conversations', totals({ conversations: 120 }), totals(), format)).toEqual({
      text: '+20%',
      isPoints: false,
      direction: 'up',
    });
    expect(changeOf('users', totals({ users: 60 }), totals(), format)).toMatchObject({ text: '-25%', direction: 'down' });
  });

  test('is in points for automation, where a percentage of a percentage would mislead', () => {
    expect(changeOf('automation', totals({ automation: 0.842 }), totals(), format)).toEqual({
      text: '+4.2',
      isPoints: true,
      direction: 'up',
    });
    expect(changeOf('automation', totals(), totals({ automation: 0 }), format)).toMatchObject({ text: '+80' });
  });

  test('has no arrow where it is written as nothing', () => {
    expect(changeOf('messages', totals({ messages: 900_001 }), totals({ messages: 900_000 }), format)).toMatchObject({
      text: '0%',
      direction: 'same',
    });
  });

  test('is a factor where a percentage would run away', () => {
    expect(changeOf('conversations', totals({ conversations: 41_600 }), totals({ conversations: 5 }), format).text).toBe('×8,320');
  });

  test.each(MEASURES)('of %s is none without conversations before, or without a value', (measure) => {
    const none = { text: '–', direction: 'none' };
    const nothing = totals({ conversations: 0, users: 0, messages: 0, automation: null });
    expect(changeOf(measure, totals(), nothing, format)).toMatchObject(none);
    expect(changeOf(measure, totals(), undefined, format)).toMatchObject(none);
    if (measure === 'automation') expect(changeOf(measure, nothing, totals(), format)).toMatchObject(none);
  });
});

describe('measures', () => {
  test('are read as an author writes them', () => {
    expect(parseMeasures(' messages,  conversations typo')).toEqual(['conversations', 'messages']);
    expect(parseMeasures(undefined)).toEqual(['conversations', 'users']);
    expect(parseMeasures('nonsense')).toEqual(['conversations', 'users']);
  });

  test('come and go, but never all', () => {
    expect(toggleMeasure(['users'], 'conversations')).toEqual(['conversations', 'users']);
    expect(toggleMeasure(['conversations', 'users'], 'users')).toEqual(['conversations']);
    expect(toggleMeasure(['users'], 'users')).toEqual(['users']);
  });
});

describe('intervals', () => {
  test('are those that a range can be shown by', () => {
    expect(intervalsFor({ range: 'today' })).toEqual(['hour', 'day']);
    expect(intervalsFor({ range: '7d' })).toEqual(['hour', 'day', 'week']);
    expect(intervalsFor({ range: '90d' })).toEqual(['hour', 'day', 'week', 'month']);
    expect(intervalsFor({ range: '365d' })).toEqual(['day', 'week', 'month']);
    expect(intervalsFor({ from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:15:00Z' })).toEqual(['hour']);
    expect(intervalsFor({ from: '2000-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' })).toEqual(['week', 'month']);
    expect(intervalsFor({ from: 'nonsense', to: 'nonsense' })).toEqual(['hour', 'day', 'week']);
  });
});

/** Two days and the beginning of a third, that the range cuts at 06:00 on the first. */
function answer(): Answer<Trends> {
  const bucket = (day: number, part: Partial<Totals>, partial = false): Trends['buckets'][number] => ({
    ...totals(part),
    start: `2026-03-0${day}T00:00:00+01:00`,
    end: `2026-03-0${day + 1}T00:00:00+01:00`,
    partial,
  });
  return {
    range: { from: '2026-03-02T05:00:00.000Z', to: '2026-03-05T23:00:00.000Z', tz: 'Europe/Berlin' },
    computedAt: '2026-03-04T10:00:00.000Z',
    newestMessage: null,
    estimates: ['/buckets/1/users'],
    data: {
      interval: 'day',
      totals: totals(),
      buckets: [
        bucket(2, { conversations: 10, handedOff: 5, completed: 5, abandoned: 0, open: 0 }, true),
        bucket(3, { conversations: 0, users: 0, messages: 0, automation: null, handedOff: 0, completed: 0, abandoned: 0, open: 0 }),
        bucket(4, { conversations: 30, handedOff: 5, completed: 20, abandoned: 3, open: 2 }, true),
        bucket(5, { conversations: 0, users: 0, messages: 0, automation: null, handedOff: 0, completed: 0, abandoned: 0, open: 0 }, true),
      ],
    },
  };
}

const input = (onSelect: ChartInput['onSelect'] = () => undefined): ChartInput => ({
  answer: answer(),
  format,
  text: (key, values) => fill(({ ...trendsEn } as Record<string, string>)[key] ?? key, 'en', values),
  onSelect,
});

describe('lines', () => {
  test('have no value where nothing has begun, and gaps where a rate has none', () => {
    const { lines, partial } = linesOf(input(), ['conversations', 'automation']);
    expect(lines.map(({ values }) => values)).toEqual([
      [10, 0, 30, null],
      [0.8, null, 0.8, null],
    ]);
    expect(partial).toEqual([true, false, true, true]);
  });

  test('say all series of a moment, estimates as such, and why a bucket is not whole', () => {
    const { describe: say } = linesOf(input(), ['conversations', 'users', 'automation']);
    expect(say(1, 1)).toEqual({
      title: 'Tue, Mar 3, 2026',
      rows: [
        { label: 'Conversations', value: '0', colour: 'c1' },
        { label: 'Users', value: '≈ 0', colour: 'c2' },
        { label: 'Automation', value: '–', colour: 'c3' },
      ],
    });
    expect(say(0, 0).note).toBe('Only the part that lies in the range');
    expect(say(2, 2).note).toBe('Not over yet');
    expect(say(3, 3).rows.map(({ value }) => value)).toEqual(['–', '–', '–']);
  });

  test('add up several buckets, but not their users', () => {
    const { title, rows } = linesOf(input(), ['conversations', 'users', 'automation']).describe(0, 2);
    expect(title).toContain('Mar 2');
    expect(rows.map(({ label, value }) => `${label} ${value}`)).toEqual(['Conversations 40', 'Automation 75%']);
  });
});

test('outcomes of a moment add to all conversations, the topmost first', () => {
  const { layers, describe: say } = outcomesOf(input());
  expect(layers.map(({ key }) => key)).toEqual(['completed', 'handedOff', 'abandoned', 'open']);
  expect(say(2, 2).rows.map(({ label, value }) => `${label} ${value}`)).toEqual([
    'Open 2 · 6.7%',
    'Abandoned 3 · 10%',
    'Handed off 5 · 16.7%',
    'Completed 20 · 66.7%',
  ]);
  expect(say(1, 1).rows[0]?.value).toBe('0 · –');
});

describe('a choice of buckets', () => {
  test('asks for the part of the range that they cover, never for more', () => {
    const onSelect = vi.fn();
    const { onSelect: choose } = linesOf(input(onSelect), ['conversations']);
    choose?.(0, 0);
    expect(onSelect).toHaveBeenLastCalledWith('2026-03-02T05:00:00.000Z', '2026-03-02T23:00:00.000Z');
    choose?.(1, 2);
    expect(onSelect).toHaveBeenLastCalledWith('2026-03-02T23:00:00.000Z', '2026-03-04T23:00:00.000Z');
  });

  test('asks for nothing where that would change nothing, or show nothing', () => {
    const onSelect = vi.fn();
    const { onSelect: choose } = linesOf(input(onSelect), ['conversations']);
    choose?.(0, 3);
    choose?.(1, 1);
    choose?.(3, 3);
    choose?.(7, 9);
    expect(onSelect).not.toHaveBeenCalled();
    expect(partOf(answer(), 0, 3)).toBeNull();
  });
});

test('a sum over buckets has the automation of all their conversations, not the mean of theirs', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 20 }), (pairs) => {
      const buckets = pairs.map(([handedOff, completed]) => ({
        ...answer().data.buckets[0]!,
        ...totals({ conversations: handedOff + completed, handedOff, completed, open: 0, abandoned: 0 }),
      }));
      const { automation, conversations, completed } = sum(buckets, 0, buckets.length - 1);
      if (conversations === 0) expect(automation).toBeNull();
      else expect(automation).toBeCloseTo(completed / conversations, 12);
    }),
  );
});

test('German says all that English says, with the same values', () => {
  const holes = (text: unknown) => [...JSON.stringify(text).matchAll(/\{\w+\}/g)].map(String).sort();
  expect(Object.keys(trendsDe)).toEqual(Object.keys(trendsEn));
  for (const key of Object.keys(trendsEn) as (keyof typeof trendsEn)[])
    expect([key, holes(trendsDe[key])]).toEqual([key, holes(trendsEn[key])]);
});
