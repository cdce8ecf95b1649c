/** A link, left end first, by numbers so that counting is quick. Inside one column it crosses nothing, but it shall be short. */
export interface Strand {
  left: number;
  right: number;
  /** Columns of the ends. */
  leftColumn: number;
  rightColumn: number;
  weight: number;
}

export interface Crossings {
  /** Pairs of links that cross. */
  count: number;
  /** The same, the thick ones counting more (two that nobody sees may cross), and the length of links inside columns. */
  cost: number;
}

const SIDEWAYS = 1e-9;
/** What a row that a link inside a column runs past counts as, in crossings. */
const PASSING = 0.5;

/** Crossings of links that are drawn straight between rows; a link over several columns counts in each of them. */
export function crossings(strands: readonly Strand[], rows: ArrayLike<number>): Crossings {
  let count = 0;
  let cost = 0;
  for (let first = 0; first < strands.length; first += 1) {
    const a = strands[first];
    if (!a) continue;
    cost += lengthOf(a, rows);
    for (let second = first + 1; second < strands.length; second += 1) {
      const b = strands[second];
      if (b && cross(a, b, rows)) {
        count += 1;
        cost += Math.min(a.weight, b.weight);
      }
    }
  }
  return { count, cost };
}

/** What the links of `mine` cost against all, each pair once. */
export function costOf(mine: readonly Strand[], all: readonly Strand[], rows: ArrayLike<number>): number {
  const own = new Set(mine);
  let cost = 0;
  for (const a of mine) {
    cost += lengthOf(a, rows);
    for (const b of all) if (!own.has(b) && cross(a, b, rows)) cost += Math.min(a.weight, b.weight);
  }
  mine.forEach((a, index) => {
    for (const b of mine.slice(index + 1)) if (cross(a, b, rows)) cost += Math.min(a.weight, b.weight);
  });
  return cost;
}

function cross(a: Strand, b: Strand, rows: ArrayLike<number>): boolean {
  const from = Math.max(a.leftColumn, b.leftColumn);
  const to = Math.min(a.rightColumn, b.rightColumn);
  if (from >= to) return false;
  const before = heightAt(a, from, rows) - heightAt(b, from, rows);
  const after = heightAt(a, to, rows) - heightAt(b, to, rows);
  return (before > SIDEWAYS && after < -SIDEWAYS) || (before < -SIDEWAYS && after > SIDEWAYS);
}

function lengthOf({ left, right, leftColumn, rightColumn, weight }: Strand, rows: ArrayLike<number>): number {
  if (leftColumn !== rightColumn) return 0;
  return PASSING * weight * Math.max(0, Math.abs((rows[left] ?? 0) - (rows[right] ?? 0)) - 1);
}

function heightAt({ left, right, leftColumn, rightColumn }: Strand, column: number, rows: ArrayLike<number>): number {
  const start = rows[left] ?? 0;
  const end = rows[right] ?? 0;
  return start + ((end - start) * (column - leftColumn)) / (rightColumn - leftColumn);
}
