import { formatZoned } from '../time/zoned.ts';
import { clean } from './clean.ts';
import { type Cell, type Column, type Kind, type Table } from './table.ts';

/** Excel takes a file without it for one in the code page of its machine. */
const BOM = '\uFEFF';
const NEW_LINE = '\r\n';

/** What a spreadsheet would take for the begin of a formula, also behind blanks, invisible characters and quotes. */
const FORMULA = /^[\s\p{Cf}"]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
/**
 * The same within a text, where a cell begins for a program that cuts lines at semicolons or tabs: for that one our quotes are none. A face
 * such as `;-)` is no formula.
 */
const FORMULA_WITHIN = /(?<=[;\t\r\n][\s\p{Cf}"]*)[=+\-@＝＋－＠](?!\))/gu;
/**
 * Without any of these, and without a blank at either end, a text is written as it is: most are, in a third of the time. A sign in the middle
 * is none of them, of which names are full: a formula within begins behind a separator.
 */
const SPECIAL = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|[\p{Cc}\ufffe\uffff",;]/u;
const SEPARATOR = /[;\t\r\n]/;
const NEEDS_QUOTES = /[",;\r\n\t]|^\s|\s$/;

/**
 * A table as CSV (RFC 4180) in UTF-8 with a byte order mark. What a spreadsheet would run as a formula gets an apostrophe before it, at
 * the begin of a text and within it; numbers, times and flags never do.
 *
 * @param tz - of `local` columns; instants are in UTC
 */
export async function* toCsv({ columns, rows }: Table, tz: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(BOM + line(columns.map(({ name }) => quoted(name))));
  const writers = columns.map(writerOf(tz));
  for await (const batch of rows) {
    let text = '';
    for (const row of batch) text += line(writers.map((write, index) => write(row[index])));
    if (text !== '') yield Buffer.from(text);
  }
}

const line = (cells: readonly string[]): string => cells.join(',') + NEW_LINE;

const quoted = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text cell. */
export function csvText(text: string): string {
  if (!SPECIAL.test(text) && text === text.trim()) return text;
  return quoted(guarded(clean(text)));
}

function guarded(text: string): string {
  const within = SEPARATOR.test(text) ? text.replace(FORMULA_WITHIN, "'$&") : text;
  return FORMULA.test(within) ? `'${within}` : within;
}

const TIMES: Partial<Record<Kind, (value: number, tz: string) => string>> = {
  instant: (value) => new Date(value).toISOString(),
  local: formatZoned,
};

const writerOf =
  (tz: string) =>
  ({ kind }: Column) => {
    const time = TIMES[kind];
    return (cell: Cell): string => {
      if (cell === null || cell === undefined) return '';
      if (typeof cell === 'string') return csvText(cell);
      return typeof cell === 'number' && time ? time(cell, tz) : String(cell);
    };
  };
