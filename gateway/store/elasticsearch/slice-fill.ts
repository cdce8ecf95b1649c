import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { type Range } from '../../time/range.ts';
import { type Cluster, type Search } from './cluster.ts';
import { all, type Clause, oneOf } from './filters.ts';
import { SLICE } from './marks.ts';
import { ClusterError, TOO_MANY } from './problems.ts';
import { type Kept, type Missing, type Slices } from './slices.ts';

/** The documents that a report looks at, and the moment they belong to. */
export interface Source {
  name: string;
  index: (range: Range) => string;
  time: 'started' | 'timestamp';
  documents: readonly Clause[];
}

/** What one search reads: bots in slices side by side. */
export interface Part {
  bots: string[];
  range: Range;
  missing: Missing[];
}

/** How a report reads what it keeps. */
export interface Reading<Value> extends Source {
  /** Of each that is missing, in their order; `null`: it is too much for one answer. */
  read: (part: Part, signal: AbortSignal) => Promise<Kept<Value>[] | null>;
  /** Where there is nothing. */
  none: Kept<Value>;
}

/** Bots and documents of one search, as long as there is more than one slice: each brings rows, and servers hold all of one search to 65,535. */
const MOST_BOTS = 50;
const MOST_DOCUMENTS = 4_000;
/** Documents that an asker waits for; more are read while the question is asked the usual way. */
const MOST_NOW = 50_000;
/** Searches at once, of one who waits, and of all that nobody waits for: servers have few cores. */
const AT_ONCE = 4;
const BEHIND = 2;

/** Reads what is not known of slices, and keeps it. */
export function createFill(cluster: Cluster, slices: Slices) {
  const closing = new AbortController();
  /** Until when nothing more is read beside a question, by report. */
  const restsUntil = new Map<string, number>();
  const atOnceBehind = pLimit(BEHIND);

  async function readAll<Value>(
    reading: Reading<Value>,
    parts: readonly Part[],
    signal: AbortSignal,
    atOnce = pLimit(AT_ONCE),
  ): Promise<Value[] | null> {
    // All searches of a question end with it, and there are more of them than Node thinks likely.
    setMaxListeners(100, signal);
    const read = async (part: Part): Promise<Value[] | null> => {
      const kept = await reading.read(part, signal).catch((error: unknown) => {
        if (error instanceof ClusterError && error.type === TOO_MANY) return null;
        throw error;
      });
      return kept && part.missing.flatMap((each, place) => slices.keep(reading.name, each, kept[place] ?? reading.none));
    };
    const values = await Promise.all(parts.map((part) => atOnce(read, part)));
    return values.includes(null) ? null : values.flatMap((part) => part ?? []);
  }

  async function readBehind<Value>(reading: Reading<Value>, parts: readonly Part[]): Promise<void> {
    const started = performance.now();
    restsUntil.set(reading.name, Infinity);
    // What fails is tried again when somebody asks again.
    await readAll(reading, parts, closing.signal, atOnceBehind).catch(() => undefined);
    // Where there is no room for all that is asked for, it must not be read all the time.
    const ended = performance.now();
    restsUntil.set(reading.name, ended + (ended - started));
  }

  return {
    /** The values of all that is missing; `null`: the question has to be asked another way. */
    fill: async <Value>(reading: Reading<Value>, missing: readonly Missing[], signal: AbortSignal): Promise<Value[] | null> => {
      if (missing.length === 0) return [];
      const documents = await documentsIn(cluster, reading, missing, signal);
      const empty = missing.filter(({ slice }) => !documents.has(slice)).map((each) => slices.keep(reading.name, each, reading.none));
      const parts = partsOf(missing, documents);
      if (sum(documents.values()) <= MOST_NOW) {
        const values = await readAll(reading, parts, signal);
        return values && [...empty, ...values];
      }
      if (performance.now() >= (restsUntil.get(reading.name) ?? 0)) void readBehind(reading, parts);
      return null;
    },
    close: (): void => closing.abort(),
  };
}

export type Fill = ReturnType<typeof createFill>['fill'];

/** Bots and a range as a search of a source. */
export function searchIn({ index, time, documents }: Source, bots: readonly string[], range: Range, body: object): Search {
  const query = all([...documents, oneOf('botKey', bots), { range: { [time]: { gte: range.from, lt: range.to } } }]);
  return { index: index(range), only: ['aggregations', 'hits.hits.fields'], body: { size: 0, track_total_hits: false, query, ...body } };
}

/** Documents slice by slice, by the starts of the slices. */
export const bySlice = (time: string, aggs?: object): object => ({
  histogram: { field: time, interval: SLICE, min_doc_count: 1 },
  ...(aggs && { aggs }),
});

async function documentsIn(
  cluster: Cluster,
  source: Source,
  missing: readonly Missing[],
  signal: AbortSignal,
): Promise<Map<number, number>> {
  const { bots, range } = partOf(missing);
  // The slice of now, mostly: it is read in one search anyway.
  if (range.to - range.from === SLICE) return new Map([[range.from / SLICE, 1]]);
  const { aggregations } = await cluster.search<{ slices: { buckets: { key: number; doc_count: number }[] } }>(
    searchIn(source, bots, range, { aggs: { slices: bySlice(source.time) } }),
    signal,
  );
  const asked = new Set(missing.map(({ slice }) => slice));
  const found = (aggregations?.slices.buckets ?? []).map(({ key, doc_count }) => [Math.round(key / SLICE), doc_count] as const);
  return new Map(found.filter(([slice]) => asked.has(slice)));
}

/** What is missing, in searches of a size that servers take. */
function partsOf(missing: readonly Missing[], documents: ReadonlyMap<number, number>): Part[] {
  const bots = [...new Set(missing.map(({ bot }) => bot))];
  const chunks = new Map(bots.map((bot, place) => [bot, Math.floor(place / MOST_BOTS)]));
  const parts: Missing[][] = [];
  for (let chunk = 0; chunk * MOST_BOTS < bots.length; chunk++) {
    let [slice, taken] = [NaN, Infinity];
    for (const each of missing) {
      const own = documents.get(each.slice) ?? 0;
      if (own === 0 || chunks.get(each.bot) !== chunk) continue;
      if (each.slice !== slice) taken += own;
      slice = each.slice;
      if (taken > Math.max(own, MOST_DOCUMENTS)) {
        parts.push([]);
        taken = own;
      }
      parts.at(-1)?.push(each);
    }
  }
  return parts.map(partOf);
}

function partOf(missing: readonly Missing[]): Part {
  const numbers = missing.map(({ slice }) => slice);
  const [first, last] = numbers.reduce(([low, high], slice) => [Math.min(low, slice), Math.max(high, slice)], [Infinity, -Infinity]);
  return {
    bots: [...new Set(missing.map(({ bot }) => bot))],
    range: { from: first * SLICE, to: (last + 1) * SLICE },
    missing: [...missing],
  };
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((before, number) => before + number, 0);
