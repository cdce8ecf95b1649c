/**
 * What the cells of a column are, which decides how they are written. `instant` and `local` are epoch milliseconds, `duration` milliseconds,
 * `share` 0 ... 1; `prose` is text that may need several lines.
 */
export type Kind = 'text' | 'prose' | 'number' | 'share' | 'instant' | 'local' | 'duration' | 'flag';

export interface Column {
  name: string;
  kind: Kind;
  /** What it means, in plain words. */
  means: string;
  /** Characters; absent: what suits the kind. */
  width?: number;
}

/** `null` and `undefined`: no value, which is never 0. */
export type Cell = string | number | boolean | null | undefined;
export type Row = readonly Cell[];

/** A table to be written, once. Its rows come in batches, when the writer wants them, and nothing else keeps them. */
export interface Table {
  name: string;
  columns: readonly Column[];
  rows: AsyncIterable<readonly Row[]>;
}

/** Rows that are here already. A function is asked when the rows are written, after those of the tables before. */
export async function* atOnce(rows: readonly Row[] | (() => readonly Row[])): AsyncGenerator<readonly Row[]> {
  yield await Promise.resolve(typeof rows === 'function' ? rows() : rows);
}
