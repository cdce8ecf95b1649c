import { costOf, type Crossings, crossings, type Strand } from './flow-crossings.ts';

export interface OrderLink {
  from: string;
  to: string;
  count: number;
}

/** Sweeps to the right and to the left; more brought nothing on journeys of 40 nodes. */
const SWEEPS = 10;
const EXCHANGES = 4;
/**
 * Orders the nodes inside their columns so that few links cross: barycentre sweeps, then exchanges of neighbours. Never more crossings than in
 * the order given, which also decides between equals, so that the same data give the same picture.
 *
 * A generator, so that the caller can give way to the page between two steps.
 *
 * @param columns - ids from left to right, in the order to start from
 */
export function* orderColumns(columns: readonly (readonly string[])[], links: readonly OrderLink[]): Generator<void, string[][]> {
  const ids = columns.flat();
  const number = new Map(ids.map((id, index) => [id, index]));
  const strands = strandsOf(columns, links, number);
  let order = columns.map((column) => column.map((id) => number.get(id) ?? 0));
  const ends = endsOf(strands, ids.length);
  const start = crossings(strands, rowsOf(order, ids.length));
  let best = { order, ...start };
  const consider = (candidate: number[][], found: Crossings): void => {
    if (found.count <= start.count && found.cost < best.cost) best = { order: candidate, ...found };
  };
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    order = swept(order, ends, sweep);
    yield;
    consider(order, crossings(strands, rowsOf(order, ids.length)));
    yield;
  }
  order = best.order.map((column) => [...column]);
  for (let round = 0; round < EXCHANGES; round += 1) {
    let moved = false;
    for (const column of order) {
      moved = exchanged(column, order, ends, strands) || moved;
      yield;
    }
    if (!moved) break;
    consider(
      order.map((column) => [...column]),
      crossings(strands, rowsOf(order, ids.length)),
    );
    yield;
  }
  return best.order.map((column) => column.map((at) => ids[at] ?? ''));
}

/** The links by numbers; without those from a node to itself, which cross nothing. */
export function strandsOf(
  columns: readonly (readonly string[])[],
  links: readonly OrderLink[],
  number: ReadonlyMap<string, number>,
): Strand[] {
  const column = new Map(columns.flatMap((ids, index) => ids.map((id) => [id, index] as const)));
  return links.flatMap(({ from, to, count }) => {
    const [a, b] = [column.get(from), column.get(to)];
    if (a === undefined || b === undefined || from === to) return [];
    const [left, right] = a <= b ? [from, to] : [to, from];
    return [
      {
        left: number.get(left) ?? 0,
        right: number.get(right) ?? 0,
        leftColumn: Math.min(a, b),
        rightColumn: Math.max(a, b),
        weight: Math.sqrt(count),
      },
    ];
  });
}

/** Rows, counted from the middle of each column, since columns are centred. */
export function rowsOf(order: readonly (readonly number[])[], size: number): Float64Array {
  const rows = new Float64Array(size);
  for (const column of order) column.forEach((node, index) => (rows[node] = index - (column.length - 1) / 2));
  return rows;
}

interface Ends {
  /** Links to the left and to the right of each node. */
  left: Strand[][];
  right: Strand[][];
}

function endsOf(strands: readonly Strand[], size: number): Ends {
  const empty = (): Strand[][] => Array.from({ length: size }, () => []);
  const ends = { left: empty(), right: empty() };
  for (const strand of strands) {
    ends.left[strand.right]?.push(strand);
    ends.right[strand.left]?.push(strand);
  }
  return ends;
}

/** One barycentre sweep: even ones look to the left, odd ones to the right, every third one both ways. */
function swept(order: readonly (readonly number[])[], ends: Ends, sweep: number): number[][] {
  const result = order.map((column) => [...column]);
  const rows = rowsOf(result, ends.left.length);
  const forward = sweep % 2 === 0;
  const sides = sweep % 3 === 2 ? [ends.left, ends.right] : [forward ? ends.left : ends.right];
  for (const column of forward ? result : result.toReversed()) {
    const keys = new Map(column.map((node) => [node, barycentre(node, sides, rows)]));
    const before = new Map(column.map((node, index) => [node, index]));
    column.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0) || (before.get(a) ?? 0) - (before.get(b) ?? 0));
    column.forEach((node, index) => (rows[node] = index - (column.length - 1) / 2));
  }
  return result;
}

/** The mean row of a node's neighbours, near and thick links counting more; without any, where it is. */
function barycentre(node: number, sides: readonly Strand[][][], rows: Float64Array): number {
  let sum = 0;
  let weights = 0;
  for (const side of sides) {
    for (const { left, right, leftColumn, rightColumn, weight } of side[node] ?? []) {
      const pull = weight / Math.max(1, rightColumn - leftColumn);
      sum += pull * (rows[left === node ? right : left] ?? 0);
      weights += pull;
    }
  }
  return weights > 0 ? sum / weights : (rows[node] ?? 0);
}

/** Exchanges neighbours of a column, in place, wherever that makes it better. */
function exchanged(column: number[], order: readonly (readonly number[])[], ends: Ends, strands: readonly Strand[]): boolean {
  const rows = rowsOf(order, ends.left.length);
  let moved = false;
  for (let index = 0; index + 1 < column.length; index += 1) {
    const [above, below] = [column[index] ?? 0, column[index + 1] ?? 0];
    const mine = [above, below].flatMap((node) => [...(ends.left[node] ?? []), ...(ends.right[node] ?? [])]);
    const before = costOf(mine, strands, rows);
    const [high, low] = [rows[above] ?? 0, rows[below] ?? 0];
    rows[above] = low;
    rows[below] = high;
    if (costOf(mine, strands, rows) < before - 1e-6) {
      column[index] = below;
      column[index + 1] = above;
      moved = true;
    } else {
      rows[above] = high;
      rows[below] = low;
    }
  }
  return moved;
}
