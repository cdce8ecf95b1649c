import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { Layer, StackData } from './chart-data.ts';
import { hatch } from './hatch.ts';
import type { Keyed } from './line-chart.ts';
import type { Theme } from './theme.ts';
import { countAxis, timeOptions } from './time-axis.ts';

/** Columns over time, of what adds up to all. A bucket that is not whole is hatched. */
export function stackedChart(data: StackData, theme: Theme): ChartConfiguration<'bar', number[], string> {
  const { layers, starts, partial, count } = data;
  return {
    type: 'bar',
    data: { labels: [...starts], datasets: layers.map((layer) => dataset(layer, partial, theme)) },
    options: {
      ...timeOptions(data, theme, { y: countAxis(count, theme, true) }),
      layout: { padding: { top: 8 } },
    },
  };
}

function dataset({ key, label, colour, values }: Layer, partial: readonly boolean[], theme: Theme): Keyed<ChartDataset<'bar', number[]>> {
  const fill = theme.colours[colour];
  const hatched = partial.includes(true) ? hatch(fill, theme.colours.surface) : fill;
  const fills = partial.map((cut) => (cut ? hatched : fill));
  return {
    key,
    label,
    data: [...values],
    stack: 'all',
    backgroundColor: fills,
    // Chart.js would make what is looked at more garish; the band behind it says it.
    hoverBackgroundColor: fills,
    // A hairline of the surface between layers, so that they are told apart without their colours.
    borderColor: theme.colours.surface,
    borderWidth: isRoomy(values) ? { top: 1 } : 0,
    borderSkipped: false,
    maxBarThickness: 40,
    categoryPercentage: isRoomy(values) ? 0.8 : 1,
    barPercentage: isRoomy(values) ? 0.95 : 1,
  };
}

/** Columns of a px have no room for a hairline. */
const isRoomy = (values: readonly number[]): boolean => values.length <= 120;
