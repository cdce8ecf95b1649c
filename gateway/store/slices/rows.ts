import { type Filter } from '../store.ts';
import { createDictionary } from './dictionary.ts';
import { type Kept } from './slices.ts';

/** Outcomes by their places in a row; the last one is open or abandoned, as the clock says. */
export const OUTCOMES = ['handedOff', 'completed', 'unfinished'] as const;

/** An engaged conversation, as trends count it. */
export interface Row {
  /** Epoch milliseconds. */
  started: number;
  ended: number;
  messages: number;
  outcome: (typeof OUTCOMES)[number];
  /** Two halves of a hash of (business, user), 32 bits each. */
  user: readonly [number, number];
  channel: string | null;
  language: string | null;
}

/** Those of one bot that start in one slice, in columns. */
export interface Rows {
  slice: number;
  length: number;
  started: Float64Array;
  ended: Float64Array;
  /** Number of messages, times four, and the outcome's place. */
  counts: Uint32Array;
  /** Two halves of the hash of each one's user. */
  users: Uint32Array;
  /** Channel and language, two places in `names` each. */
  labels: Uint32Array;
  names: readonly (string | null)[];
}

const BYTES = 36;
/** What the columns themselves cost. */
const COLUMNS = 1_000;
const NAME = 100;

/** @param slice - where they start */
export function toRows(slice: number, all: readonly Row[]): Kept<Rows> {
  const { length } = all;
  const labels = createDictionary();
  const label = (name: string | null) => (name === null ? 0 : labels.numberOf(name) + 1);
  const rows = columns(slice, length);
  all.forEach(({ started, ended, messages, outcome, user, channel, language }, place) => {
    rows.started[place] = started;
    rows.ended[place] = ended;
    rows.counts[place] = 4 * messages + OUTCOMES.indexOf(outcome);
    rows.users.set(user, 2 * place);
    rows.labels.set([label(channel), label(language)], 2 * place);
  });
  return { value: { ...rows, names: [null, ...labels.names] }, bytes: BYTES * length + COLUMNS + NAME * labels.names.length };
}

export const NO_ROWS: Kept<Rows> = toRows(NaN, []);

/** Those with one of the labels asked for. */
export function labelled(rows: Rows, { channels, languages }: Pick<Filter, 'channels' | 'languages'>): Rows {
  const [inChannel, inLanguage] = [rows.names.map(among(channels)), rows.names.map(among(languages))];
  const places: number[] = [];
  for (let row = 0; row < rows.length; row++)
    if (inChannel[rows.labels[2 * row] ?? 0] && inLanguage[rows.labels[2 * row + 1] ?? 0]) places.push(row);
  const picked = columns(rows.slice, places.length);
  places.forEach((from, to) => {
    for (const column of ['started', 'ended', 'counts'] as const) picked[column][to] = rows[column][from] ?? 0;
    for (const column of ['users', 'labels'] as const) picked[column].set(rows[column].subarray(2 * from, 2 * from + 2), 2 * to);
  });
  return { ...picked, names: rows.names };
}

function columns(slice: number, length: number): Omit<Rows, 'names'> {
  return {
    slice,
    length,
    started: new Float64Array(length),
    ended: new Float64Array(length),
    counts: new Uint32Array(length),
    users: new Uint32Array(2 * length),
    labels: new Uint32Array(2 * length),
  };
}

const among =
  (asked: readonly string[] | undefined) =>
  (label: string | null): boolean =>
    !asked || (label !== null && asked.includes(label));
