/** Where the keyboard is: a row as a whole (`column: null`), or a cell of it. */
export interface Place {
  row: number;
  column: number | null;
}

/** The lines of a tree table from top to bottom: first its head, last its totals, which are none of the tree. */
export interface Shape {
  rows: readonly { level: 0 | 1 | 2; open: boolean | null }[];
  columns: number;
}

export type Step = { kind: 'go'; to: Place } | { kind: 'open' | 'close'; row: number };

export interface Key {
  key: string;
  ctrl: boolean;
}

const HEAD = 0;
const PAGE = 10;
const DOWN: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

/**
 * What a key means in a tree table, as the ARIA Authoring Practices lay it down for rows and cells: from a row to the right it opens, then goes into its
 * cells; to the left back, then it closes, then to the row above it in the tree. `null`: nothing of ours.
 *
 * @param rtl - left and right change places
 */
export function stepOf(shape: Shape, at: Place, { key, ctrl }: Key, rtl: boolean): Step | null {
  const last = shape.rows.length - 1;
  const vertical = DOWN[key];
  if (vertical !== undefined) return ctrl ? null : go(clampRow(at.row + vertical, last), at.column);
  if (key === 'Home' || key === 'End') {
    const first = key === 'Home';
    if (ctrl || at.column === null) return go(first ? Math.min(1, last) : last, at.column);
    return go(at.row, first ? 0 : shape.columns - 1);
  }
  if (ctrl || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return null;
  return (key === 'ArrowRight') === rtl ? back(shape, at) : onward(shape, at);
}

function onward({ rows, columns }: Shape, { row, column }: Place): Step {
  if (column !== null) return go(row, Math.min(columns - 1, column + 1));
  return rows[row]?.open === false ? { kind: 'open', row } : go(row, 0);
}

function back({ rows }: Shape, { row, column }: Place): Step | null {
  if (column !== null) return column > 0 ? go(row, column - 1) : row === HEAD ? null : go(row, null);
  if (rows[row]?.open === true) return { kind: 'close', row };
  if (rows[row]?.level !== 2) return null;
  const parent = rows.findLastIndex(({ level }, index) => index < row && level === 1);
  return parent < 0 ? null : go(parent, null);
}

const clampRow = (row: number, last: number): number => Math.min(last, Math.max(HEAD, row));

/** The head is no row of the tree: only its cells can be gone to, the name's first. */
const go = (row: number, column: number | null): Step => ({ kind: 'go', to: { row, column: row === HEAD ? (column ?? 1) : column } });
