import { createHash } from 'node:crypto';
import manifest from '../../package.json' with { type: 'json' };
import { type Caller } from '../access/caller.ts';
import { type Directory } from '../access/directory.ts';
import { knownBots } from '../access/known-bots.ts';
import { type Scope, scopeFor } from '../access/scope.ts';
import { type Cache } from '../cache/cache.ts';
import { type Versions } from '../cache/versions.ts';
import { type Answer } from '../contract/answer.ts';
import { formatInstant } from '../contract/instant.ts';
import { type ScopeQuery } from '../contract/query.ts';
import { type Permission } from '../contract/scope.ts';
import { type Store } from '../store/store.ts';
import { quarterUp } from '../time/quarter.ts';
import { effectiveRange, type Range } from '../time/range.ts';
import { inTime } from './in-time.ts';
import { onceAnywhere } from './once-anywhere.ts';
import { type Report } from './report.ts';
import { createSingleFlight } from './single-flight.ts';

interface Parts {
  store: Store;
  directory: Directory;
  cache: Cache;
  versions: Versions;
  clock: () => number;
  idle: number;
  /** Milliseconds after which a question is given up. */
  timeout: number;
}

/** An answer ready to be sent. */
export interface Answered {
  body: string;
  etag: string;
  /** The `now` it was computed with, and from when on it is never used again; epoch milliseconds. */
  at: number;
  until: number;
}

/** What the cache keeps under a question: the last answer, and which data it was made from. */
interface Kept extends Answered {
  version: string;
}

/** @param also - permissions that are needed beside the report's own */
export type RunReport = (
  report: Report,
  query: ScopeQuery,
  caller: Caller,
  signal: AbortSignal,
  also?: readonly Permission[],
) => Promise<Answered & { cached: boolean; scope: Scope }>;

/** An answer about the past stands until its data change; it is asked for again within a day all the same. */
const LONGEST = 86_400_000;

/** A number's way: grants, scope, cache, store. Equal questions at the same time are computed once. */
export function createRunReport({ store, directory, cache, versions, clock, idle, timeout }: Parts): RunReport {
  const fly = createSingleFlight();

  const runReport: RunReport = async (report, query, caller, signal, also = []) => {
    const scope = scopeFor(caller.rights, [report.permission, ...also], query, await knownBots(directory, store));
    const now = clock();
    const range = report.range?.(query, store, scope) ?? effectiveRange(query, now);
    // Read before the data is: an answer may be newer than its version says, never older.
    const version = await versions.of(scope.bots);
    const key = hash([manifest.version, report.name, { ...query, range }, scope.bots, idle]);
    const look = async (): Promise<Answered | undefined> => {
      const text = await cache.get(key);
      const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
      return kept?.version === version && now < kept.until ? kept : undefined;
    };
    const kept = await look();
    if (kept) return { ...kept, cached: true, scope };
    const work = hash([key, version]);
    const answered = await fly(work, signal, (flight) =>
      inTime(flight, timeout, (limited) =>
        onceAnywhere({
          claim: () => cache.claim(work),
          look,
          signal: limited,
          async make() {
            const made: Kept = { ...(await compute(report, { query, scope, range, now }, limited)), version };
            if (made.until > now) await cache.set(key, JSON.stringify(made), made.until - now);
            return made;
          },
        }),
      ),
    );
    // An answer that somebody else asked for a moment ago may have run out while it was computed.
    return answered.at >= now || now < answered.until
      ? { ...answered, cached: false, scope }
      : runReport(report, query, caller, signal, also);
  };
  return runReport;

  async function compute(
    report: Report,
    { query, scope, range, now }: { query: ScopeQuery; scope: Scope; range: Range; now: number },
    signal: AbortSignal,
  ): Promise<Answered> {
    const [newest, computed] = await Promise.all([
      store.newestMessage(scope, signal),
      report.compute({ store, scope, query, range, now, idle, signal }),
    ]);
    const answer: Answer<unknown> = {
      range: { from: formatInstant(range.from), to: formatInstant(range.to), tz: query.tz },
      computedAt: formatInstant(now),
      newestMessage: newest === null ? null : formatInstant(newest),
      estimates: computed.estimates ?? [],
      data: computed.data,
    };
    const quarter = range.to >= now ? quarterUp(now) : Infinity;
    return {
      body: JSON.stringify(answer),
      etag: `W/"${hash({ ...answer, computedAt: null })}"`,
      at: now,
      until: Math.min(computed.until ?? Infinity, quarter, now + LONGEST),
    };
  }
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 32);
