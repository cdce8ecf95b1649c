import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger } from 'pino';
import pLimit from 'p-limit';
import { END, type Leases, type Position } from '../../cache/leases.ts';
import { type Lag, type Source } from '../backlog.ts';
import { type Ingest } from '../ingest.ts';
import { type Reader, readShard } from './read-shard.ts';
import { type SetAside } from './set-aside.ts';
import { plan, type Shard } from './shards.ts';
import { createStream, type Start } from './stream.ts';
import { createTakeRecords } from './take-records.ts';
import { createTroubles, type Trouble } from './troubles.ts';

interface ConsumerParts {
  /** Name or ARN. */
  stream: string;
  /** Where the first reader ever begins: at the oldest record, at those that come from now on, or at a time in epoch milliseconds. */
  from: 'oldest' | 'latest' | number;
  /** @param identity - of the stream; a later one of the same name has another */
  openLeases: (identity: string) => Promise<Leases>;
  /** Must tell every rejected line. */
  ingest: Ingest;
  setAside: SetAside;
  /** Messages by result, and failed calls by kind, for metrics. */
  count: (result: string, messages: number) => void;
  failed: (kind: Trouble) => void;
  log: Logger;
  /** Milliseconds between two looks at who reads what. */
  round?: number;
}

export interface Consumer extends Source {
  /** Resolves when all that was in the stream is stored, as far as this consumer reads it. */
  caughtUp: Promise<void>;
  /** Finishes what is under way and leaves the shards to others. */
  close(): Promise<void>;
}

/** Batches held at the same time, whatever the number of shards: each is up to 10 MiB, and up to 64 MiB of a record when unpacked. */
const AT_ONCE = 4;
const ROUND = 2000;
/** Milliseconds after which shards are listed anew; at once when one of them ended. */
const LIST = 30_000;
/** How the one who deals out shards is named among those who have trouble. */
const ALL = 'all';

/** Reads a stream into ingest until it is closed. Whatever fails is tried again; nothing is recorded before it is stored. */
export function consume(parts: ConsumerParts): Consumer {
  const { openLeases, log, round = ROUND } = parts;
  const closing = new AbortController();
  const isClosing = () => closing.signal.aborted;
  const stream = createStream(parts.stream, closing.signal);
  const troubles = createTroubles({ stream: parts.stream, log, count: parts.failed });
  const takeRecords = createTakeRecords(parts);
  const turn = pLimit(AT_ONCE);
  const readers = new Map<string, Reader>();
  const [caughtUp, isCaughtUp] = promise();
  let known: { identity: string; retention: number; leases: Leases; begin: Start; shards: Shard[] } | null = null;
  /** When the stream is looked at next, and since when and how often that failed. */
  let [nextLook, failingSince, failures] = [-Infinity, null as number | null, 0];
  let wake = new AbortController();

  /** Finds out what stream it is and what shards it has, now and then, and at once when one of them ended. */
  async function look(): Promise<void> {
    if (performance.now() < nextLook) return;
    try {
      const { identity, retention } = await stream.describe();
      if (known?.identity !== identity) await open(identity);
      const shards = await stream.shards();
      if (known) known = { ...known, retention, shards };
      [nextLook, failingSince, failures] = [performance.now() + LIST, null, 0];
      troubles.over(ALL);
    } catch (error) {
      if (isClosing()) return;
      troubles.tell(ALL, error);
      failingSince ??= performance.now();
      nextLook = performance.now() + Math.min(LIST, round * 2 ** failures++);
    }
  }

  function lookNow(): void {
    // Where looking fails, it has a pace of its own.
    if (failingSince !== null) return;
    nextLook = -Infinity;
    wake.abort();
  }

  /** Begins with a stream; with another one under the same name too, of which nothing that is known holds. */
  async function open(identity: string): Promise<void> {
    known = null;
    await stopAll();
    const leases = await openLeases(identity);
    const begin = await leases.begin(parts.from === 'oldest' ? 'oldest' : String(parts.from === 'latest' ? Date.now() : parts.from));
    known = { identity, retention: Infinity, leases, begin: begin === 'oldest' ? begin : { at: Number(begin) }, shards: [] };
    log.info({ stream: parts.stream, begin }, 'Reading the stream.');
  }

  async function deal({ leases, shards }: NonNullable<typeof known>): Promise<void> {
    const ledger = await leases.sign(new Map([...readers].map(([id, reader]) => [id, reader.position()])));
    if (!ledger) return;
    const listed = new Set(shards.map(({ id }) => id));
    for (const [id, reader] of readers) if (!listed.has(id) || (ledger.owners.get(id) ?? leases.self) !== leases.self) reader.stop();
    const { take, release, forget } = plan(shards, ledger, new Set(readers.keys()), leases.self);
    for (const id of release) readers.get(id)?.stop();
    for (const id of take) if (await leases.take(id)) start(id, ledger.positions.get(id) ?? null);
    await leases.forget(forget);
    const isRead = ({ id }: Shard) =>
      ledger.positions.get(id) === END || (readers.get(id)?.atTip() ?? (ledger.owners.get(id) ?? leases.self) !== leases.self);
    if (shards.length > 0 && shards.every(isRead)) isCaughtUp();
  }

  function start(id: string, from: Position | null): void {
    if (!known || isClosing()) return;
    const { leases, begin } = known;
    const reader = readShard(id, from, {
      stream,
      takeRecords,
      begin,
      record: leases.record.bind(leases),
      troubles,
      turn,
      retention: () => known?.retention ?? Infinity,
      lost: lookNow,
    });
    readers.set(id, reader);
    log.info({ stream: parts.stream, shard: id, after: from }, 'Reading a shard.');
    void reader.ended.then(async () => {
      readers.delete(id);
      const over = reader.position() === END;
      log.info({ stream: parts.stream, shard: id, position: reader.position() }, over ? 'A shard is over.' : 'A shard is left to others.');
      await leases.release(id);
      // Its children may be read now.
      if (over) lookNow();
    });
  }

  async function stopAll(): Promise<void> {
    for (const reader of readers.values()) reader.stop();
    await Promise.all([...readers.values()].map(({ ended }) => ended));
  }

  async function run(): Promise<void> {
    while (!isClosing()) {
      await look();
      if (known) await deal(known).catch((error: unknown) => troubles.tell(ALL, error));
      // Not all at the same moment, where several started together.
      await sleep(round * (0.75 + Math.random() / 2), undefined, { signal: wake.signal }).catch(() => undefined);
      if (!isClosing()) wake = new AbortController();
    }
  }
  const running = run();

  return {
    caughtUp,
    waiting: () =>
      Math.max(0, failingSince === null ? 0 : performance.now() - failingSince, ...[...readers.values()].map((reader) => reader.waiting())),
    lags: () => [...readers].map(([shard, reader]): Lag => ({ stream: parts.stream, shard, behind: reader.behind() })),
    async close() {
      for (const reader of readers.values()) reader.stop();
      closing.abort();
      wake.abort();
      await running;
      await stopAll();
      await known?.leases.leave();
      stream.close();
    },
  };
}

function promise(): [Promise<void>, () => void] {
  let resolve = (): void => undefined;
  const made = new Promise<void>((done) => (resolve = done));
  return [made, resolve];
}
