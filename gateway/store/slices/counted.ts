import { type Kept } from './slices.ts';

/** What was counted of one bot in one slice: documents, those that are counted apart, and for each field the numbers of its terms, each followed by its count. */
export interface CellCounts {
  documents: number;
  apart: number;
  terms: Uint32Array[];
}

/** How often each term was counted, by its number. */
export interface TermCounts {
  names: readonly string[];
  counts: Float64Array;
}

/** The same of many. */
export interface Counted<Field extends string = string> {
  documents: number;
  apart: number;
  terms: Record<Field, TermCounts>;
}

/** What a list costs beside its numbers, bytes. */
const LIST = 250;

export const NOTHING: CellCounts = { documents: 0, apart: 0, terms: [] };

export const kept = (value: CellCounts): Kept<CellCounts> => ({
  value,
  bytes: value.terms.reduce((bytes, { byteLength }) => bytes + byteLength + LIST, 0),
});

export function sumCells<Field extends string>(
  fields: readonly Field[],
  cells: readonly CellCounts[],
  names: readonly string[],
): Counted<Field> {
  const total = (field: 'documents' | 'apart') => cells.reduce((before, cell) => before + cell[field], 0);
  const terms = fields.map((field, place) => [field, { names, counts: add(cells, place, names.length) }] as const);
  return { documents: total('documents'), apart: total('apart'), terms: Object.fromEntries(terms) as Record<Field, TermCounts> };
}

function add(cells: readonly CellCounts[], place: number, length: number): Float64Array {
  const counts = new Float64Array(length);
  for (const { terms } of cells) {
    const pairs = terms[place];
    if (!pairs) continue;
    for (let at = 0; at < pairs.length; at += 2) {
      const number = pairs[at] ?? 0;
      counts[number] = (counts[number] ?? 0) + (pairs[at + 1] ?? 0);
    }
  }
  return counts;
}

/** Those that were counted at all. */
export function* counted({ names, counts }: TermCounts): Generator<{ name: string; number: number; count: number }> {
  for (let number = 0; number < counts.length; number++) {
    const count = counts[number] ?? 0;
    if (count > 0) yield { name: names[number] ?? '', number, count };
  }
}
