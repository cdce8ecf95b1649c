import type { Chart, Plugin } from 'chart.js';
import type { Line } from './chart-data.ts';
import type { Theme } from './theme.ts';

const OFFSET = 10;
/** A short stroke in the line's colour, and the space after it. */
const STROKE = 12;
const SPACE = 5;

/** px that the longest label takes beside the lines. */
export function endLabelWidth(ctx: CanvasRenderingContext2D, lines: readonly Line[], theme: Theme): number {
  ctx.save();
  ctx.font = fontOf(theme);
  const widest = Math.max(...lines.map(({ label }) => ctx.measureText(label).width));
  ctx.restore();
  return Math.ceil(widest) + OFFSET + STROKE + SPACE + 4;
}

/** Writes each line's name where it ends, in its colour's company, so that nobody must look from a legend to the lines and back. */
export function endLabels(theme: Theme, room: number): Plugin<'line'> {
  return {
    id: 'end-labels',
    afterDatasetsDraw(chart) {
      if (chart.width < room) return;
      const { ctx } = chart;
      const height = theme.fontSize * 1.3;
      const places = spread(ends(chart), height, chart.chartArea);
      ctx.save();
      ctx.font = fontOf(theme);
      ctx.textBaseline = 'middle';
      ctx.textAlign = theme.rtl ? 'right' : 'left';
      ctx.fillStyle = theme.colours.text;
      ctx.lineWidth = 2;
      const forth = theme.rtl ? -1 : 1;
      for (const { label, colour, x, y } of places) {
        ctx.strokeStyle = colour;
        ctx.beginPath();
        ctx.moveTo(x + forth * OFFSET, y);
        ctx.lineTo(x + forth * (OFFSET + STROKE), y);
        ctx.stroke();
        ctx.fillText(label, x + forth * (OFFSET + STROKE + SPACE), y);
      }
      ctx.restore();
    },
  };
}

const fontOf = ({ fontSize, fontFamily }: Theme): string => `${fontSize}px ${fontFamily}`;

interface End {
  label: string;
  colour: string;
  x: number;
  y: number;
}

/** Where each line ends: all at the edge of the plot, at the height of its last value. */
function ends(chart: Chart<'line'>): End[] {
  const { left, right } = chart.chartArea;
  const edge = chart.scales.x?.options.reverse ? left : right;
  return chart.getSortedVisibleDatasetMetas().flatMap((meta) => {
    const dataset = chart.data.datasets[meta.index];
    const point = meta.data[dataset?.data.findLastIndex((value) => value !== null) ?? -1];
    return dataset && point ? [{ label: meta.label, colour: dataset.borderColor as string, x: edge, y: point.y }] : [];
  });
}

/** Moves labels apart that would lie upon each other, as little as it takes, inside the plot. */
export function spread<Place extends { y: number }>(
  places: readonly Place[],
  height: number,
  { top, bottom }: { top: number; bottom: number },
): Place[] {
  const sorted = places.map((place) => ({ ...place })).sort((a, b) => a.y - b.y);
  sorted.forEach((place, at) => {
    const above = sorted[at - 1];
    place.y = Math.max(place.y, above ? above.y + height : top);
  });
  let floor = bottom;
  for (const place of sorted.reverse()) {
    place.y = Math.min(place.y, floor);
    floor = place.y - height;
  }
  return sorted.reverse();
}
