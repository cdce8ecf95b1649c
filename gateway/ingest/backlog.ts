/** How far a part of a stream is behind its newest record. */
export interface Lag {
  stream: string;
  shard: string;
  /** Milliseconds. */
  behind: number;
}

/** Something that brings messages on its own. */
export interface Source {
  /** How long the oldest message that is known to wait has waited, milliseconds; 0: none does. */
  waiting(): number;
  lags(): readonly Lag[];
}

/** What is on its way in and not stored yet, for metrics and readiness. */
export interface Backlog {
  /** Messages are here and wait to be stored; the answer is called when they do no more. */
  begin(): () => void;
  add(source: Source): void;
  /** How long the oldest message that waits has waited, milliseconds; 0: none does. */
  waiting(): number;
  lags(): Lag[];
}

/** @param clock - milliseconds that no wall clock moves */
export function createBacklog(clock: () => number = () => performance.now()): Backlog {
  const begun = new Map<symbol, number>();
  const sources: Source[] = [];
  return {
    begin() {
      const key = Symbol('waiting');
      begun.set(key, clock());
      return () => void begun.delete(key);
    },
    add: (source) => void sources.push(source),
    waiting() {
      // A map keeps the order in which they came.
      const [oldest = Infinity] = begun.values();
      return Math.max(0, clock() - oldest, ...sources.map((source) => source.waiting()));
    },
    lags: () => sources.flatMap((source) => source.lags()),
  };
}
