import { type Scope } from '../../access/scope.ts';
import { type Range } from '../../time/range.ts';
import { type Cluster } from './cluster.ts';
import { type Dictionary } from './dictionary.ts';
import { botKey } from './found-by.ts';
import { type Clause } from './filters.ts';
import { type Look, SLICE, sliceOf } from './marks.ts';
import { bySlice, type Fill, type Part, searchIn, type Source } from './slice-fill.ts';
import { type Kept, type Slices } from './slices.ts';
import { complete, everyTerm, NO_TERMS, type Terms, WHOLE } from './terms.ts';

/** How a report counts terms. */
export interface Counting<Field extends string = string> extends Source {
  fields: readonly Field[];
  /** Documents that are counted apart. */
  apart?: Clause;
}

/** What was counted: documents, those that are counted apart, and the terms of each field. */
export interface Counted<Field extends string = string> {
  documents: number;
  apart: number;
  terms: Record<Field, Terms>;
}

/** The same of one bot in one slice: terms by their numbers, each followed by its count. */
interface Cell {
  documents: number;
  apart: number;
  terms: Uint32Array[];
}

/** The answer for one bot: its fields are terms. */
type Group = { doc_count: number; apart?: { doc_count: number } } & Record<string, unknown>;
interface Groups {
  slices: { buckets: { key: number; bots: { buckets: (Group & { key: string })[] } }[] };
}

/** What a list costs beside its numbers, bytes. */
const LIST = 250;
/** Different terms; past it everything is forgotten. */
const MOST_TERMS = 1_000_000;

/** Sums up terms of whole slices, which are asked for once, and of the ends of a range. */
export function createSliceTerms(cluster: Cluster, slices: Slices, fill: Fill) {
  /** `null`: a bot has more terms in one slice than one answer holds. */
  async function read(counting: Counting, part: Part, words: Dictionary, signal: AbortSignal): Promise<Kept<Cell>[] | null> {
    const groups = { bots: { terms: { field: 'botKey', size: part.bots.length }, aggs: counted(counting) } };
    const search = searchIn(counting, part.bots, part.range, { aggs: { slices: bySlice(counting.time, groups) } });
    const { aggregations } = await cluster.search<Groups>(search, signal);
    const found = new Map(
      aggregations?.slices.buckets.map(({ key, bots }) => [sliceOf(key), new Map(bots.buckets.map((group) => [group.key, group]))]),
    );
    const cells = part.missing.map(({ bot, slice }) => toCell(counting, found.get(slice)?.get(bot), words));
    // Numbers of a dictionary that was given up mean nothing to whoever comes next.
    if (words !== slices.terms) return null;
    return cells.every((cell) => cell !== null) ? cells.map(kept) : null;
  }

  async function endOf(counting: Counting, scope: Scope, range: Range, words: Dictionary, signal: AbortSignal): Promise<Cell | null> {
    const aggs = { all: { filter: { match_all: {} }, aggs: counted(counting) } };
    const found = await cluster.search<{ all: Group }>(searchIn(counting, scope.bots.map(botKey), range, { aggs }), signal);
    return toCell(counting, found.aggregations?.all, words);
  }

  /** @returns `null` when the range has to be asked for as a whole */
  return async function count<Field extends string>(
    counting: Counting<Field>,
    look: Look,
    scope: Scope,
    { from, to }: Range,
    signal: AbortSignal,
  ): Promise<Counted<Field> | null> {
    const [first, end] = [Math.ceil(from / SLICE), Math.floor(to / SLICE)];
    if (slices.terms.names.length > MOST_TERMS) slices.forget();
    const words = slices.terms;
    const { found, missing } = slices.find(counting.name, look, scope.bots.map(botKey), first, end);
    const reading = {
      ...counting,
      none: kept({ documents: 0, apart: 0, terms: [] }),
      read: (part: Part, limit: AbortSignal) => read(counting, part, words, limit),
    };
    const more = await fill<Cell>(reading, missing, signal);
    if (!more) return null;
    const ends = [
      { from, to: first * SLICE },
      { from: end * SLICE, to },
    ].filter((range) => range.from < range.to);
    const cells = [
      ...(found as Cell[]),
      ...more,
      ...(await Promise.all(ends.map((range) => endOf(counting, scope, range, words, signal)))),
    ];
    return cells.every((cell) => cell !== null) ? sum(counting, cells, words) : null;
  };
}

const counted = ({ fields, apart }: Counting): object => ({
  ...Object.fromEntries(fields.map((field) => [field, everyTerm(field, WHOLE)])),
  ...(apart && { apart: { filter: apart } }),
});

const kept = (value: Cell): Kept<Cell> => ({ value, bytes: value.terms.reduce((bytes, { byteLength }) => bytes + byteLength + LIST, 0) });

function toCell({ fields }: Counting, group: Group | undefined, words: Dictionary): Cell | null {
  const terms = fields.map((field) => (group?.[field] ?? NO_TERMS) as Terms);
  if (!terms.every(complete)) return null;
  return {
    documents: group?.doc_count ?? 0,
    apart: group?.apart?.doc_count ?? 0,
    terms: terms.map(({ buckets }) => Uint32Array.from(buckets.flatMap(({ key, doc_count }) => [words.numberOf(key), doc_count]))),
  };
}

function sum<Field extends string>({ fields }: Counting<Field>, cells: readonly Cell[], words: Dictionary): Counted<Field> {
  const total = (field: 'documents' | 'apart') => cells.reduce((before, cell) => before + cell[field], 0);
  const terms = fields.map((field, place) => [field, add(cells, place, words.names)] as const);
  return { documents: total('documents'), apart: total('apart'), terms: Object.fromEntries(terms) as Record<Field, Terms> };
}

function add(cells: readonly Cell[], place: number, names: readonly string[]): Terms {
  const counts = new Float64Array(names.length);
  for (const { terms } of cells) {
    const pairs = terms[place];
    if (!pairs) continue;
    for (let at = 0; at < pairs.length; at += 2) {
      const number = pairs[at] ?? 0;
      counts[number] = (counts[number] ?? 0) + (pairs[at + 1] ?? 0);
    }
  }
  const buckets: Terms['buckets'] = [];
  counts.forEach((doc_count, number) => {
    if (doc_count > 0) buckets.push({ key: names[number] ?? '', doc_count });
  });
  return { ...NO_TERMS, buckets };
}
