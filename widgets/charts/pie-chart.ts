import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { TONES } from '../internal/story-color.ts';
import type { PieData, Slice } from './chart-data.ts';
import { mix } from './colour.ts';
import type { Keyed } from './line-chart.ts';
import type { Theme } from './theme.ts';

/** The colour of a slice: its own, or taken towards the text's where a neighbour has the same. */
export const sliceColour = ({ color, tone = 0 }: Pick<Slice, 'color' | 'tone'>, { colours }: Theme): string =>
  tone === 0 ? colours[color] : mix(colours[color], colours.text, TONES[tone]);

/** A ring of slices, the first at the top, clockwise; the selected one stands out. */
export function pieChart({ slices, selected }: PieData, theme: Theme): ChartConfiguration<'doughnut', number[], string> {
  const fills = slices.map((slice) => sliceColour(slice, theme));
  const dataset: Keyed<ChartDataset<'doughnut', number[]>> = {
    key: 'slices',
    data: slices.map(({ value }) => value),
    backgroundColor: fills,
    hoverBackgroundColor: fills,
    borderColor: theme.colours.surface,
    hoverBorderColor: theme.colours.surface,
    borderWidth: slices.length > 1 ? 2 : 0,
    hoverBorderWidth: slices.length > 1 ? 2 : 0,
    offset: slices.map(({ key }) => (key === selected && slices.length > 1 ? 10 : 0)),
    hoverOffset: slices.length > 1 ? 6 : 0,
  };
  return {
    type: 'doughnut',
    data: { labels: slices.map(({ label }) => label), datasets: [dataset] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      cutout: '62%',
      layout: { padding: 8 },
    },
  };
}
