import type { Chart, Plugin } from 'chart.js';
import { fade } from './colour.ts';
import type { Theme } from './theme.ts';

/** What is looked at in a chart over time. */
export interface Look {
  index: number | null;
  range: readonly [number, number] | null;
}

/** Marks the moment that is looked at, below the data: a hairline for lines, a band for columns and for what a choice would take. */
export function momentMarks(theme: () => Theme, look: () => Look): Plugin {
  return {
    id: 'moment-marks',
    beforeDatasetsDraw(chart) {
      const { index, range } = look();
      const scale = chart.scales.x;
      if (index === null || !scale) return;
      const { colours } = theme();
      const columns = 'type' in chart.config && chart.config.type === 'bar';
      const { ctx, chartArea } = chart;
      ctx.save();
      if (range) band(chart, range[0], range[1], fade(colours.accent, 0.16));
      else if (columns) band(chart, index, index, fade(colours.text, 0.07));
      if (!columns) {
        const x = Math.round(scale.getPixelForValue(index)) + 0.5;
        ctx.strokeStyle = fade(colours.muted, 0.7);
        ctx.beginPath();
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

function band(chart: Chart, from: number, to: number, fill: string): void {
  const { ctx, chartArea, scales } = chart;
  const count = chart.data.labels?.length ?? 0;
  const place = (index: number): number => scales.x?.getPixelForValue(index) ?? 0;
  const half = count > 1 ? Math.abs(place(1) - place(0)) / 2 : chartArea.width / 2;
  const [left, right] = [place(from), place(to)].sort((a, b) => a - b) as [number, number];
  const start = Math.max(chartArea.left, left - half);
  const end = Math.min(chartArea.right, right + half);
  ctx.fillStyle = fill;
  ctx.fillRect(start, chartArea.top, end - start, chartArea.height);
}
