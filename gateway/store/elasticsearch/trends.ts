import { type Scope } from '../../access/scope.ts';
import { type Counts, type Filter, type TrendsAsked, type TrendsFound } from '../store.ts';
import { type Found, type Search } from './cluster.ts';
import { all, type Clause, engaged, firstIdle, type FirstIdle, idleAt, isOpen, scoped } from './filters.ts';
import { type Names } from './names.ts';

interface Group {
  doc_count: number;
  messages: { value: number };
  outcomes: { buckets: { key: string; doc_count: number }[] };
  open: { doc_count: number };
}

export type TrendsCounted = Group & { idle: FirstIdle; spans?: { buckets: Group[] } };

/**
 * All counts but distinct users, which do not add up and are asked for with the counts in hand. The spans are ranges of
 * instants, not local times: they are right in every zone.
 */
export function trendsSearch(names: Names, scope: Scope, asked: TrendsAsked): Search {
  const counts = {
    messages: { sum: { field: 'messages' } },
    outcomes: { terms: { field: 'outcome', size: 3 } },
    open: { filter: isOpen(asked) },
  };
  const spans = spansOf(asked.starts);
  return {
    index: names.conversations,
    body: {
      size: 0,
      query: all([engaged, ...scoped(scope, asked, 'started')]),
      aggs: {
        all: {
          filter: { match_all: {} },
          aggs: {
            ...counts,
            idle: firstIdle(asked),
            ...(spans.length > 0 && { spans: { range: { field: 'started', ranges: spans }, aggs: counts } }),
          },
        },
      },
    },
  };
}

/** Each start with the next one. */
export function spansOf(starts: readonly number[]): { from: number; to: number }[] {
  return starts.slice(1).map((to, index) => ({ from: starts[index] ?? to, to }));
}

/** The counts, still without users: in all, and span by span. */
export function trendsFound({ aggregations }: Found<{ all: TrendsCounted }>, asked: TrendsAsked): Omit<TrendsFound, 'estimated'> {
  const found = aggregations?.all;
  return {
    totals: toCounts(found),
    buckets: spansOf(asked.starts).map((_, index) => toCounts(found?.spans?.buckets[index])),
    idleAt: idleAt(found?.idle, asked),
  };
}

function toCounts(group?: Group): Counts {
  const outcome = (key: string) => group?.outcomes.buckets.find((bucket) => bucket.key === key)?.doc_count ?? 0;
  const open = group?.open.doc_count ?? 0;
  return {
    conversations: group?.doc_count ?? 0,
    users: 0,
    messages: group?.messages.value ?? 0,
    handedOff: outcome('handedOff'),
    completed: outcome('completed'),
    open,
    abandoned: outcome('unfinished') - open,
  };
}

/** The same conversations as a query, for the questions that follow. */
export const trendsQuery = (scope: Scope, asked: Filter): Clause => all([engaged, ...scoped(scope, asked, 'started')]);
