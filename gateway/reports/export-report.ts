import { type Answer } from '../contract/answer.ts';
import { ABOUT, type TableFormat } from '../contract/export.ts';
import { toCsv } from '../export/csv.ts';
import { atOnce, type Column } from '../export/table.ts';
import { toXlsx } from '../export/xlsx.ts';
import { type AboutFile, aboutTable } from './about.ts';
import { type ReportFile, type ReportTable } from './report.ts';

/** A file of so many rows. */
export interface ReportExport {
  file: AsyncGenerator<Uint8Array>;
  rows: number;
}

/** What was asked of a report as a file. */
interface Asked extends Omit<AboutFile, 'tables' | 'more'> {
  format: TableFormat;
  /** The table of a file that holds one, by its name in lower case; absent: the first. */
  table?: string | undefined;
}

/** A file of one table has no place for what it is about but its rows. */
const ASKED: readonly Column[] = [
  { name: 'from', kind: 'instant', means: 'Start of the range, inclusive.' },
  { name: 'to', kind: 'instant', means: 'End of the range, exclusive.' },
  { name: 'tz', kind: 'text', means: 'Time zone of the range.' },
  { name: 'filters', kind: 'text', means: 'What narrows the numbers, as parameters of the question; nothing: no value.' },
];

/** The numbers of an answer as a file. */
export function exportReport(kind: ReportFile, answer: Answer<unknown>, { format, table, ...asked }: Asked): ReportExport {
  const found = kind.tables(answer.data, answer);
  const { range, tz, filters } = asked;
  const more = () => [
    ['Newest message', answer.newestMessage ?? 'none'] as const,
    ['Estimates', answer.estimates.length > 0 ? answer.estimates.join(', ') : 'none: all numbers are exact'] as const,
    ...(kind.about?.(answer.data) ?? []),
  ];
  if (format === 'xlsx') {
    const sheets = found.map(({ rows, ...sheet }: ReportTable) => ({ ...sheet, rows: atOnce(rows) }));
    const file = toXlsx([...sheets, aboutTable({ ...asked, more, tables: found })], { tz });
    return { file, rows: found.reduce((sum, { rows }) => sum + rows.length, 0) };
  }
  const tables = found.map((one) => ({ ...one, columns: [...one.columns, ...ASKED] }));
  if (table === ABOUT) return { file: toCsv(aboutTable({ ...asked, more, tables }), tz), rows: 0 };
  const [{ rows, ...one } = { name: '', columns: [], rows: [] }] = table === undefined ? tables : tables.filter(named(table));
  const narrowed = filters.length > 0 ? new URLSearchParams(filters.map(([name, value]) => [name, value])).toString() : null;
  const asking = [range.from, range.to, tz, narrowed];
  return { file: toCsv({ ...one, rows: atOnce(rows.map((row) => [...row, ...asking])) }, tz), rows: rows.length };
}

const named =
  (table: string) =>
  ({ name }: ReportTable): boolean =>
    name.toLowerCase() === table;
