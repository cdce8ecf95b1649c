import { type Scope } from '../access/scope.ts';
import { botName } from '../contract/names.ts';
import { atOnce, type Cell, type Column, type Row, type Table } from '../export/table.ts';
import { type Range } from '../time/range.ts';
import { formatZoned } from '../time/zoned.ts';

/** What a file says of itself. */
export interface AboutFile {
  range: Range;
  tz: string;
  scope: Scope;
  /** Parameters beside range and zone, as they were asked. */
  filters: readonly (readonly [name: string, value: string])[];
  /** The principal that asked, and when (epoch milliseconds). */
  who: string;
  at: number;
  /** More of what it says, asked for when all else is written. */
  more: () => readonly (readonly [name: string, value: Cell])[];
  /** Tables whose columns are explained. */
  tables: readonly Pick<Table, 'name' | 'columns'>[];
}

/** Bots that are named one by one. */
const NAMED = 100;

const COLUMNS: readonly Column[] = [
  { name: 'About', kind: 'text', width: 28, means: '' },
  { name: 'this file', kind: 'prose', means: '' },
];

/** The last sheet: which numbers these are, and what each means. */
export function aboutTable(about: AboutFile): Table {
  return { name: 'About', columns: COLUMNS, rows: atOnce(() => rowsOf(about)) };
}

function rowsOf({ range, tz, scope, filters, who, at, more, tables }: AboutFile): Row[] {
  return [
    ['From', formatZoned(range.from, tz)],
    ['To, exclusive', formatZoned(range.to, tz)],
    ['Time zone', tz],
    ...filters.map(([name, value]) => [`Filter: ${name}`, value]),
    ['Bots', botsText(scope)],
    ['E-mail, phone, card numbers', maskText(scope)],
    ['Asked by', who],
    ['Asked at', formatZoned(at, tz)],
    ...more(),
    ...tables.flatMap(({ name, columns }) => columns.map((column) => [`${name}: ${column.name}`, column.means])),
  ];
}

function botsText({ bots }: Scope): string {
  const names = bots.slice(0, NAMED).map(botName).join(', ');
  return bots.length > NAMED ? `${names} and ${bots.length - NAMED} more` : names;
}

function maskText({ bots }: Scope): string {
  const open = bots.filter(({ unmask }) => unmask).length;
  if (open === 0) return 'masked, and identifiers that are such replaced';
  return open === bots.length ? 'shown as they are' : 'shown as they are for some bots, masked for the others';
}
