import { type Range } from '../../time/range.ts';
import { createCells } from '../slices/cells.ts';
import { type Access, type Part } from '../slices/fill.ts';
import { type Row, type Rows, toRows } from '../slices/rows.ts';
import { sliceOf } from '../slices/slice.ts';
import { type Kept } from '../slices/slices.ts';
import { type RowReader } from '../slices/trends-counter.ts';
import { type Cluster } from './cluster.ts';
import { engaged } from './filters.ts';
import { type Names } from './names.ts';
import { documentsIn, searchIn, type Source, unlessTooMany } from './slice-searches.ts';

interface Hit {
  fields: Record<'botKey' | 'person', [string]> &
    Record<'outcome', [Row['outcome']]> &
    Record<'started' | 'ended' | 'messages', [number]> &
    Partial<Record<'channel' | 'language', [string]>>;
}

/** Hits of one search, as servers hold it. */
const MOST_HITS = 10_000;
const HITS = {
  size: MOST_HITS,
  _source: false,
  stored_fields: '_none_',
  // A user is a number too large for JavaScript's.
  docvalue_fields: ['botKey', 'started', 'ended', 'messages', 'outcome', 'channel', 'language', { field: 'person', format: '0' }],
};

/** The conversations of bots in slices of time. */
export function readingRows(cluster: Cluster, names: Names): RowReader {
  const source: Source = { name: 'rows', index: () => names.conversations, time: 'started', documents: [engaged] };

  /** All hits of a span, in halves of it when they are too many for one answer. */
  async function hitsIn(bots: readonly string[], range: Range, signal: AbortSignal): Promise<Hit[]> {
    const found: { hits?: { hits?: unknown[] } } = await cluster.search(searchIn(source, bots, [range], HITS), signal);
    const hits = (found.hits?.hits ?? []) as Hit[];
    if (hits.length < MOST_HITS) return hits;
    const middle = Math.floor((range.from + range.to) / 2);
    if (middle === range.from) throw new Error('More conversations start in one millisecond than can be read.');
    return [...(await hitsIn(bots, { ...range, to: middle }, signal)), ...(await hitsIn(bots, { ...range, from: middle }, signal))];
  }

  async function read({ bots, range, missing }: Part, signal: AbortSignal): Promise<Kept<Rows>[] | null> {
    const cells = createCells<Row[]>();
    for (const { bot, slice } of missing) cells.set(bot, slice, []);
    const hits = await unlessTooMany(hitsIn(bots, range, signal));
    for (const { fields } of hits ?? []) cells.get(fields.botKey[0], sliceOf(fields.started[0]))?.push(toRow(fields));
    return hits && missing.map(({ bot, slice }) => toRows(slice, cells.get(bot, slice) ?? []));
  }

  const access: Access<Rows> = { documents: documentsIn(cluster, source), read };
  return { now: access, behind: access };
}

function toRow({ started, ended, messages, outcome, person, channel, language }: Hit['fields']): Row {
  const user = BigInt(person[0]);
  return {
    started: started[0],
    ended: ended[0],
    messages: messages[0],
    outcome: outcome[0],
    user: [Number(user & 0xffffffffn), Number(user >> 32n)],
    channel: channel?.[0] ?? null,
    language: language?.[0] ?? null,
  };
}
