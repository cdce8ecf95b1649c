import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsDe } from '../../widgets/words/texts-de.ts';
import { wordsEn } from '../../widgets/words/texts-en.ts';
import { sizesOf } from '../../widgets/words/word-sizes.ts';
import { isCompared, trendOf } from '../../widgets/words/word-trend.ts';

const counts = fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 500 }).map((some) => some.sort((a, b) => b - a));

describe('sizes', () => {
  test('follow the counts: never a larger word for a smaller count, equals alike', () => {
    fc.assert(
      fc.property(counts, (some) => {
        const sizes = sizesOf(some);
        sizes.forEach((size, at) => {
          const next = sizes[at + 1];
          if (next === undefined) return;
          expect(next).toBeLessThanOrEqual(size);
          if (some[at] === some[at + 1]) expect(next).toBe(size);
        });
      }),
    );
  });

  test('leave most words small, so that large ones are seen', () => {
    fc.assert(
      fc.property(counts, (some) => {
        const sizes = sizesOf(some);
        expect(sizes.filter((size) => size === 3).length).toBeLessThanOrEqual(6);
        expect(sizes.filter((size) => size > 1).length).toBeLessThanOrEqual(24);
      }),
    );
  });

  test('stand for shares of the most frequent one', () => {
    expect(sizesOf([100, 50, 49, 20, 19, 1])).toEqual([3, 3, 2, 2, 1, 1]);
  });

  test('do not shout where all are alike or rare', () => {
    expect(sizesOf([2, 1, 1])).toEqual([1, 1, 1]);
    expect(new Set(sizesOf(Array<number>(50).fill(40)))).toEqual(new Set([1]));
    expect(sizesOf([])).toEqual([]);
  });
});

describe('a word', () => {
  test('is new, rising, falling or the same against the range before', () => {
    expect(trendOf({ messages: 3, previous: 0 })).toBe('new');
    expect(trendOf({ messages: 3, previous: 2 })).toBe('rising');
    expect(trendOf({ messages: 3, previous: 4 })).toBe('falling');
    expect(trendOf({ messages: 3, previous: 3 })).toBe('same');
  });

  test('is compared where any was there before', () => {
    expect(isCompared([{ previous: 0 }, { previous: 1 }])).toBe(true);
    expect(isCompared([{ previous: 0 }, { previous: 0 }])).toBe(false);
    expect(isCompared([])).toBe(false);
  });
});

test('German says all that English says, with the same values', () => {
  const holes = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort();
  expect(Object.keys(wordsDe).sort()).toEqual(Object.keys(wordsEn).sort());
  for (const key of Object.keys(wordsEn) as (keyof typeof wordsEn)[]) expect(holes(wordsDe[key])).toEqual(holes(wordsEn[key]));
});
