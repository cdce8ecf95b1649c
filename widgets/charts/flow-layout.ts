import type { Journey } from '../../gateway/contract/journey.ts';
import { END, OTHER, START } from './flow-ids.ts';
import { mainLinks } from './flow-links.ts';
import { byId, flowColumns, type FlowColumns, tallestColumn } from './flow-columns.ts';
import { cardHeights, flowMetrics } from './flow-metrics.ts';
import { orderColumns } from './flow-order.ts';
import { type FlowBox, placeRows } from './flow-place.ts';

/** The space to draw in, px at scale 1. */
export interface FlowSpace {
  width: number;
  height: number;
}

/** Where everything stands. `start` and `end` are boxes of their own when the journey has any conversation. */
export interface FlowPicture {
  space: FlowSpace;
  boxes: FlowBox[];
  /** Ids from left to right, from top to bottom; `start` and `end` included. */
  columns: string[][];
  /** How the middle columns came about, to begin the next picture with. */
  steps: FlowColumns;
}

/** Cards may be this much wider, and columns this far apart, where there is room. */
const WIDEST_CARD = 184;
const WIDEST_PITCH = 280;
const END_HEIGHT = 44;

/**
 * Positions for a journey: columns by median step, the start left, the end right, few crossings. The same journey and space give the same
 * picture; with the picture before (of the same space), everything that can stays.
 *
 * A generator that gives way between short pieces of work: see `inSlices`.
 */
export function* flowLayout(
  journey: Pick<Journey, 'nodes' | 'links'>,
  space: FlowSpace,
  previous?: FlowPicture,
): Generator<void, FlowPicture> {
  const before = previous?.space.width === space.width && previous.space.height === space.height ? previous : undefined;
  const metrics = flowMetrics(space.width, space.height, (limits) => tallestColumn(journey.nodes, limits));
  const steps = flowColumns(journey.nodes, metrics, before?.steps);
  yield;
  const seed = seeded([[START], ...steps.columns, [END]], journey, before);
  // The same nodes in the same columns stay in order, whatever a better one would be: a picture that is looked at must not jump.
  const columns = before && isSame(seed, before.columns) ? seed : yield* orderColumns(seed, mainLinks(journey.links));
  yield;
  const most = Math.max(0, ...journey.nodes.map((node) => (node.id === OTHER ? 0 : node.invocations)));
  const invocations = new Map(journey.nodes.map((node) => [node.id, Math.min(most, node.invocations)]));
  const heights = cardHeights(
    columns.slice(1, -1).map((ids) => ids.map((id) => invocations.get(id) ?? 0)),
    space.height,
    metrics.above,
  );
  const pitch = Math.min(WIDEST_PITCH, (space.width - 2 * metrics.end - metrics.between) / Math.max(1, steps.columns.length));
  const width = Math.max(metrics.card, Math.min(WIDEST_CARD, Math.floor(pitch - metrics.between * 1.3)));
  const boxes = columns.map((ids, column) =>
    ids.map((id, row) => {
      const end = id === START || id === END;
      return {
        id,
        column,
        x: xOf(column, columns.length, Math.max(pitch, width + metrics.between), metrics.end),
        y: 0,
        width: end ? metrics.end : width,
        height: end ? END_HEIGHT : (heights[column - 1]?.[row] ?? END_HEIGHT),
      };
    }),
  );
  const known = new Map(before?.boxes.map(({ id, y }) => [id, y]));
  placeRows(boxes, journey.links, space.height, metrics.above, known);
  return { space, boxes: boxes.flat(), columns: columns.map((column) => [...column]), steps };
}

/** Columns around 0, all equally far apart; the ends are narrower than the cards, and stand nearer. */
function xOf(column: number, count: number, pitch: number, end: number): number {
  const middle = (count - 1) / 2;
  const half = (Math.max(1, count - 2) * pitch + end) / 2;
  if (column === 0) return -Math.round(half);
  if (column === count - 1) return Math.round(half);
  return Math.round((column - middle) * pitch);
}

const isSame = (one: readonly (readonly string[])[], other: readonly (readonly string[])[]): boolean =>
  one.length === other.length &&
  one.every((ids, column) => ids.length === other[column]?.length && ids.every((id) => other[column]?.includes(id)));

/** The order to begin with: that of the picture before, newcomers below; else by invocations, then by id. */
function seeded(columns: readonly (readonly string[])[], { nodes }: Pick<Journey, 'nodes'>, before?: FlowPicture): string[][] {
  const height = new Map(before?.boxes.map(({ id, y }) => [id, y]));
  const invocations = new Map(nodes.map((node) => [node.id, node.invocations]));
  return columns.map((ids) =>
    [...ids].sort(
      (a, b) =>
        (height.get(a) ?? Infinity) - (height.get(b) ?? Infinity) || (invocations.get(b) ?? 0) - (invocations.get(a) ?? 0) || byId(a, b),
    ),
  );
}

/** The same from right to left, for pages that are read so. */
export function mirrored(picture: FlowPicture): FlowPicture {
  return { ...picture, boxes: picture.boxes.map((box) => ({ ...box, x: -box.x })) };
}
