import { type DuckDBConnection } from '@duckdb/node-api';

/** Lends a connection for a task; a caller whose signal aborts while it waits leaves. */
export type ReaderPool = <T>(task: (connection: DuckDBConnection) => Promise<T>, signal: AbortSignal, asker?: string) => Promise<T>;

type Turn = (connection: DuckDBConnection) => void;

/**
 * Hands out connections one user at a time. Askers take turns, and one alone never has them all: whoever asks a hundred long questions keeps
 * the others waiting for none of them. Without an asker each caller is one of its own.
 */
export function createReaderPool(connections: readonly DuckDBConnection[]): ReaderPool {
  const idle = [...connections];
  const share = Math.max(1, connections.length - 1);
  const held = new Map<string | symbol, number>();
  /** By asker; whose turn is next comes first. */
  const waiting = new Map<string | symbol, Turn[]>();
  const holds = (asker: string | symbol) => held.get(asker) ?? 0;

  function lend(): void {
    for (const [asker, turns] of waiting) {
      if (idle.length === 0) return;
      if (holds(asker) >= share) continue;
      const turn = turns.shift();
      // Behind the others, if it has more.
      waiting.delete(asker);
      if (turns.length > 0) waiting.set(asker, turns);
      const connection = idle.pop();
      if (!turn || !connection) continue;
      held.set(asker, holds(asker) + 1);
      turn(connection);
    }
  }

  function borrow(asker: string | symbol, signal: AbortSignal): Promise<DuckDBConnection> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        const turns = (waiting.get(asker) ?? []).filter((each) => each !== turn);
        if (turns.length > 0) waiting.set(asker, turns);
        else waiting.delete(asker);
        reject(signal.reason as Error);
      };
      const turn = (connection: DuckDBConnection) => {
        signal.removeEventListener('abort', leave);
        resolve(connection);
      };
      signal.addEventListener('abort', leave, { once: true });
      waiting.set(asker, [...(waiting.get(asker) ?? []), turn]);
      lend();
    });
  }

  return async (task, signal, asker) => {
    signal.throwIfAborted();
    const key = asker ?? Symbol('caller');
    const connection = await borrow(key, signal);
    try {
      return await task(connection);
    } finally {
      if (holds(key) > 1) held.set(key, holds(key) - 1);
      else held.delete(key);
      idle.push(connection);
      lend();
    }
  };
}
