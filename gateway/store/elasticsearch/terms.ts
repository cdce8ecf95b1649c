/** The answer to a terms aggregation. */
export interface Terms {
  buckets: { key: string; doc_count: number; doc_count_error_upper_bound?: number }[];
  sum_other_doc_count: number;
  doc_count_error_upper_bound: number;
}

export const NO_TERMS: Terms = { buckets: [], sum_other_doc_count: 0, doc_count_error_upper_bound: 0 };

/** Terms of one answer; servers hold all of one search to 65,535. */
const MOST_TERMS = 20_000;

/** One of so many parts of the terms, by their hash. */
export type Part = readonly [part: number, of: number];

export const WHOLE: Part = [0, 1];

/** All terms of a field, or a part of them. */
export function everyTerm(field: string, [part, parts]: Part): object {
  return {
    terms: {
      field,
      size: MOST_TERMS,
      ...(parts > 1 && { include: { partition: part, num_partitions: parts } }),
    },
  };
}

/** Whether an answer holds every term, and so counts each of them exactly. */
export const complete = (terms: Terms): boolean => terms.sum_other_doc_count === 0 && terms.doc_count_error_upper_bound === 0;

/** Parts that terms are asked in at most: past it a question is given up. */
const MOST_PARTS = 1024;

/**
 * Asks for all terms at once, and in ever smaller parts when they are too many for one answer.
 *
 * @param ask - answers `null` when the part was too large
 * @param first - in how many parts to ask first
 */
export async function inParts<Row>(ask: (part: Part) => Promise<Row[] | null>, first = 1): Promise<Row[]> {
  for (let parts = first; parts <= MOST_PARTS; parts *= 8) {
    const rows: Row[] = [];
    let whole = true;
    for (let part = 0; part < parts && whole; part++) {
      const found = await ask([part, parts]);
      whole = found !== null;
      rows.push(...(found ?? []));
    }
    if (whole) return rows;
  }
  throw new Error('There are more different names than can be counted.');
}
