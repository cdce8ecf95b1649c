import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Stories } from '../../gateway/contract/stories.ts';
import { OTHER } from '../../widgets/charts/fold-slices.ts';
import { storyColour } from '../../widgets/internal/story-color.ts';
import { splitName } from '../../widgets/internal/views/long-name.ts';
import { storiesDe } from '../../widgets/stories/texts-de.ts';
import { storiesEn } from '../../widgets/stories/texts-en.ts';
import { keyOf, MOST, nextSort, rowsOf, type Sort, type Story } from '../../widgets/stories/story-rows.ts';
import { slicesOf, wholeOf } from '../../widgets/stories/story-slices.ts';
import { toggleTick } from '../../widgets/stories/story-ticks.ts';

const numbers = (invocations: number, successes = invocations, failures = 0) => ({
  invocations,
  successes,
  failures,
  accuracy: successes + failures === 0 ? null : successes / (successes + failures),
  share: invocations / 1000,
});

const story = (name: string, nodes: [string, number][], successes?: number): Story => {
  const invocations = nodes.reduce((sum, [, count]) => sum + count, 0);
  return { story: name, ...numbers(invocations, successes), nodes: nodes.map(([node, count]) => ({ node, ...numbers(count) })) };
};

const stories: Stories['stories'] = [
  story('Returns', [
    ['Ask why', 60],
    ['Label', 40],
  ]),
  story('Bill', [['Show', 50]], 25),
  story('Zebra 10', [['Only', 20]], 0),
  story('Zebra 9', [['Only', 5]]),
];

const names = (sort: Sort, open = new Set<string>()) => rowsOf(stories, open, sort, 'en').map(({ story, node }) => node ?? story);

describe('rows', () => {
  test('are the stories, and under an open one its nodes, with their places', () => {
    const rows = rowsOf(stories, new Set(['Returns']), MOST, 'en');
    expect(rows.map(({ key, at, of, open }) => [key, at, of, open])).toEqual([
      [keyOf('Returns'), 1, 4, true],
      [keyOf('Returns', 'Ask why'), 1, 2, null],
      [keyOf('Returns', 'Label'), 2, 2, null],
      [keyOf('Bill'), 2, 4, false],
      [keyOf('Zebra 10'), 3, 4, false],
      [keyOf('Zebra 9'), 4, 4, false],
    ]);
  });

  test('go by any column, nodes within their story too', () => {
    expect(names({ by: 'invocations', descending: false }, new Set(['Returns']))).toEqual([
      'Zebra 9',
      'Zebra 10',
      'Bill',
      'Returns',
      'Label',
      'Ask why',
    ]);
    expect(names({ by: 'name', descending: false })).toEqual(['Bill', 'Returns', 'Zebra 9', 'Zebra 10']);
  });

  test('without a value are last, whichever way', () => {
    const some = [{ ...story('a', [['n', 3]]), accuracy: null }, story('b', [['n', 2]]), { ...story('c', [['n', 1]]), accuracy: 0.2 }];
    for (const descending of [true, false]) {
      expect(rowsOf(some, new Set(), { by: 'accuracy', descending }, 'en').at(-1)?.story).toBe('a');
    }
  });

  test('keep the order of the answer among equals', () => {
    const equals = ['x', 'y', 'z'].map((name) => story(name, [['n', 7]]));
    expect(rowsOf(equals, new Set(), { by: 'failures', descending: true }, 'en').map((row) => row.story)).toEqual(['x', 'y', 'z']);
  });

  test('have keys that no other name makes', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (one, other) => {
        fc.pre(one[0] !== other[0] || one[1] !== other[1]);
        expect(keyOf(...one)).not.toBe(keyOf(...other));
        expect(keyOf(one[0])).not.toBe(keyOf(...one));
      }),
    );
  });
});

test('a column begins with the most, a name with the first; pressed again it turns', () => {
  expect(nextSort(MOST, 'accuracy')).toEqual({ by: 'accuracy', descending: true });
  expect(nextSort(MOST, 'name')).toEqual({ by: 'name', descending: false });
  expect(nextSort(MOST, 'invocations')).toEqual({ by: 'invocations', descending: false });
});

