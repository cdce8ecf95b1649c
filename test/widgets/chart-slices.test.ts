import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Slice } from '../../widgets/charts/chart-data.ts';
import { foldSlices, OTHER } from '../../widgets/charts/fold-slices.ts';

const slices = (...values: number[]): Slice[] => values.map((value, at) => ({ key: `k${at}`, label: `K${at}`, value, color: 'c1' }));
const keys = (folded: readonly Slice[]) => folded.map(({ key }) => key);

test('small slices become one at the end, the others keep their order', () => {
  const folded = foldSlices(slices(500, 3, 300, 4, 193), 'Other');
  expect(keys(folded)).toEqual(['k0', 'k2', 'k4', OTHER]);
  expect(folded.at(-1)).toEqual({ key: OTHER, label: 'Other', value: 7, color: 'muted' });
});

test('one small slice alone keeps its name', () => {
  expect(keys(foldSlices(slices(990, 10), 'Other'))).toEqual(['k0', 'k1']);
});

test('slices of nothing go, and a pie of nothing is empty', () => {
  expect(keys(foldSlices(slices(0, 5, 0), 'Other'))).toEqual(['k1']);
  expect(foldSlices(slices(0, 0), 'Other')).toEqual([]);
});

test('the largest stay when there are too many', () => {
  expect(keys(foldSlices(slices(1, 2, 3, 4, 5), 'Other', { max: 3, minShare: 0 }))).toEqual(['k3', 'k4', OTHER]);
  expect(keys(foldSlices(slices(1, 2, 3), 'Other', { max: 3, minShare: 0 }))).toEqual(['k0', 'k1', 'k2']);
});

test('whatever is folded, the pie is as large as before, has no more slices than asked, and no slice is both', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1000), { maxLength: 30 }),
      fc.integer({ min: 2, max: 10 }),
      fc.double({ min: 0, max: 0.3, noNaN: true }),
      (values, max, minShare) => {
        const folded = foldSlices(slices(...values), 'Other', { max, minShare });
        const sum = (items: readonly { value: number }[]) => items.reduce((total, { value }) => total + value, 0);
        expect(sum(folded)).toBe(sum(slices(...values)));
        expect(folded.length).toBeLessThanOrEqual(max);
        expect(new Set(keys(folded)).size).toBe(folded.length);
        const own = folded.filter(({ key }) => key !== OTHER);
        const hidden = slices(...values).filter(({ key, value }) => value > 0 && !keys(own).includes(key));
        for (const { value } of hidden) for (const kept of own) expect(kept.value).toBeGreaterThanOrEqual(value);
      },
    ),
  );
});
