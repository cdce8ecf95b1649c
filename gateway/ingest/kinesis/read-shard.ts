import { setTimeout as sleep } from 'node:timers/promises';
import { END, type Position } from '../../cache/leases.ts';
import { type Start, type Stream, type StreamRecord } from './stream.ts';
import { type TakeRecords } from './take-records.ts';
import { NotStored, type Troubles } from './troubles.ts';

export interface ReadShardParts {
  stream: Stream;
  takeRecords: TakeRecords;
  /** Where a shard of which nothing is stored begins. */
  begin: Start;
  record: (shard: string, position: Position) => Promise<void>;
  troubles: Troubles;
  /** Lets work through as soon as there is room for what it holds. */
  turn: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** How long the stream keeps its records, milliseconds. */
  retention: () => number;
  /** The shard, or a place in it, was not found: perhaps the stream is another one by now. */
  lost: () => void;
}

/** A shard that is being read. */
export interface Reader {
  /** All up to it is stored. */
  position(): Position | null;
  /** The newest that there was had been read when it was last asked for. */
  atTip(): boolean;
  /** How far it is behind the newest record, milliseconds. */
  behind(): number;
  /** How long the oldest record that is known to wait has waited, milliseconds. */
  waiting(): number;
  /** Finishes what it holds. */
  stop(): void;
  /** Resolves when it holds nothing any more, because it was stopped or the shard is at its {@link END}. */
  ended: Promise<void>;
}

/** Milliseconds from one call to the next: Kinesis allows five a second and shard, for all who read it. */
const PACE = 250;
/** Milliseconds until it is asked again whether there is something new. */
const POLL = 1000;
/** Milliseconds of waiting after a failure: at first, at most, and at most where Kinesis asks for no more than patience. */
const [WAIT, LONGEST_WAIT, LONGEST_PATIENCE] = [250, 30_000, 4000];

/** Reads a shard on from a position: one batch after the other, each recorded when it is stored, so that no more than one is held. */
export function readShard(shard: string, from: Position | null, parts: ReadShardParts): Reader {
  const { stream, takeRecords, record, troubles, turn, retention } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const isStopping = () => signal.aborted;
  let position = from;
  let begin = parts.begin;
  let iterator: string | null = null;
  let tip = false;
  /** What Kinesis last said of how far behind this is, and when. */
  let behind = { millis: 0, at: performance.now() };
  /** When Kinesis took the first record that was read and is not stored. */
  let held: number | null = null;
  let failures = 0;

  async function run(): Promise<void> {
    while (!isStopping() && position !== END) {
      const started = performance.now();
      try {
        const more = await turn(readOnce);
        failures = 0;
        troubles.over(shard);
        if (position !== END) await pause(more ? PACE - (performance.now() - started) : POLL);
      } catch (error) {
        if (isStopping()) break;
        const kind = troubles.tell(shard, error);
        tip = false;
        // What was not stored is read again.
        if (kind !== 'throttled') iterator = null;
        if (kind === 'gone') parts.lost();
        const longest = kind === 'throttled' ? LONGEST_PATIENCE : LONGEST_WAIT;
        if (kind !== 'expired') await pause(Math.min(longest, WAIT * 2 ** failures++) * (0.5 + Math.random() / 2));
      }
    }
    troubles.over(shard);
  }

  const pause = (millis: number) => (millis > 0 ? sleep(millis, undefined, { signal }).catch(() => undefined) : undefined);

  /** Says whether there may be more at once. */
  async function readOnce(): Promise<boolean> {
    if (isStopping()) return false;
    iterator ??= await find();
    const { records, next, behind: millis } = await stream.records(iterator);
    behind = { millis, at: performance.now() };
    if (records.length === 0 && position !== null && millis >= retention()) {
      // Kinesis gives nothing and goes nowhere after a position that is older than all it keeps.
      restart(new Error(`${millis} ms behind, and nothing comes`));
      return true;
    }
    await store(records);
    iterator = next;
    tip = records.length === 0 && millis === 0;
    if (next === null) position = END;
    if (position !== null && (records.length > 0 || position === END)) await record(shard, position);
    return !tip;
  }

  async function store(records: readonly StreamRecord[]): Promise<void> {
    const last = records.at(-1);
    if (!last) return;
    held = records[0]?.arrived ?? null;
    await takeRecords(shard, records).catch((error: unknown) => {
      throw new NotStored(error);
    });
    position = last.sequence;
    held = null;
  }

  async function find(): Promise<string> {
    try {
      return await stream.iterator(shard, position === null ? begin : { after: position });
    } catch (error) {
      if (position === null || !(error instanceof Error) || !TRIMMED.has(error.name)) throw error;
      restart(error);
      return stream.iterator(shard, begin);
    }
  }

  function restart(reason: unknown): void {
    troubles.tellGap(reason);
    parts.lost();
    [position, begin, iterator, held] = [null, 'oldest', null, null];
  }

  return {
    position: () => position,
    atTip: () => tip,
    behind: () => behind.millis,
    waiting() {
      const since = performance.now() - behind.at;
      const sinceHeld = held === null ? 0 : Date.now() - held;
      // While reading fails, nobody knows of something that came meanwhile; it may have.
      return Math.max(sinceHeld, failures > 0 ? behind.millis + since : behind.millis);
    },
    stop: () => stopping.abort(),
    ended: run(),
  };
}

/** How Kinesis refuses a position that is older than all it keeps. */
const TRIMMED = new Set(['InvalidArgumentException', 'TrimmedDataAccessException']);