describe('ticks', () => {
  const tick = (...steps: [string, string | null][]) =>
    steps.reduce<ReadonlySet<string>>((ticked, [name, node]) => toggleTick(ticked, name, node), new Set());

  test('are taken away by a second press', () => {
    expect([...tick(['Returns', null], ['Returns', null])]).toEqual([]);
  });

  test('never hold a story and a node in it', () => {
    expect([...tick(['Returns', 'Label'], ['Bill', null], ['Returns', null])]).toEqual([keyOf('Bill'), keyOf('Returns')]);
    expect([...tick(['Returns', null], ['Returns', 'Label'])]).toEqual([keyOf('Returns', 'Label')]);
  });

  test('of a story leave those of other stories alone', () => {
    expect([...tick(['Bill', 'Show'], ['Returns', null])]).toEqual([keyOf('Bill', 'Show'), keyOf('Returns')]);
  });
});

describe('the ring', () => {
  const none = new Set<string>();

  test('shows all stories, else the nodes of the picked one, else what is ticked', () => {
    const all = wholeOf(stories, none, {});
    expect([all.kind, all.total, all.parts.map(({ label }) => label)]).toEqual(['all', 175, ['Returns', 'Bill', 'Zebra 10', 'Zebra 9']]);
    const nodes = wholeOf(stories, none, { story: 'Returns', node: 'Label' });
    expect([nodes.kind, nodes.total, nodes.parts.map(({ label }) => label)]).toEqual(['nodes', 100, ['Ask why', 'Label']]);
    const ticked = wholeOf(stories, new Set([keyOf('Bill'), keyOf('Returns', 'Label')]), { story: 'Returns' });
    expect([ticked.kind, ticked.total, ticked.parts.map(({ label }) => label)]).toEqual(['ticked', 90, ['Bill', 'Label']]);
  });

  test('shows all when what was picked or ticked is not among them', () => {
    expect(wholeOf(stories, new Set([keyOf('Gone')]), { story: 'Gone too' }).kind).toBe('all');
  });

  test('holds as much as its slices, however small they are', () => {
    const count = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 60 }), (counts) => {
        const whole = wholeOf(
          counts.map((invocations, at) => story(`s${at}`, [['n', invocations]])),
          none,
          {},
        );
        const slices = slicesOf(whole, (folded) => `${folded} others`);
        expect(slices.reduce((sum, { value }) => sum + value, 0)).toBe(whole.total);
        expect(slices.length).toBeLessThanOrEqual(8);
        const other = slices.find(({ key }) => key === OTHER);
        if (other) expect(parseInt(other.label) + slices.length - 1).toBe(counts.filter((each) => each > 0).length);
      }),
    );
  });

  test('gives a story its colour and tells those of one colour apart', () => {
    const many = Array.from({ length: 8 }, (_, at) => story(`Story ${at}`, [['n', 100]]));
    const slices = slicesOf(wholeOf(many, none, {}), String);
    expect(slices.map(({ color }) => color)).toEqual(many.map((each) => `c${storyColour(each.story)}`));
    const looks = slices.map(({ color, tone }) => `${color} ${tone}`);
    expect(new Set(looks).size).toBe(looks.length);
  });

  test('gives a node the colour of its name', () => {
    const [slice] = slicesOf(wholeOf(stories, none, { story: 'Bill' }), String);
    expect(slice?.color).toBe(`c${storyColour('Show')}`);
  });
});

describe('a long name', () => {
  test('gives way in its middle, and nothing of it is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const parts = splitName(name);
        if (parts) expect(parts.join('')).toBe(name);
      }),
    );
    expect(splitName('Short name')).toBeNull();
    expect(splitName('Frage nach der vierzehnstelligen Bestellnummer')?.[1]).toBe('lnummer');
  });

  test('is never cut inside a sign', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(splitName(family.repeat(30))?.[1]).toBe(family.repeat(7));
    expect(splitName(family.repeat(5))).toBeNull();
  });
});

test('German says all that English says, with the same values', () => {
  const holes = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort();
  expect(Object.keys(storiesDe).sort()).toEqual(Object.keys(storiesEn).sort());
  for (const key of Object.keys(storiesEn) as (keyof typeof storiesEn)[]) expect(holes(storiesDe[key])).toEqual(holes(storiesEn[key]));
});
