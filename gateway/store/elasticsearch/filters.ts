import { type Scope } from '../../access/scope.ts';
import { type BotRef } from '../../contract/names.ts';
import { Problem } from '../../contract/problem.ts';
import { type Filter, type Moment } from '../store.ts';
import { UNFINISHED } from './documents.ts';
import { botKey, type Kind, termsOf } from './found-by.ts';

/** A clause of the query language. */
export type Clause = Record<string, unknown>;

export const all = (filter: readonly Clause[]): Clause => ({ bool: { filter } });
/** Of nothing, nothing: servers take a question without clauses for all there is. */
export const any = (should: readonly Clause[]): Clause =>
  should.length === 0 ? { match_none: {} } : { bool: { should, minimum_should_match: 1 } };

/** Values of one clause; servers hold it to 65,536. */
const MOST_VALUES = 60_000;

export function oneOf(field: string, values: readonly unknown[]): Clause {
  if (values.length <= MOST_VALUES) return { terms: { [field]: values } };
  return any([oneOf(field, values.slice(0, MOST_VALUES)), oneOf(field, values.slice(MOST_VALUES))]);
}

/** Each of these is a clause unless it is absent. */
export function given(field: string, values: readonly unknown[] | undefined): Clause[] {
  return values ? [oneOf(field, values)] : [];
}

/** Terms of one question: some 20 MB. */
const MOST = 1_000_000;

/** Documents of any of these bots that are found by any of these names. @throws Problem `invalid-query` */
export function named(bots: readonly BotRef[], kind: Kind, names: readonly string[]): Clause {
  if (bots.length * names.length > MOST)
    throw new Problem(
      'invalid-query',
      `${names.length} names in ${bots.length} bots are too many for one question: ask for fewer of either.`,
    );
  return oneOf(
    'foundBy',
    bots.flatMap((bot) => termsOf(botKey(bot), kind, names)),
  );
}

/** The scope's bots and the filter, for documents that belong to the moment in `time`. */
export function scoped(scope: Scope, { from, to, channels, languages }: Filter, time: 'started' | 'timestamp'): Clause[] {
  return [
    oneOf('botKey', scope.bots.map(botKey)),
    { range: { [time]: { gte: from, lt: to } } },
    ...given('channel', channels),
    ...given('language', languages),
  ];
}

/** Engaged conversations: those that trends and journey count. */
export const engaged: Clause = { term: { engaged: true } };

const unfinished: Clause = { term: { outcome: UNFINISHED } };

/** Outcomes of section 2 that depend on the clock. */
export const isOpen = ({ now, idle }: Moment): Clause => all([unfinished, { range: { ended: { gt: now - idle } } }]);
export const isAbandoned = ({ now, idle }: Moment): Clause => all([unfinished, { range: { ended: { lte: now - idle } } }]);

/** When the first open conversation falls idle, as an aggregation, and as its number. */
export const firstIdle = (moment: Moment): Clause => ({ filter: isOpen(moment), aggs: { ended: { min: { field: 'ended' } } } });
export interface FirstIdle {
  doc_count: number;
  ended: { value: number | null };
}
export function idleAt(found: FirstIdle | undefined, { idle }: Moment): number | null {
  const ended = found?.ended.value ?? null;
  return ended === null ? null : ended + idle;
}
