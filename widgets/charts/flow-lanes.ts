import { grouped } from './flow-group.ts';
import type { FlowBox } from './flow-place.ts';

/** Where a link passes a column: between two of its nodes, or above or below all of them. */
export interface Lane {
  column: number;
  gap: number;
  x: number;
  y: number;
  width: number;
  /** The gap, from top to bottom; lanes above or below all nodes have one too, so that they stay near. */
  top: number;
  bottom: number;
  /** From where the link comes and to where it goes; keeps those in one gap from crossing. */
  slope: number;
}

const MARGIN = 14;
const APART = 2.5;
/** Kept between a lane and a node, px. */
const CLEAR = 3;

/** A gap for every column between two nodes, as near to the straight line as there is one. */
export function chooseLanes(from: FlowBox, to: FlowBox, stacks: readonly (readonly FlowBox[])[]): Lane[] {
  const lanes: Lane[] = [];
  const step = Math.sign(to.column - from.column);
  let { x, y } = from;
  for (let column = from.column + step; step !== 0 && column !== to.column; column += step) {
    const stack = stacks[column] ?? [];
    const first = stack[0];
    if (!first) continue;
    const wished = y + ((to.y - y) * (first.x - x)) / (to.x - x || 1);
    const gaps = gapsOf(stack);
    const gap = gaps.reduce((best, each, index) => (distance(each, wished) < distance(gaps[best], wished) ? index : best), 0);
    const { top = 0, bottom = 0 } = gaps[gap] ?? {};
    const middle = Math.min(Math.max(wished, top + MARGIN / 2), bottom - MARGIN / 2);
    lanes.push({ column, gap, x: first.x, y: middle, width: first.width + 8, top, bottom, slope: to.y - from.y });
    ({ x } = first);
    y = middle;
  }
  return lanes;
}

interface Gap {
  top: number;
  bottom: number;
}

function gapsOf(stack: readonly FlowBox[]): Gap[] {
  const tops = stack.map((box) => box.y - box.height / 2);
  const bottoms = stack.map((box) => box.y + box.height / 2);
  const [first = 0, last = 0] = [tops[0], bottoms.at(-1)];
  return [
    { top: first - 3 * MARGIN, bottom: first },
    ...tops.slice(1).map((bottom, index) => ({ top: bottoms[index] ?? bottom, bottom })),
    { top: last, bottom: last + 3 * MARGIN },
  ];
}

const distance = (gap: Gap | undefined, y: number): number =>
  gap ? Math.max(0, gap.top + MARGIN / 2 - y, y - gap.bottom + MARGIN / 2) : Infinity;

/** Sets those that share a gap side by side, in the order of where they come from, so that each can be followed. */
export function settleLanes(lanes: readonly Lane[]): void {
  for (const shared of grouped(lanes, ({ column, gap }) => `${column} ${gap}`)) {
    const sorted = shared.toSorted((a, b) => a.y - b.y || a.slope - b.slope);
    const { top = 0, bottom = 0 } = sorted[0] ?? {};
    const apart = Math.min(APART, (bottom - top - 2 * CLEAR) / sorted.length);
    const half = (apart * (sorted.length - 1)) / 2;
    const wished = sorted.reduce((sum, { y }) => sum + y, 0) / sorted.length;
    const middle = Math.min(Math.max(wished, top + CLEAR + half), bottom - CLEAR - half);
    sorted.forEach((lane, index) => (lane.y = middle + (index - (sorted.length - 1) / 2) * apart));
  }
}
