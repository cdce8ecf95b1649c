import { type Range } from '../../time/range.ts';
import { type Part } from '../slices/fill.ts';
import { SLICE } from '../slices/slice.ts';
import { type Cluster, type Search } from './cluster.ts';
import { all, any, type Clause, oneOf } from './filters.ts';
import { ClusterError, TOO_MANY } from './problems.ts';

/** The documents that a report looks at, and the moment they belong to. */
export interface Source {
  name: string;
  index: (range: Range) => string;
  time: 'started' | 'timestamp';
  documents: readonly Clause[];
}

/** Bots and ranges, which do not overlap, as one search of a source. */
export function searchIn({ index, time, documents }: Source, bots: readonly string[], ranges: readonly Range[], body: object): Search {
  const within = ranges.map(({ from, to }) => ({ range: { [time]: { gte: from, lt: to } } }));
  const query = all([...documents, oneOf('botKey', bots), any(within)]);
  const indices = new Set(ranges.flatMap((range) => index(range).split(',')));
  return {
    index: [...indices].join(','),
    only: ['aggregations', 'hits.hits.fields'],
    body: { size: 0, track_total_hits: false, query, ...body },
  };
}

/** Documents slice by slice, by the starts of the slices. */
export const bySlice = (time: string, aggs?: object): object => ({
  histogram: { field: time, interval: SLICE, min_doc_count: 1 },
  ...(aggs && { aggs }),
});

/** How many documents of a source there are in each slice. */
export const documentsIn =
  (cluster: Cluster, source: Source) =>
  async ({ bots, range }: Part, signal: AbortSignal): Promise<Map<number, number>> => {
    const { aggregations } = await cluster.search<{ slices: { buckets: { key: number; doc_count: number }[] } }>(
      searchIn(source, bots, [range], { aggs: { slices: bySlice(source.time) } }),
      signal,
    );
    return new Map(aggregations?.slices.buckets.map(({ key, doc_count }) => [Math.round(key / SLICE), doc_count]));
  };

/** `null` where the server says that it is too much for one answer. */
export async function unlessTooMany<Found>(found: Promise<Found>): Promise<Found | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof ClusterError && error.type === TOO_MANY) return null;
    throw error;
  }
}
