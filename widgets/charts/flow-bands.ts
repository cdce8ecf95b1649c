/** Nodes whose median step is at most `upTo` (and above that of the band before), side by side in so many columns. */
export interface FlowBand {
  upTo: number;
  columns: number;
}

/** What a picture has room for. */
export interface FlowLimits {
  columns: number;
  /** Cards above one another before a column is too tall; exceeded when there is no other way. */
  rows: number;
}

/** Columns may be this much taller than wished before the first step loses its own. */
const RATHER_TALL = 1.4;

interface Group {
  upTo: number;
  size: number;
}

/**
 * Cuts the median steps into bands, so that all nodes find room: every step its own column when they fit, neighbours together when there are
 * too many steps, several columns for a step with many nodes.
 *
 * @param sizes - how many nodes have which median step
 * @param previous - the bands of the picture before, kept as long as they hold, since another cut moves everything
 */
export function flowBands(sizes: ReadonlyMap<number, number>, limits: FlowLimits, previous?: readonly FlowBand[]): FlowBand[] {
  const steps: Group[] = [...sizes].map(([upTo, size]) => ({ upTo, size })).sort((a, b) => a.upTo - b.upTo);
  const most = Math.max(1, Math.floor(limits.columns));
  const least = Math.max(1, Math.floor(limits.rows));
  for (let rows = least; ; rows += 1) {
    const groups = merged(steps, rows, most, rows > least * RATHER_TALL);
    if (!groups) continue;
    if (previous && holds(previous, steps, rows + 1, most)) return [...previous];
    return groups.map(({ upTo, size }) => ({ upTo, columns: Math.ceil(size / rows) }));
  }
}

/**
 * Puts neighbours together until the columns are few enough; late steps first, where fewer conversations are left. What greets everyone must stand before
 * what follows, so the first step is put together with others only where nothing else helps.
 */
function merged(steps: readonly Group[], rows: number, most: number, withFirst: boolean): Group[] | undefined {
  const groups = [...steps];
  const columns = (size: number) => Math.ceil(size / rows);
  for (let count = groups.reduce((sum, { size }) => sum + columns(size), 0); count > most; count -= 1) {
    let best = -1;
    let smallest = Infinity;
    for (let index = groups.length - 2; index >= 0; index -= 1) {
      if (index === 0 && (best > 0 || !withFirst)) break;
      const left = groups[index]?.size ?? 0;
      const right = groups[index + 1]?.size ?? 0;
      if (columns(left + right) < columns(left) + columns(right) && left + right < smallest) {
        best = index;
        smallest = left + right;
      }
    }
    const left = groups[best];
    const right = groups[best + 1];
    if (!left || !right) return undefined;
    groups.splice(best, 2, { upTo: right.upTo, size: left.size + right.size });
  }
  return groups;
}

function holds(bands: readonly FlowBand[], steps: readonly Group[], rows: number, most: number): boolean {
  if (bands.reduce((sum, { columns }) => sum + columns, 0) > most) return false;
  const sizes = bands.map(() => 0);
  for (const { upTo, size } of steps) {
    const band = bandOf(bands, upTo);
    sizes[band] = (sizes[band] ?? 0) + size;
  }
  return bands.every(({ columns }, index) => {
    const size = sizes[index] ?? 0;
    return size >= columns && size <= columns * rows;
  });
}

/** The band that a median step belongs to; steps later than all are in the last one. */
export function bandOf(bands: readonly FlowBand[], step: number): number {
  const index = bands.findIndex(({ upTo }) => step <= upTo);
  return index === -1 ? bands.length - 1 : index;
}
