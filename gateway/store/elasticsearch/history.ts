import { type Cluster } from './cluster.ts';
import { TIEBREAK } from './flavour.ts';
import { ClusterError } from './problems.ts';

export interface HistoryDocument {
  id: string;
  index: string;
  source: unknown;
  /** The time field as RFC 3339 in milliseconds, where the index knows it for a date. */
  time?: string | undefined;
}

export interface HistoryPage {
  documents: HistoryDocument[];
  /** Of the last document: what to go on from. Documents of the same time may come again. */
  position: string | number;
  /** Documents from where this reading began, on its first page. */
  total?: number | undefined;
}

export interface HistoryAsked {
  index: string;
  timeField: string;
  query?: Record<string, unknown> | undefined;
  /** Where an earlier reading stopped. */
  after?: string | number | undefined;
}

/** An index of anybody's, read in the order of a time field. */
export interface History {
  /**
   * Hands on one page after the other, from one point in time; `onPage` says how many documents it wants next.
   *
   * @throws Problem `store-unavailable` when the cluster cannot, and `ClusterError` when it will not
   */
  read(asked: HistoryAsked, size: number, onPage: (page: HistoryPage) => Promise<number>): Promise<void>;
  /** Documents without the time field. */
  undated(asked: HistoryAsked): Promise<number>;
}

/** Kinds of field whose order is that of time. */
const DATES = new Set(['date', 'date_nanos']);
/** How a date is read and written here, whatever format an index has for it. */
const RFC_3339 = 'strict_date_time';
const SORTABLE = new Set([...DATES, 'long', 'integer', 'unsigned_long', 'double', 'float', 'keyword']);

export function createHistory(cluster: Cluster): History {
  /** @throws Error with a sentence for the operator */
  async function kindOf({ index, timeField }: HistoryAsked): Promise<{ isDate: boolean }> {
    const answer = await cluster
      .send<{ fields: Record<string, Record<string, unknown>> }>({
        method: 'GET',
        path: `/${encodeURIComponent(index)}/_field_caps`,
        querystring: { fields: timeField },
      })
      .catch((error: unknown) => {
        if (error instanceof ClusterError && error.status === 404) throw new Error(`There is no index ${index}.`, { cause: error });
        throw error;
      });
    const kinds = Object.keys(answer.fields[timeField] ?? {}).filter((kind) => kind !== 'unmapped');
    const odd = kinds.find((kind) => !SORTABLE.has(kind));
    if (kinds.length === 0) throw new Error(`${index} has no field ${timeField}.`);
    if (odd !== undefined)
      throw new Error(`${timeField} is of the kind ${odd} in ${index}, which has no order: name a date, a number or a keyword.`);
    return { isDate: kinds.every((kind) => DATES.has(kind)) };
  }

  const where = (query: object | undefined, ...filters: object[]) => ({ bool: { filter: [...(query ? [query] : []), ...filters] } });

  return {
    async read(asked, size, onPage) {
      const { timeField, after, query } = asked;
      const { isDate } = await kindOf(asked);
      const body = {
        query: where(
          query,
          { exists: { field: timeField } },
          ...(after === undefined ? [] : [{ range: { [timeField]: { gte: after, ...(isDate && { format: RFC_3339 }) } } }]),
        ),
        // In milliseconds also where an index keeps nanoseconds, which a number of JSON cannot.
        sort: [{ [timeField]: { order: 'asc', ...(isDate && { numeric_type: 'date' }) } }, { [TIEBREAK[cluster.flavour]]: 'asc' }],
        ...(isDate && { fields: [{ field: timeField, format: RFC_3339 }] }),
      };
      await cluster.atOnce(encodeURIComponent(asked.index), async (search) => {
        let last: unknown[] | undefined;
        let wanted = size;
        for (;;) {
          const paged = { ...body, size: wanted, ...(last ? { search_after: last } : { track_total_hits: true }) };
          const found = await search({ index: asked.index, body: paged });
          const hits = found.hits.hits as unknown as Hit[];
          last = hits.at(-1)?.sort;
          if (last === undefined) return;
          const documents = hits.map(({ _id, _index, _source, fields }) => ({
            id: _id,
            index: _index,
            source: _source,
            time: fields?.[timeField]?.length === 1 ? String(fields[timeField][0]) : undefined,
          }));
          // Of several times a document is sorted by the first, which only the sort value tells.
          const position = documents.at(-1)?.time ?? (last[0] as string | number);
          wanted = await onPage({ documents, position, total: found.hits.total?.value });
        }
      });
    },
    async undated({ index, timeField, query }) {
      const missing = { bool: { must_not: { exists: { field: timeField } } } };
      const found = await cluster.search({
        index: encodeURIComponent(index),
        body: { size: 0, track_total_hits: true, query: where(query, missing) },
      });
      return found.hits.total?.value ?? 0;
    },
  };
}

interface Hit {
  _id: string;
  _index: string;
  _source: unknown;
  fields?: Record<string, unknown[]>;
  sort: unknown[];
}
