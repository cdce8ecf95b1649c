import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../../demo/traffic/random.ts';
import { isApart, medianWithin, rankOfLow, spreadOf } from './paired.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('times in pairs', () => {
  test('say what the middle is, and where 95 % of them lie', () => {
    expect(spreadOf(upTo(200).reverse())).toEqual({ median: 100, low: 5, high: 195 });
  });

  test.each([
    [5, 0],
    [6, 1],
    [10, 2],
    [20, 6],
    [50, 18],
    [100, 40],
    [300, 133],
    [5000, 2431],
  ])('of %i values the one of rank %i is the lower end of the interval', (count, rank) => {
    expect(rankOfLow(count)).toBe(rank);
  });

  test('have an interval of the median that ends at the same rank from either side', () => {
    expect(medianWithin(upTo(100))).toEqual({ median: 50, low: 40, high: 61 });
    expect(medianWithin([3, 1, 2])).toEqual({ median: 2, low: -Infinity, high: Infinity });
  });

  test('have an interval that misses the median at most once in twenty times, however far some values are out', () => {
    const random = randomFrom(7);
    const drawn = () => Array.from({ length: 50 }, () => Math.sign(random() - 0.5) / random() ** 2);
    const missed = upTo(4000).filter(() => isApart(medianWithin(drawn()))).length;
    expect(missed / 4000).toBeGreaterThan(0.02);
    expect(missed / 4000).toBeLessThan(0.05);
  });
});
