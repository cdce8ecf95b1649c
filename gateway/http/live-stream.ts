import { type Logger } from 'pino';
import { type Caller } from '../access/caller.ts';
import { type Directory } from '../access/directory.ts';
import { type Rights } from '../access/rights.ts';
import { type Asked, forbidden } from '../access/scope.ts';
import { type Bus, type Change } from '../cache/bus.ts';
import { formatInstant } from '../contract/instant.ts';
import { type Changed } from '../contract/live.ts';
import { type BotRef, botName } from '../contract/names.ts';
import { Problem } from '../contract/problem.ts';
import { openEventStream } from './event-stream.ts';
import { type Metrics } from './metrics.ts';
import { detailsOf } from './problems.ts';
import { watchRights } from './rights-watch.ts';

export interface LiveStreamParts {
  directory: Pick<Directory, 'onChange'>;
  bus: Pick<Bus, 'subscribe'>;
  metrics: Pick<Metrics, 'streams'>;
  log: Logger;
  /** Epoch milliseconds. */
  clock: () => number;
  /** Ends all streams, for the shutdown. */
  signal: AbortSignal;
  intervals?: LiveIntervals;
}

/** Milliseconds. */
export interface LiveIntervals {
  /** Between two `changed` of a stream. */
  changed: number;
  /** Between two comments, which keep proxies from closing a quiet connection. */
  comment: number;
  /** Between two checks of the caller's rights, and for each: together they stay below the contract's 10 s. */
  rights: number;
}

const INTERVALS: LiveIntervals = { changed: 1000, comment: 10_000, rights: 4000 };

/** @throws Problem `forbidden` when a part of what is asked is out of the caller's reach */
export function requireReach(rights: Rights, { business, bot }: Asked): void {
  const reached =
    rights.mayAnywhere('reports') &&
    (business?.every((id) => rights.mayAnywhere('reports', id)) ?? true) &&
    (bot?.every((ref) => rights.may('reports', ref)) ?? true);
  if (!reached) throw forbidden('reports');
}

/** The stream of one reader; everything it holds ends with it. */
export function openLiveStream(
  parts: LiveStreamParts,
  asked: Asked,
  caller: Caller,
  identify: () => Promise<Caller>,
  ended: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { bus, clock, directory, log, metrics, signal, intervals = INTERVALS } = parts;
  const businesses = asked.business && new Set(asked.business);
  const bots = asked.bot && new Set(asked.bot.map(botName));
  let { rights } = caller;
  const sees = (ref: BotRef) => rights.may('reports', ref) && (businesses?.has(ref.business) ?? true) && (bots?.has(botName(ref)) ?? true);

  /** What is still to be told: by bot, so that a slow reader costs no more than its scope. */
  const pending = new Map<string, BotRef>();
  let newest: number | null = null;
  let pause: NodeJS.Timeout | undefined;

  function tell(): void {
    if (pause !== undefined || pending.size === 0 || !stream.hasRoom()) return;
    // Rights may have gone since the change was noted.
    const names = [...pending].filter(([, ref]) => sees(ref)).map(([name]) => name);
    const data: Changed = { bots: names, newestMessage: newest === null ? null : formatInstant(newest) };
    pending.clear();
    newest = null;
    if (names.length === 0) return;
    stream.send('changed', data);
    pause = setTimeout(() => {
      pause = undefined;
      tell();
    }, intervals.changed);
  }

  function note({ bots: changed, newestMessage }: Change): void {
    const seen = changed.filter(sees);
    if (seen.length === 0) return;
    for (const ref of seen) pending.set(botName(ref), ref);
    // The time may be that of a bot which this reader may not see, unless it sees them all.
    if (newestMessage !== null && seen.length === changed.length) newest = Math.max(newest ?? newestMessage, newestMessage);
    tell();
  }

  function lost(reason: unknown): void {
    // Only a real loss is told as one. When the rights could not be looked up, the reader comes back and hears of it then.
    if (reason instanceof Problem && reason.status < 500) stream.send('denied', detailsOf(reason));
    else log.warn({ err: reason, principal: caller.id }, 'A live stream ends: its rights could not be checked.');
    stream.close();
  }

  const stream = openEventStream({
    onRoom: tell,
    onEnd() {
      for (const stop of stops) stop();
      clearTimeout(pause);
      clearInterval(comments);
      signal.removeEventListener('abort', stream.close);
      metrics.streams(-1);
      ended();
    },
  });
  const comments = setInterval(() => {
    if (stream.hasRoom()) stream.comment('still here');
  }, intervals.comment);
  const stops = [
    bus.subscribe(note),
    watchRights({
      caller,
      identify,
      every: intervals.rights,
      clock,
      onChange: (listener) => directory.onChange(listener),
      renewed(now) {
        requireReach(now.rights, asked);
        rights = now.rights;
      },
      lost,
    }),
  ];
  metrics.streams(1);
  stream.comment('open');
  if (signal.aborted) stream.close();
  else signal.addEventListener('abort', stream.close);
  return stream.readable;
}
