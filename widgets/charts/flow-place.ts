import type { OrderLink } from './flow-order.ts';

/** A rectangle of the picture; `x` and `y` are its middle. */
export interface FlowBox {
  id: string;
  column: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

const PASSES = 12;

/**
 * Heights inside the columns: near the middle of what a node is linked with, so that thick links run straight, and none above another.
 *
 * @param columns - boxes from left to right and from top to bottom; only `y` is set
 * @param height - of the space; more is used when a column is taller
 * @param above - least distance between two boxes of a column
 * @param known - where boxes were in the picture before; they stay there as far as they can
 */
export function placeRows(
  columns: readonly (readonly FlowBox[])[],
  links: readonly OrderLink[],
  height: number,
  above: number,
  known: ReadonlyMap<string, number> = new Map(),
): void {
  const tallest = Math.max(0, ...columns.map((column) => stacked(column, above)));
  const room = Math.max(height, tallest);
  for (const column of columns) spread(column, Math.min(room, Math.max(stacked(column, above) * 1.25, room * 0.6)));
  const boxes = new Map(columns.flat().map((box) => [box.id, box]));
  const pulls = pullsOf(links, boxes);
  for (let pass = 0; pass < PASSES; pass += 1) {
    const strength = 0.9 ** pass;
    for (const column of pass % 2 === 0 ? columns : columns.toReversed()) {
      for (const box of column) box.y += (target(box, pulls.get(box.id) ?? [], boxes) - box.y) * strength;
      separate(column, room, above);
    }
  }
  for (const column of columns) {
    for (const box of column) box.y = known.get(box.id) ?? Math.round(box.y / 4) * 4;
    separate(column, room, above);
  }
}

const stacked = (column: readonly FlowBox[], above: number): number =>
  column.reduce((sum, box) => sum + box.height, 0) + above * Math.max(0, column.length - 1);

/** Evenly over so much of the height, around 0. */
function spread(column: readonly FlowBox[], room: number): void {
  const space = column.length > 1 ? (room - stacked(column, 0)) / (column.length - 1) : 0;
  let top = column.length > 1 ? -room / 2 : -stacked(column, 0) / 2;
  for (const box of column) {
    box.y = top + box.height / 2;
    top += box.height + space;
  }
}

interface Pull {
  to: string;
  weight: number;
}

function pullsOf(links: readonly OrderLink[], boxes: ReadonlyMap<string, FlowBox>): Map<string, Pull[]> {
  const pulls = new Map<string, Pull[]>();
  const add = (id: string, pull: Pull): void => {
    const own = pulls.get(id);
    if (own) own.push(pull);
    else pulls.set(id, [pull]);
  };
  for (const { from, to, count } of links) {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    if (!a || !b || a.column === b.column) continue;
    const weight = count / Math.abs(a.column - b.column);
    add(from, { to, weight });
    add(to, { to: from, weight });
  }
  return pulls;
}

function target(box: FlowBox, pulls: readonly Pull[], boxes: ReadonlyMap<string, FlowBox>): number {
  let sum = 0;
  let weights = 0;
  for (const { to, weight } of pulls) {
    sum += weight * (boxes.get(to)?.y ?? 0);
    weights += weight;
  }
  return weights > 0 ? sum / weights : box.y;
}

/** Keeps the order and the distance, inside the height: down from the top, then up from the bottom. */
function separate(column: readonly FlowBox[], room: number, above: number): void {
  let top = -Math.ceil(room / 2);
  for (const box of column) {
    box.y = Math.max(box.y, top + box.height / 2);
    top = box.y + box.height / 2 + above;
  }
  let bottom = Math.ceil(room / 2);
  for (const box of column.toReversed()) {
    box.y = Math.min(box.y, bottom - box.height / 2);
    bottom = box.y - box.height / 2 - above;
  }
}
