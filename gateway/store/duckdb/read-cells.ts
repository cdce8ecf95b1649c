import { type Range } from '../../time/range.ts';
import { type CellCounts, NOTHING } from '../slices/counted.ts';
import { type CellAccess, type CellReader } from '../slices/term-counter.ts';
import { type Dictionary } from '../slices/dictionary.ts';
import { SLICE } from '../slices/slice.ts';
import { type Database, type Read, type Row } from './database.ts';
import { documentsIn, readingBehind } from './slice-reads.ts';
import { int, ints } from './where.ts';

/** One number for a bot in a slice: there are fewer bots. */
const BOTS = 2 ** 32;

/** How a report counts terms of messages, or of conversations. */
export interface Counting<Field extends string = string> {
  name: string;
  fields: readonly Field[];
  table: 'messages' | 'conversations';
  time: 'timestamp' | 'started';
  /** Which rows are counted. */
  where: string;
  /**
   * Rows of `cell`, `term` (absent: of all), and for each field its count, of the rows in `counted`, which have a column `cell`; those without a term
   * have the counts of all and of those that are counted apart.
   */
  counts: string;
}

/** @param bots - of the ends of a range */
export function readingCells<Field extends string>(
  database: Database,
  read: Read,
  counting: Counting<Field>,
  bots: readonly number[],
): CellReader<Field> {
  const { name, fields, table, time, where } = counting;
  const rowsIn = (of: readonly (number | string)[], { from, to }: Range) =>
    `FROM ${table} WHERE ${where} AND bot IN ${ints(of.map(Number))} AND ${time} >= ${int(from)} AND ${time} < ${int(to)}`;

  const through = (readIn: (signal: AbortSignal) => Read): CellAccess => ({
    documents: ({ bots: some, range }, signal) => documentsIn(readIn(signal), time, rowsIn(some, range)),
    async read({ bots: some, range, missing }, terms, signal) {
      const rows = await readIn(signal)(countsSql(counting, `(${time} // ${SLICE}) * ${BOTS} + bot`, rowsIn(some, range)));
      const cells = toCells(counting, rows, terms);
      return missing.map(({ bot, slice }) => cells.get(slice * BOTS + Number(bot)) ?? NOTHING);
    },
  });

  return {
    name,
    fields,
    now: through(() => read),
    behind: through((signal) => readingBehind(database, signal)),
    async ends(ranges, terms) {
      const cells: CellCounts[] = [];
      for (const range of ranges)
        cells.push(...toCells(counting, await read(countsSql(counting, '0', rowsIn(bots, range))), terms).values());
      return cells;
    },
  };
}

const countsSql = ({ counts }: Counting, cell: string, rows: string): string =>
  `WITH counted AS (SELECT (${cell})::DOUBLE AS cell, * ${rows}) ${counts}`;

function toCells({ fields }: Counting, rows: readonly Row[], terms: Dictionary): Map<number, CellCounts> {
  const lists = new Map<number, { documents: number; apart: number; terms: number[][] }>();
  for (const row of rows) {
    const key = Number(row.cell);
    let cell = lists.get(key);
    if (!cell) lists.set(key, (cell = { documents: 0, apart: 0, terms: fields.map(() => []) }));
    if (row.term === null) {
      cell.documents = Number(row.documents);
      cell.apart = Number(row.apart);
      continue;
    }
    const number = terms.numberOf(String(row.term));
    fields.forEach((field, place) => {
      const count = Number(row[field]);
      if (count > 0) cell.terms[place]?.push(number, count);
    });
  }
  return new Map([...lists].map(([key, cell]) => [key, { ...cell, terms: cell.terms.map((list) => Uint32Array.from(list)) }]));
}
