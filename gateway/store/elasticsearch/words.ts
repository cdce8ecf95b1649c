import { type Scope } from '../../access/scope.ts';
import { type WordsAsked, type WordsFound } from '../store.ts';
import { type Found, type Search } from './cluster.ts';
import { all, type Clause, scoped } from './filters.ts';
import { type Names } from './names.ts';
import { type Counting } from './slice-terms.ts';
import { NO_TERMS, type Terms } from './terms.ts';

/** Words that each shard looks at: far more than anybody is shown, so that a word is hardly ever missed in one of them. */
const SHARD_WORDS = 20_000;

const fromUsers: Clause = { term: { sender: 'user' } };
const notUnderstood: Clause = { term: { understood: false } };

export const countingWords = (names: Names): Counting<'missed'> => ({
  name: 'words',
  index: (range) => names.messagesIn(range),
  time: 'timestamp',
  documents: [fromUsers],
  fields: ['missed'],
  apart: notUnderstood,
});

export interface WordsCounted {
  missed: { doc_count: number };
  words: Terms;
}

export function wordsSearch(names: Names, scope: Scope, asked: WordsAsked): Search {
  return {
    index: names.messagesIn(asked),
    body: {
      size: 0,
      track_total_hits: true,
      query: all([fromUsers, ...scoped(scope, asked, 'timestamp')]),
      aggs: {
        missed: { filter: notUnderstood },
        words: {
          terms: {
            field: 'missed',
            size: asked.limit,
            shard_size: SHARD_WORDS,
            show_term_doc_count_error: true,
            order: [{ _count: 'desc' }, { _key: 'asc' }],
          },
        },
      },
    },
  };
}

/** How often the same words were missed before. */
export function earlierSearch(names: Names, scope: Scope, asked: WordsAsked, words: readonly string[]): Search {
  const earlier = { ...asked, ...asked.previous };
  return {
    index: names.messagesIn(earlier),
    body: {
      size: 0,
      track_total_hits: false,
      query: all([...scoped(scope, earlier, 'timestamp'), { terms: { missed: words } }]),
      aggs: { words: { terms: { field: 'missed', size: words.length, include: words } } },
    },
  };
}

export function wordsFound(now: Found<WordsCounted>, earlier: Found<{ words: Terms }> | null): WordsFound {
  const words = now.aggregations?.words ?? NO_TERMS;
  const before = new Map(earlier?.aggregations?.words.buckets.map(({ key, doc_count }) => [key, doc_count]));
  return {
    userMessages: now.hits.total?.value ?? 0,
    missed: now.aggregations?.missed.doc_count ?? 0,
    words: words.buckets.map(({ key, doc_count }) => ({ word: key, messages: doc_count, previous: before.get(key) ?? 0 })),
    ...(isEstimate(words) && { estimated: true }),
  };
}

/** A word that some shard did not name may be missing from a count, or from the list where it could beat the last one. */
function isEstimate({ buckets, doc_count_error_upper_bound: unseen }: Terms): boolean {
  const last = buckets.at(-1)?.doc_count ?? 0;
  return buckets.some((bucket) => (bucket.doc_count_error_upper_bound ?? 0) > 0) || (unseen > 0 && unseen >= last);
}
