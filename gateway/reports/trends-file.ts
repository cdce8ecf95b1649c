import { type Answer } from '../contract/answer.ts';
import { Totals, type Trends, TrendsExportQuery, type TrendsQuery } from '../contract/trends.ts';
import { type Cell, type Column } from '../export/table.ts';
import { columnOf } from './columns.ts';
import { type ReportFile, type ReportTable } from './report.ts';

const MEASURES = ['conversations', 'users', 'messages', 'automation', 'handedOff', 'completed', 'open', 'abandoned'] as const;
const MEASURE_COLUMNS = MEASURES.map((name): Column => columnOf(Totals.shape, name, name === 'automation' ? 'share' : 'number'));
const TIMES: readonly Column[] = [
  { name: 'start', kind: 'local', means: 'Start, inclusive.' },
  { name: 'end', kind: 'local', means: 'End, exclusive.' },
];
const PARTIAL: Column = { name: 'partial', kind: 'flag', means: 'A part of it lies outside the range, or has not happened yet.' };

const measures = (totals: Totals): Cell[] => MEASURES.map((name) => totals[name]);

export const trendsFile: ReportFile<TrendsQuery, Trends> = {
  query: TrendsExportQuery,
  tables: ({ buckets, totals, previous }, { range }: Answer<unknown>): ReportTable[] => [
    {
      name: 'Trends',
      columns: [...TIMES, PARTIAL, ...MEASURE_COLUMNS],
      rows: buckets.map((bucket) => [Date.parse(bucket.start), Date.parse(bucket.end), bucket.partial, ...measures(bucket)]),
    },
    {
      name: 'Totals',
      columns: [{ name: 'range', kind: 'text', means: 'The range that was asked, or the one before it.' }, ...TIMES, ...MEASURE_COLUMNS],
      rows: [
        ['asked', Date.parse(range.from), Date.parse(range.to), ...measures(totals)],
        ...(previous ? [['previous', Date.parse(previous.from), Date.parse(previous.to), ...measures(previous)]] : []),
      ],
    },
  ],
};
