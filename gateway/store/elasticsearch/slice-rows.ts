import { type Scope } from '../../access/scope.ts';
import { type Range } from '../../time/range.ts';
import { type Cluster } from './cluster.ts';
import { createCells } from '../slices/cells.ts';
import { createDictionary } from '../slices/dictionary.ts';
import { type Access, type Fill, type Part } from '../slices/fill.ts';
import { type Look, SLICE, sliceOf } from '../slices/slice.ts';
import { type Kept, type Slices } from '../slices/slices.ts';
import { type UserNumbers } from '../slices/user-numbers.ts';
import { UNFINISHED } from './documents.ts';
import { botKey } from './found-by.ts';
import { engaged } from './filters.ts';
import { type Names } from './names.ts';
import { documentsIn, searchIn, type Source, unlessTooMany } from './slice-searches.ts';

/** Outcomes by their places in a row; the last one is open or abandoned, as the clock says. */
export const OUTCOMES = ['handedOff', 'completed', UNFINISHED] as const;

/** Engaged conversations of one bot in one slice, in columns, by the time of their start. */
export interface Rows {
  length: number;
  /** Start and end of each, epoch milliseconds. */
  times: Float64Array;
  /** Number of messages, times four, and the outcome's place. */
  counts: Uint32Array;
  /** The number of the user of each. */
  users: Uint32Array;
  /** Channel and language, two places in `names` each; 0: none. */
  labels: Uint32Array;
  names: readonly (string | null)[];
}

interface Hit {
  fields: Record<'botKey' | 'person' | 'outcome', [string]> &
    Record<'started' | 'ended' | 'messages', [number]> &
    Partial<Record<'channel' | 'language', [string]>>;
}

const BYTES = 32;
/** What the columns themselves cost. */
const COLUMNS = 1000;
/** Different users; past it everything is forgotten. */
const MOST_USERS = 4_000_000;
/** Hits of one search, as servers hold it. */
const MOST_HITS = 10_000;
const HITS = {
  size: MOST_HITS,
  _source: false,
  stored_fields: '_none_',
  // A user is a number too large for JavaScript's.
  docvalue_fields: ['botKey', 'started', 'ended', 'messages', 'outcome', 'channel', 'language', { field: 'person', format: '0' }],
  sort: ['started'],
};

/** The conversations of a scope in slices of time, which are read once. */
export function createSliceRows(cluster: Cluster, names: Names, slices: Slices, fill: Fill) {
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

  async function read({ bots, range, missing }: Part, people: UserNumbers, signal: AbortSignal): Promise<Kept<Rows>[] | null> {
    const cells = createCells<Hit[]>();
    for (const { bot, slice } of missing) cells.set(bot, slice, []);
    const hits = await unlessTooMany(hitsIn(bots, range, signal));
    if (!hits) return null;
    for (const hit of hits) cells.get(hit.fields.botKey[0], sliceOf(hit.fields.started[0]))?.push(hit);
    // Numbers that were given up mean nothing to whoever comes next.
    return people === slices.users ? missing.map(({ bot, slice }) => toRows(cells.get(bot, slice) ?? [], people)) : null;
  }

  /** @returns `null` when the question has to be asked another way */
  return async function rowsOf(look: Look, scope: Scope, { from, to }: Range, signal: AbortSignal) {
    if (slices.users.count > MOST_USERS) slices.forget();
    const people = slices.users;
    const [first, end] = [Math.floor(from / SLICE), Math.ceil(to / SLICE)];
    const { found, missing } = slices.find(source.name, look, scope.bots.map(botKey), first, end);
    const none = toRows([], people);
    const access: Access<Rows> = { documents: documentsIn(cluster, source), read: (part, limit) => read(part, people, limit) };
    const reading = { name: source.name, none, now: access, behind: access };
    const more = await fill<Rows>(reading, missing, signal);
    return more && { rows: [...(found as Rows[]), ...more], users: people.count };
  };
}

function toRows(hits: readonly Hit[], people: UserNumbers): Kept<Rows> {
  const { length } = hits;
  const labels = createDictionary();
  const rows = {
    length,
    times: new Float64Array(2 * length),
    counts: new Uint32Array(length),
    users: new Uint32Array(length),
    labels: new Uint32Array(2 * length),
  };
  const label = (values?: readonly [string]) => (values ? labels.numberOf(values[0]) + 1 : 0);
  hits.forEach(({ fields: { started, ended, messages, outcome, person, channel, language } }, place) => {
    rows.times.set([started[0], ended[0]], 2 * place);
    rows.counts[place] = 4 * messages[0] + OUTCOMES.indexOf(outcome[0] as (typeof OUTCOMES)[number]);
    rows.users[place] = people.numberOf(BigInt(person[0]));
    rows.labels.set([label(channel), label(language)], 2 * place);
  });
  return { value: { ...rows, names: [null, ...labels.names] }, bytes: BYTES * length + COLUMNS + 100 * labels.names.length };
}
