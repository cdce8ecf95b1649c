import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { type Range } from '../../time/range.ts';
import { SLICE } from './slice.ts';
import { type Kept, type Missing, type Slices } from './slices.ts';

/** What is read at once: bots in slices side by side. */
export interface Part {
  bots: string[];
  range: Range;
  missing: Missing[];
}

/** How values are read. */
export interface Access<Value> {
  /** How many documents there are, by slice; about as many will do. */
  documents: (missing: Part, signal: AbortSignal) => Promise<ReadonlyMap<number, number>>;
  /** Of each that is missing, in their order; `null`: it is too much for one answer. */
  read: (part: Part, signal: AbortSignal) => Promise<Kept<Value>[] | null>;
}

/** How a report reads what it keeps. */
export interface Reading<Value> {
  name: string;
  /** While a question waits for it. */
  now: Access<Value>;
  /** When nobody waits for it, and the question may be over. */
  behind: Access<Value>;
  /** Where there is nothing. */
  none: Kept<Value>;
  /** Documents of one question that there is room for; absent: any number. */
  most?: number;
}

interface Limits {
  /** Documents that an asker waits for; more are read after the question was asked the usual way. */
  now: number;
  /** Milliseconds that a question has for itself before they are. */
  pause: number;
  /** Reads at once, of one who waits, and of all that nobody waits for. */
  atOnce: number;
  behind: number;
}

/** Bots in slices that an asker waits for: more hold more documents than that, or the usual way is as fast. */
const MOST_MISSING = 1_000;
/** Bots and documents of one read, as long as there is more than one slice: each brings rows, and servers hold all of one search to 65,535. */
const MOST_BOTS = 50;
const MOST_DOCUMENTS = 4_000;

/** Reads what is not known of slices, and keeps it. */
export function createFill(slices: Slices, limits: Limits) {
  const closing = new AbortController();
  /** Until when nothing more is read behind a question, by report. */
  const restsUntil = new Map<string, number>();
  const atOnceBehind = pLimit(limits.behind);

  async function readAll<Value>(
    { name, none }: Reading<Value>,
    { read }: Access<Value>,
    missing: readonly Missing[],
    documents: ReadonlyMap<number, number>,
    signal: AbortSignal,
    atOnce = pLimit(limits.atOnce),
  ): Promise<Value[] | null> {
    // All reads of a question end with it, and there are more of them than Node thinks likely.
    setMaxListeners(100, signal);
    const keep = async (part: Part): Promise<Value[] | null> => {
      const kept = await read(part, signal);
      return kept && part.missing.map((each, place) => slices.keep(name, each, kept[place] ?? none));
    };
    const empty = missing.filter(({ slice }) => !documents.has(slice)).map((each) => slices.keep(name, each, none));
    const values = await Promise.all(partsOf(missing, documents).map((part) => atOnce(keep, part)));
    return values.includes(null) ? null : [...empty, ...values.flatMap((part) => part ?? [])];
  }

  async function readBehind<Value>(reading: Reading<Value>, missing: readonly Missing[]): Promise<void> {
    restsUntil.set(reading.name, Infinity);
    const { signal } = closing;
    let spent = 0;
    const behind: Access<Value> = {
      ...reading.behind,
      // Not how long it waits for others to have read what is theirs.
      async read(part, limit) {
        const begun = performance.now();
        return reading.behind.read(part, limit).finally(() => (spent += performance.now() - begun));
      },
    };
    // What fails is tried again when somebody asks again.
    await sleep(limits.pause, null, { signal, ref: false })
      .then(() => documentsIn(behind, missing, signal))
      .then((documents) => (hasRoom(reading, documents) ? readAll(reading, behind, missing, documents, signal, atOnceBehind) : null))
      .catch(() => undefined);
    // Where there is no room for all that is asked for, it must not be read all the time.
    restsUntil.set(reading.name, performance.now() + spent);
  }

  return {
    /** The values of all that is missing; `null`: the question has to be asked another way. */
    fill: async <Value>(reading: Reading<Value>, missing: readonly Missing[], signal: AbortSignal): Promise<Value[] | null> => {
      if (missing.length === 0) return [];
      if (missing.length <= MOST_MISSING) {
        const documents = await documentsIn(reading.now, missing, signal);
        if (sum(documents.values()) <= limits.now) return readAll(reading, reading.now, missing, documents, signal);
      }
      if (performance.now() >= (restsUntil.get(reading.name) ?? 0)) void readBehind(reading, missing);
      return null;
    },
    close: (): void => closing.abort(),
  };
}

export type Fill = ReturnType<typeof createFill>['fill'];

async function documentsIn<Value>(
  access: Access<Value>,
  missing: readonly Missing[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, number>> {
  const whole = partOf(missing);
  // The slice of now, mostly: it is read at once anyway.
  if (whole.range.to - whole.range.from === SLICE) return new Map([[whole.range.from / SLICE, 1]]);
  const asked = new Set(missing.map(({ slice }) => slice));
  return new Map([...(await access.documents(whole, signal))].filter(([slice]) => asked.has(slice)));
}
/** What is missing, in reads of a size that servers take. */
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

const hasRoom = <Value>({ most = Infinity }: Reading<Value>, documents: ReadonlyMap<number, number>): boolean =>
  sum(documents.values()) <= most;

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((before, number) => before + number, 0);
