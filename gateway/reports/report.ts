import { type z } from 'zod';
import { type Scope } from '../access/scope.ts';
import { type Answer } from '../contract/answer.ts';
import { type TableFormat } from '../contract/export.ts';
import { type ScopeQuery } from '../contract/query.ts';
import { type Permission } from '../contract/scope.ts';
import { type Cell, type Row, type Table } from '../export/table.ts';
import { type Store } from '../store/store.ts';
import { type Range } from '../time/range.ts';

/** What a report is computed from. */
export interface Question<Query extends ScopeQuery> {
  store: Store;
  scope: Scope;
  query: Query;
  /** The effective range. */
  range: Range;
  /** The one `now` of the answer and the idle time, milliseconds. */
  now: number;
  idle: number;
  signal: AbortSignal;
}

export interface Computed<Data> {
  data: Data;
  /** JSON pointers into `data`; absent: all exact. */
  estimates?: string[];
  /** Until when the numbers stand if no message comes (epoch ms). */
  until?: number | null;
}

/** One report: what may be asked, by whom, and how it is computed. A new report is one more of these in `index.ts`. */
export interface Report<Query extends ScopeQuery = ScopeQuery, Data = unknown> {
  name: string;
  summary: string;
  permission: Permission;
  query: z.ZodType<Query>;
  data: z.ZodType<Data>;
  /** The range that a question carries on from an earlier one, if it does. */
  range?(query: Query, store: Store, scope: Scope): Range | undefined;
  compute(question: Question<Query>): Promise<Computed<Data>>;
  /** How its numbers leave as files. */
  file?: ReportFile<Query, Data>;
}

/** A table of an answer. */
export interface ReportTable extends Pick<Table, 'name' | 'columns'> {
  rows: readonly Row[];
}

export interface ReportFile<Query extends ScopeQuery = ScopeQuery, Data = unknown> {
  /** The report's own, with a format and the table of a file that holds one. */
  query: z.ZodType<Query & { format: TableFormat; table?: string | undefined }>;
  /** The first one has the finest numbers, and is what a file of one table holds unless another one is asked for. */
  tables(data: Data, answer: Answer<unknown>): ReportTable[];
  /** What else the answer says: names and values. */
  about?(data: Data): (readonly [name: string, value: Cell])[];
}

/** Lets a report be written in its own types and be kept in one list with the others. */
export function defineReport<Query extends ScopeQuery, Data>(report: Report<Query, Data>): Report {
  return report;
}

/** The part of the common parameters that a store filters by. */
export function filterOf({ query, range }: { query: ScopeQuery; range: Range }) {
  return { ...range, channels: query.channel, languages: query.language };
}

export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
