import { type Scope } from '../../access/scope.ts';
import { type InvocationCount, type StoriesAsked } from '../store.ts';
import { type Found, type Search } from './cluster.ts';
import { all, type Clause, named, scoped } from './filters.ts';
import { type Names } from './names.ts';
import { unpack } from './pack.ts';
import { type Counting } from './slice-terms.ts';
import { complete, everyTerm, NO_TERMS, type Part, type Terms } from './terms.ts';

/** How a node was invoked, by the field that holds it: counting them needs no filter. */
const WAYS = ['invoked', 'succeeded', 'failed'] as const;
type Way = (typeof WAYS)[number];
export type StoriesCounted = Record<Way, Terms>;

const isInvocation: Clause = { exists: { field: 'invoked' } };

export const countingInvocations = (names: Names): Counting<Way> => ({
  name: 'stories',
  index: (range) => names.messagesIn(range),
  time: 'timestamp',
  documents: [isInvocation],
  fields: WAYS,
});

/** @param part - of how many parts of the nodes, when they are too many for one answer */
export function storiesSearch(names: Names, scope: Scope, asked: StoriesAsked, part: Part): Search {
  return {
    index: names.messagesIn(asked),
    body: {
      size: 0,
      track_total_hits: false,
      query: all([
        ...scoped(scope, asked, 'timestamp'),
        isInvocation,
        ...(asked.stories ? [named(scope.bots, 'story', asked.stories)] : []),
      ]),
      aggs: Object.fromEntries(WAYS.map((way) => [way, everyTerm(way, part)])),
    },
  };
}

/** `null`: there are more nodes than one answer holds. */
export function storiesFound({ aggregations }: Found<StoriesCounted>): InvocationCount[] | null {
  const counted = aggregations ?? { invoked: NO_TERMS, succeeded: NO_TERMS, failed: NO_TERMS };
  return Object.values(counted).every(complete) ? invocations(counted) : null;
}

export function invocations({ invoked, succeeded, failed }: StoriesCounted): InvocationCount[] {
  const counts = (terms: Terms) => new Map(terms.buckets.map(({ key, doc_count }) => [key, doc_count]));
  const [successes, failures] = [counts(succeeded), counts(failed)];
  return invoked.buckets.map(({ key, doc_count }) => {
    const [story = '', node = ''] = unpack(key);
    return { story, node, invocations: doc_count, successes: successes.get(key) ?? 0, failures: failures.get(key) ?? 0 };
  });
}
