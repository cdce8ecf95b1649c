import { bandOf, flowBands, type FlowBand, type FlowLimits } from './flow-bands.ts';

/** What a column is chosen by. */
export interface ColumnNode {
  id: string;
  /** Lower median, 1 ... 21. */
  medianStep: number;
  /** How often at step 1 ... 20, then later. */
  steps: readonly number[];
}

export interface FlowColumns {
  bands: FlowBand[];
  /** Ids from left to right; inside a column by step, the order is chosen later. */
  columns: string[][];
}

/** Below, at or above: by code point, the same in every browser and language. */
export const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Gives every node a column: never left of a node with a lower median step.
 *
 * @param previous - the columns of the picture before: who stays in its band stays in its column where that is possible
 */
export function flowColumns(nodes: readonly ColumnNode[], limits: FlowLimits, previous?: FlowColumns): FlowColumns {
  const sizes = sizesOf(nodes);
  if (sizes.size === 0) return { bands: [], columns: [] };
  const bands = flowBands(sizes, limits, previous?.bands);
  const mean = new Map(nodes.map((node) => [node.id, meanStep(node.steps)]));
  const sorted = [...nodes].sort(
    (a, b) => a.medianStep - b.medianStep || (mean.get(a.id) ?? 0) - (mean.get(b.id) ?? 0) || byId(a.id, b.id),
  );
  const before = new Map(previous?.columns.flatMap((ids, column) => ids.map((id) => [id, column] as const)));
  const columns = bands.flatMap((band, index) => {
    const members = sorted.filter(({ medianStep }) => bandOf(bands, medianStep) === index);
    return asBefore(members, band.columns, before) ?? evenly(members, band.columns);
  });
  return { bands, columns: columns.map((column) => column.map(({ id }) => id)).filter((column) => column.length > 0) };
}

/** How many nodes the tallest column would hold. */
export function tallestColumn(nodes: readonly Pick<ColumnNode, 'medianStep'>[], limits: FlowLimits): number {
  const sizes = sizesOf(nodes);
  if (sizes.size === 0) return 0;
  const bands = flowBands(sizes, limits);
  const held = bands.map(() => 0);
  for (const [step, size] of sizes) held[bandOf(bands, step)] = (held[bandOf(bands, step)] ?? 0) + size;
  return Math.max(...bands.map(({ columns }, index) => Math.ceil((held[index] ?? 0) / columns)));
}

/** How many nodes have which median step. */
function sizesOf(nodes: readonly Pick<ColumnNode, 'medianStep'>[]): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const { medianStep } of nodes) sizes.set(medianStep, (sizes.get(medianStep) ?? 0) + 1);
  return sizes;
}

/** Where in a conversation, on average; tells apart what has the same median. */
function meanStep(steps: readonly number[]): number {
  const all = steps.reduce((sum, count) => sum + count, 0);
  return all === 0 ? 0 : steps.reduce((sum, count, index) => sum + count * (index + 1), 0) / all;
}

function evenly(members: readonly ColumnNode[], count: number): ColumnNode[][] {
  return Array.from({ length: count }, (_, index) =>
    members.slice(Math.ceil((index * members.length) / count), Math.ceil(((index + 1) * members.length) / count)),
  );
}

/** The members where they were, newcomers in the emptiest column that keeps steps in order; `undefined` when that cannot be. */
function asBefore(members: readonly ColumnNode[], count: number, before: ReadonlyMap<string, number>): ColumnNode[][] | undefined {
  const known = members.filter(({ id }) => before.has(id));
  const old = [...new Set(known.map(({ id }) => before.get(id) ?? 0))].sort((a, b) => a - b);
  if (count === 1 || old.length !== count) return undefined;
  const columns: ColumnNode[][] = old.map((column) => known.filter(({ id }) => before.get(id) === column));
  for (const node of members.filter(({ id }) => !before.has(id))) {
    const fits = columns.filter((_, index) => ascending(columns.map((column, at) => (at === index ? [...column, node] : column))));
    const emptiest = fits.reduce<ColumnNode[] | undefined>(
      (best, column) => (best && best.length <= column.length ? best : column),
      undefined,
    );
    if (!emptiest) return undefined;
    emptiest.push(node);
  }
  const tallest = Math.max(...columns.map(({ length }) => length));
  return ascending(columns) && tallest <= Math.ceil(members.length / count) + 2 ? columns : undefined;
}

/** No node stands left of one with a lower median step. */
function ascending(columns: readonly (readonly ColumnNode[])[]): boolean {
  let reached = 0;
  for (const column of columns) {
    const steps = column.map(({ medianStep }) => medianStep);
    if (steps.some((step) => step < reached)) return false;
    reached = Math.max(reached, ...steps);
  }
  return true;
}
