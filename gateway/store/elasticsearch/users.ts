import { type Found, type Search } from './cluster.ts';
import { all, type Clause } from './filters.ts';

/** A span of conversations, and how many there are in it: there are never more users than conversations. */
export interface Span {
  from: number;
  to: number;
  conversations: number;
}

export interface Users {
  count: number;
  estimated: boolean;
}

/** Groups of one search, which servers hold to 65,535: users beyond it in one span are estimated. */
export const MOST_EXACT = 50_000;
/** The most that servers count with care, whatever is asked. */
const PRECISION = 40_000;

/** Spans in the order given, gathered into as few searches as may be; one that is too large for any is alone. */
export function inSearches(spans: readonly Span[], most = MOST_EXACT): Span[][] {
  const searches: Span[][] = [];
  let sum = Infinity;
  for (const span of spans) {
    if (span.conversations === 0) continue;
    if (sum + span.conversations > most) {
      searches.push([]);
      sum = 0;
    }
    searches.at(-1)?.push(span);
    sum += span.conversations;
  }
  return searches;
}

/**
 * Counts distinct users as the groups that their conversations fall into: exact, unlike `cardinality`, which is off by one
 * now and then even among thousands. Only the number of groups is sent back.
 */
export function exactUsers(index: string, query: Clause, spans: readonly Span[], most = MOST_EXACT): Search {
  return {
    index,
    only: ['aggregations.spans.buckets.users.sum_other_doc_count', 'aggregations.spans.buckets.count.count'],
    body: {
      size: 0,
      track_total_hits: false,
      query: within(query, spans),
      aggs: {
        spans: {
          range: { field: 'started', ranges: spans.map(({ from, to }) => ({ from, to })) },
          aggs: {
            users: { terms: { field: 'person', size: most } },
            count: { stats_bucket: { buckets_path: 'users._count' } },
          },
        },
      },
    },
  };
}

export type ExactUsers = Found<{ spans: { buckets: { users: { sum_other_doc_count: number }; count: { count: number } }[] } }>;

/** `null` for a span with more users than can be counted so. */
export function exactUsersFound({ aggregations }: ExactUsers): (number | null)[] {
  return (aggregations?.spans.buckets ?? []).map(({ users, count }) => (users.sum_other_doc_count > 0 ? null : count.count));
}

export function estimatedUsers(index: string, query: Clause, span: Span): Search {
  return {
    index,
    body: {
      size: 0,
      track_total_hits: false,
      query: within(query, [span]),
      aggs: { users: { cardinality: { field: 'person', precision_threshold: PRECISION } } },
    },
  };
}

export type EstimatedUsers = Found<{ users: { value: number } }>;

function within(query: Clause, spans: readonly Span[]): Clause {
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  return all([query, { range: { started: { gte: from, lt: to } } }]);
}

/**
 * Users of each span: exact, or estimated where they are too many.
 *
 * @param most - groups of one search
 */
export async function countUsers(
  search: <Aggregations>(search: Search) => Promise<Found<Aggregations>>,
  index: string,
  query: Clause,
  spans: readonly Span[],
  most = MOST_EXACT,
): Promise<Users[]> {
  const estimate = async (span: Span): Promise<number> => {
    const { aggregations } = await search<EstimatedUsers['aggregations'] & object>(estimatedUsers(index, query, span));
    return aggregations?.users.value ?? 0;
  };
  const exact = async (part: readonly Span[]) =>
    exactUsersFound(await search<ExactUsers['aggregations'] & object>(exactUsers(index, query, part, most)));
  const counted = new Map<Span, Users>();

  async function count(part: readonly Span[]): Promise<void> {
    const large = part.find(({ conversations }) => conversations > most);
    const about = large ? await estimate(large) : 0;
    // An estimate is a few per cent off at most: well below the limit, the groups can be counted after all.
    const found = about > 0.9 * most ? [null] : await exact(part);
    for (const [place, span] of part.entries()) {
      const users = found[place] ?? null;
      counted.set(span, users === null ? { count: about || (await estimate(span)), estimated: true } : { count: users, estimated: false });
    }
  }
  await Promise.all(inSearches(spans, most).map(count));
  return spans.map((span) => counted.get(span) ?? { count: 0, estimated: false });
}
