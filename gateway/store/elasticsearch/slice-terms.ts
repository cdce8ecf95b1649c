import { type CellCounts } from '../slices/counted.ts';
import { type CellAccess, type CellReader } from '../slices/term-counter.ts';
import { type Dictionary } from '../slices/dictionary.ts';
import { sliceOf } from '../slices/slice.ts';
import { type Cluster } from './cluster.ts';
import { type Clause } from './filters.ts';
import { bySlice, documentsIn, searchIn, type Source, unlessTooMany } from './slice-searches.ts';
import { complete, everyTerm, NO_TERMS, type Terms, WHOLE } from './terms.ts';

/** How a report counts terms. */
export interface Counting<Field extends string = string> extends Source {
  fields: readonly Field[];
  /** Documents that are counted apart. */
  apart?: Clause;
}

/** The answer for one bot: its fields are terms. */
type Group = { doc_count: number; apart?: { doc_count: number } } & Record<string, unknown>;
interface Groups {
  slices: { buckets: { key: number; bots: { buckets: (Group & { key: string })[] } }[] };
}

/** @param bots - of the ends of a range */
export function readingTerms<Field extends string>(
  cluster: Cluster,
  counting: Counting<Field>,
  bots: readonly string[],
): CellReader<Field> {
  const read: CellAccess['read'] = async (part, terms, signal) => {
    const groups = { bots: { terms: { field: 'botKey', size: part.bots.length }, aggs: counted(counting) } };
    const search = searchIn(counting, part.bots, [part.range], { aggs: { slices: bySlice(counting.time, groups) } });
    const answer = await unlessTooMany(cluster.search<Groups>(search, signal));
    if (!answer) return null;
    const found = new Map(
      answer.aggregations?.slices.buckets.map(({ key, bots }) => [sliceOf(key), new Map(bots.buckets.map((group) => [group.key, group]))]),
    );
    return allOf(part.missing.map(({ bot, slice }) => toCell(counting, found.get(slice)?.get(bot), terms)));
  };
  const access = { documents: documentsIn(cluster, counting), read };
  return {
    name: counting.name,
    fields: counting.fields,
    now: access,
    behind: access,
    async ends(ranges, terms, signal) {
      if (ranges.length === 0) return [];
      const aggs = { all: { filter: { match_all: {} }, aggs: counted(counting) } };
      const found = await cluster.search<{ all: Group }>(searchIn(counting, bots, ranges, { aggs }), signal);
      return allOf([toCell(counting, found.aggregations?.all, terms)]);
    },
  };
}

const allOf = (cells: readonly (CellCounts | null)[]): readonly CellCounts[] | null =>
  cells.every((cell) => cell !== null) ? cells : null;

const counted = ({ fields, apart }: Counting): object => ({
  ...Object.fromEntries(fields.map((field) => [field, everyTerm(field, WHOLE)])),
  ...(apart && { apart: { filter: apart } }),
});

/** `null`: there are more terms than one answer holds. */
function toCell({ fields }: Counting, group: Group | undefined, names: Dictionary): CellCounts | null {
  const terms = fields.map((field) => (group?.[field] ?? NO_TERMS) as Terms);
  if (!terms.every(complete)) return null;
  return {
    documents: group?.doc_count ?? 0,
    apart: group?.apart?.doc_count ?? 0,
    terms: terms.map(({ buckets }) => Uint32Array.from(buckets.flatMap(({ key, doc_count }) => [names.numberOf(key), doc_count]))),
  };
}
