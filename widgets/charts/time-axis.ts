import type { ChartOptions, ScaleOptionsByType } from 'chart.js';
import type { LinesData, StackData } from './chart-data.ts';
import type { Theme } from './theme.ts';
import { timeTicks } from './time-ticks.ts';

type Scale = NonNullable<NonNullable<ChartOptions<'line' | 'bar'>['scales']>[string]>;

const font = ({ fontFamily, fontSize }: Theme): { family: string; size: number } => ({ family: fontFamily, size: fontSize });

/** What all charts over time have in common: no motion, no lines but a few horizontal ones, and nothing of Chart.js' own handling of the pointer. */
export function timeOptions(data: LinesData | StackData, theme: Theme, scales: Record<string, Scale>) {
  return {
    animation: false as const,
    responsive: true,
    maintainAspectRatio: false,
    normalized: true,
    events: [] as [],
    font: font(theme),
    scales: { x: timeAxis(data, theme), ...scales },
  };
}

function timeAxis({ starts, interval, tick, kind }: LinesData | StackData, theme: Theme): Scale {
  const columns = kind === 'stack';
  return {
    type: 'category',
    offset: columns,
    reverse: theme.rtl,
    grid: { display: false },
    border: { display: false },
    afterBuildTicks(scale) {
      const { ctx } = scale;
      ctx.save();
      ctx.font = `${theme.fontSize}px ${theme.fontFamily}`;
      const perBucket = scale.width / Math.max(1, starts.length - (columns ? 0 : 1));
      const ticks = timeTicks(starts, interval, perBucket, tick, (label) => ctx.measureText(label).width);
      ctx.restore();
      scale.ticks = ticks.map(({ index, label }) => ({ value: index, label }));
    },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      // Chart.js leaves no room for the words at the ends of a reversed axis.
      align: theme.rtl ? 'inner' : 'center',
      color: theme.colours.muted,
      font: font(theme),
      padding: 4,
      // The words that were chosen with the ticks.
      callback: (_, at, ticks) => ticks[at]?.label,
    },
  };
}

/** Counts: from zero, in whole numbers, few of them. */
export function countAxis(count: (value: number) => string, theme: Theme, stacked = false): Scale {
  return valueAxis(theme, { stacked, suggestedMax: 1 }, { precision: 0, maxTicksLimit: 5, callback: (value) => count(Number(value)) });
}

/** Nothing, between two panels that lie one above the other. */
export function gapAxis(theme: Theme): Scale {
  return { ...valueAxis(theme, {}, { callback: () => '' }), grid: { display: false } };
}

/** Rates: all of 0 to 100 %. */
export function rateAxis(rate: (value: number) => string, theme: Theme): Scale {
  return valueAxis(theme, { max: 1 }, { stepSize: 0.5, callback: (value) => rate(Number(value)) });
}

type Linear = ScaleOptionsByType<'linear'>;

function valueAxis(
  theme: Theme,
  options: { max?: number; suggestedMax?: number; stacked?: boolean },
  ticks: Partial<Pick<Linear['ticks'], 'precision' | 'maxTicksLimit' | 'stepSize'>> & { callback: (value: string | number) => string },
): Scale {
  return {
    type: 'linear',
    position: theme.rtl ? 'right' : 'left',
    min: 0,
    ...options,
    border: { display: false },
    grid: { color: theme.colours.line, drawTicks: false, lineWidth: 1 },
    ticks: { color: theme.colours.muted, font: font(theme), padding: 8, ...ticks },
  };
}
