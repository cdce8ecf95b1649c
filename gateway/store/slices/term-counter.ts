import { type Range } from '../../time/range.ts';
import { type CellCounts, type Counted, kept, NOTHING, sumCells } from './counted.ts';
import { type Dictionary } from './dictionary.ts';
import { type Access, type Fill, type Part } from './fill.ts';
import { type Look, SLICE } from './slice.ts';
import { type Slices } from './slices.ts';

type Cells = Promise<readonly CellCounts[] | null>;

/** {@link Access} to cells, whose terms have numbers of a dictionary. */
export interface CellAccess {
  documents: Access<CellCounts>['documents'];
  read: (part: Part, terms: Dictionary, signal: AbortSignal) => Cells;
}

/** How a report counts terms in a store. */
export interface CellReader<Field extends string = string> {
  name: string;
  fields: readonly Field[];
  now: CellAccess;
  behind: CellAccess;
  /** What is in these ranges, in as many cells as it likes; `null`: too much. */
  ends: (ranges: readonly Range[], terms: Dictionary, signal: AbortSignal) => Cells;
}

/** Different terms; past it everything is forgotten. */
const MOST_TERMS = 1_000_000;

/** Sums up terms of whole slices, which are read once, and of the ends of a range. */
export function createTermCounter(slices: Slices, fill: Fill) {
  /** @returns `null` when the range has to be asked for as a whole */
  return async function count<Field extends string>(
    reader: CellReader<Field>,
    look: Look,
    bots: readonly string[],
    { from, to }: Range,
    signal: AbortSignal,
  ): Promise<Counted<Field> | null> {
    const [first, end] = [Math.ceil(from / SLICE), Math.floor(to / SLICE)];
    if (slices.terms.names.length > MOST_TERMS) slices.forget();
    const { terms } = slices;
    const { found, missing } = slices.find(reader.name, look, bots, first, end);
    const keeping = ({ documents, read }: CellAccess): Access<CellCounts> => ({
      documents,
      async read(part, limit) {
        const cells = await read(part, terms, limit);
        // Numbers of a dictionary that was given up mean nothing to whoever comes next.
        return terms === slices.terms ? (cells?.map(kept) ?? null) : null;
      },
    });
    const reading = { name: reader.name, now: keeping(reader.now), behind: keeping(reader.behind), none: kept(NOTHING) };
    const more = await fill<CellCounts>(reading, missing, signal);
    if (!more) return null;
    const ragged = [
      { from, to: first * SLICE },
      { from: end * SLICE, to },
    ].filter((range) => range.from < range.to);
    const ends = await reader.ends(ragged, terms, signal);
    return ends && sumCells(reader.fields, [...(found as CellCounts[]), ...more, ...ends], terms.names);
  };
}
