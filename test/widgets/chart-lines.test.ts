import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinesData } from '../../widgets/charts/chart-data.ts';
import { fade, mix, parseColour } from '../../widgets/charts/colour.ts';
import { spread } from '../../widgets/charts/end-labels.ts';
import { lineChart } from '../../widgets/charts/line-chart.ts';
import type { Theme } from '../../widgets/charts/theme.ts';
import { palette } from '../../widgets/internal/styles/palette.ts';

const theme: Theme = {
  colours: palette.light,
  fontFamily: 'serif',
  fontSize: 12,
  radius: 6,
  reducedMotion: false,
  forcedColours: false,
  rtl: false,
};

const data = (...lines: Partial<LinesData['lines'][number]>[]): LinesData => ({
  kind: 'lines',
  starts: ['2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z'],
  interval: 'day',
  partial: [false, false, true],
  tick: (start) => start,
  count: String,
  rate: (value) => `${value * 100} %`,
  describe: () => ({ title: '', rows: [] }),
  lines: lines.map((line, at) => ({ key: `k${at}`, label: 'L', colour: 'c1', unit: 'count', values: [1, 2, 3], ...line })),
});

describe('a line chart', () => {
  test('counts from zero, in whole numbers, without lines across time or a border', () => {
    const { scales } = lineChart(data({}), theme).options!;
    expect(scales?.y).toMatchObject({ min: 0, ticks: { precision: 0 }, border: { display: false } });
    expect(scales?.x).toMatchObject({ grid: { display: false }, border: { display: false } });
    expect(scales).not.toHaveProperty('rate');
  });

  test('gives rates a panel of their own, all of 0 to 1, also when they are alone', () => {
    const both = lineChart(data({}, { unit: 'rate' }), theme);
    expect(both.options?.scales?.rate).toMatchObject({ min: 0, max: 1, stack: 'y' });
    expect(both.data.datasets.map(({ yAxisID }) => yAxisID)).toEqual(['y', 'rate']);
    const alone = lineChart(data({ unit: 'rate' }), theme);
    expect(Object.keys(alone.options?.scales ?? {}).sort()).toEqual(['rate', 'x']);
  });

  test('never moves', () => {
    expect(lineChart(data({}), theme).options?.animation).toBe(false);
  });

  test('dashes what leads to a bucket that is not whole', () => {
    const [drawn] = lineChart(data({}), theme).data.datasets;
    if (typeof drawn?.segment !== 'object') throw new Error('Segments have no looks of their own.');
    const dash = drawn.segment.borderDash as (context: object) => number[] | undefined;
    expect(dash({ p0DataIndex: 0, p1DataIndex: 1 })).toBeUndefined();
    expect(dash({ p0DataIndex: 1, p1DataIndex: 2 })).toEqual([4, 4]);
  });

  test('shows a point only where a line could not be seen', () => {
    expect(lineChart(data({ values: [null, 3, null] }), theme).data.datasets[0]?.pointRadius).toEqual([0, 2.5, 0]);
    expect(lineChart(data({ values: [1, 3, null] }), theme).data.datasets[0]?.pointRadius).toBe(0);
  });

  test('runs against the reading direction nowhere', () => {
    expect(lineChart(data({}), { ...theme, rtl: true }).options?.scales).toMatchObject({ x: { reverse: true }, y: { position: 'right' } });
  });
});

test('labels at the ends of lines keep apart and inside the plot, each as near to its line as that allows', () => {
  const plot = { top: 10, bottom: 210 };
  expect(spread([{ y: 50 }, { y: 120 }], 16, plot).map(({ y }) => y)).toEqual([50, 120]);
  expect(spread([{ y: 205 }, { y: 208 }, { y: 209 }], 16, plot).map(({ y }) => y)).toEqual([178, 194, 210]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 10, max: 210 }), { minLength: 1, maxLength: 4 }), (ys) => {
      const places = spread(
        ys.map((y) => ({ y })),
        16,
        plot,
      ).map(({ y }) => y);
      places.slice(1).forEach((y, at) => expect(y - places[at]!).toBeGreaterThanOrEqual(16));
      expect(Math.max(...places)).toBeLessThanOrEqual(210);
    }),
  );
});

describe('a colour', () => {
  test.each([
    ['rgb(59, 92, 212)', [59 / 255, 92 / 255, 212 / 255, 1]],
    ['rgba(0, 0, 0, 0.5)', [0, 0, 0, 0.5]],
    ['color(srgb 0.5 0.25 1)', [0.5, 0.25, 1, 1]],
    ['color(srgb 1.2 -0.1 1e-2 / 0.4)', [1, 0, 0.01, 0.4]],
    ['color(srgb none 0 1 / 50%)', [0, 0, 1, 0.5]],
    ['transparent?', [0, 0, 0, 1]],
  ])('is read from %s', (computed, expected) => {
    parseColour(computed).forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 6));
  });

  test('is mixed and faded', () => {
    expect(mix('rgb(0, 0, 0)', 'rgb(200, 100, 50)', 0.5)).toBe('rgba(100, 50, 25, 1)');
    expect(fade('rgb(10, 20, 30)', 0.25)).toBe('rgba(10, 20, 30, 0.25)');
  });
});
