import { type Logger } from 'pino';
import { type FaultKind, kindOf, sentenceOf } from './faults.ts';

/** What a reader of a shard, or who deals them out, has to do with. */
export type Trouble = FaultKind | 'store';

/** What was read could not be stored; the cause is the store's, or the disk's. */
export class NotStored extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

export interface Troubles {
  /** @param of - a shard, or who deals them out */
  tell(of: string, error: unknown): Trouble;
  /** Messages may be gone before they were read. */
  tellGap(error: unknown): void;
  over(of: string): void;
}

interface Parts {
  stream: string;
  log: Logger;
  count: (kind: Trouble) => void;
}

/** Tells of each kind of trouble once, however many shards have it, and when the last of them has it no more. */
export function createTroubles({ stream, log, count }: Parts): Troubles {
  const now = new Map<string, Trouble>();
  const has = (kind: Trouble) => [...now.values()].includes(kind);

  function over(of: string): void {
    const kind = now.get(of);
    if (kind === undefined) return;
    now.delete(of);
    if (!has(kind)) log.info({ stream, kind }, 'Reading the stream goes on.');
  }

  return {
    over,
    tellGap(error) {
      count('trimmed');
      log.error({ stream, kind: 'trimmed' }, sentenceOf('trimmed', stream, error));
    },
    tell(of, error) {
      const kind = error instanceof NotStored ? 'store' : kindOf(error);
      count(kind);
      if (kind === 'expired') {
        log.debug({ stream, kind }, sentenceOf(kind, stream, error));
        return kind;
      }
      const fresh = !has(kind);
      if (now.get(of) !== kind) over(of);
      now.set(of, kind);
      if (fresh) {
        const sentence = kind === 'store' ? notStored(stream, error) : `${sentenceOf(kind, stream, error)} It is tried again and again.`;
        log[kind === 'throttled' ? 'warn' : 'error']({ stream, kind, ...(kind === 'store' && { err: error }) }, sentence);
      }
      return kind;
    },
  };
}

function notStored(stream: string, error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return `What the stream "${stream}" holds cannot be stored at the moment (${said}). It stays there and is read again until it can be.`;
}
