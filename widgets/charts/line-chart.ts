import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { Line, LinesData } from './chart-data.ts';
import { endLabels, endLabelWidth } from './end-labels.ts';
import type { Theme } from './theme.ts';
import { countAxis, gapAxis, rateAxis, timeOptions } from './time-axis.ts';

/** What matches datasets of an update with those on screen. */
export type Keyed<Dataset> = Dataset & { key: string };

/** Narrower than this, words beside the lines would take their place: the legend says it. */
const ROOM_FOR_LABELS = 480;
const DASH = [4, 4];
/** More values than this run into one band unless the line is thin. */
const DENSE = 400;

/**
 * Lines over time. Counts start at zero; rates have a panel of their own below, since two scales on one plane suggest crossings that mean nothing.
 * A segment to or from a bucket that is not whole is dashed; a value between two gaps is a point, or it would not be seen.
 */
export function lineChart(data: LinesData, theme: Theme): ChartConfiguration<'line', (number | null)[], string> {
  const { lines, starts, partial } = data;
  const rates = lines.some(({ unit }) => unit === 'rate');
  const counts = !rates || lines.some(({ unit }) => unit === 'count');
  const labelled = lines.length > 1;
  return {
    type: 'line',
    data: { labels: [...starts], datasets: lines.map((line) => dataset(line, partial, theme)) },
    options: {
      ...timeOptions(data, theme, {
        // Chart.js puts the last of a stack on top.
        ...(rates && { rate: { ...rateAxis(data.rate, theme), ...(counts && { stack: 'y', stackWeight: 2.2 }) } }),
        ...(rates && counts && { gap: { ...gapAxis(theme), stack: 'y', stackWeight: 0.6 } }),
        ...(counts && { y: { ...countAxis(data.count, theme), ...(rates && { stack: 'y', stackWeight: 5 }) } }),
      }),
      layout: {
        padding: ({ chart }) => {
          const beside = labelled && chart.width >= ROOM_FOR_LABELS ? endLabelWidth(chart.ctx, lines, theme) : 12;
          return { top: 8, [theme.rtl ? 'left' : 'right']: beside };
        },
      },
    },
    plugins: labelled ? [endLabels(theme, ROOM_FOR_LABELS)] : [],
  };
}

function dataset(
  { key, label, colour, unit, values }: Line,
  partial: readonly boolean[],
  theme: Theme,
): Keyed<ChartDataset<'line', (number | null)[]>> {
  const stroke = theme.colours[colour];
  return {
    key,
    label,
    data: [...values],
    yAxisID: unit === 'rate' ? 'rate' : 'y',
    borderColor: stroke,
    backgroundColor: stroke,
    borderWidth: values.length > DENSE ? 1.25 : 2,
    borderJoinStyle: 'round',
    borderCapStyle: 'round',
    pointRadius: radii(values),
    pointHoverRadius: 4,
    pointBorderWidth: 0,
    pointHoverBorderWidth: 2,
    pointHoverBackgroundColor: stroke,
    pointHoverBorderColor: theme.colours.surface,
    pointHitRadius: 0,
    clip: 6,
    segment: { borderDash: ({ p0DataIndex, p1DataIndex }) => (partial[p0DataIndex] || partial[p1DataIndex] ? DASH : undefined) },
  };
}

/** One for all where that holds: Chart.js then works out the looks of one point and not of thousands. */
function radii(values: readonly (number | null)[]): number | number[] {
  const each = values.map((value, at) => (value !== null && isAlone(values, at) ? 2.5 : 0));
  return each.some((radius) => radius > 0) ? each : 0;
}

const isAlone = (values: readonly (number | null)[], at: number): boolean =>
  (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;
