import { appendFile, chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A message, or a whole record, that can never go in. */
export interface Poison {
  stream: string;
  shard: string;
  sequence: string;
  /** Which message of the record, from 1; `null`: the record as a whole. */
  message: number | null;
  /** As for a rejected line of a request, or `invalid-message` and `too-large` for a record as a whole. */
  code: string;
  field: string | null;
  detail: string;
  /** As it came; `base64` when it is no UTF-8. */
  data: string;
  base64?: true;
}

export type SetAside = (poison: readonly Poison[]) => Promise<void>;

export interface SetAsideFile {
  keep: SetAside;
  /** Removes what is past its time; to be called now and then, also while nothing comes. */
  sweep: () => Promise<void>;
}

/** Bytes of one file; with the one before it the most that is kept is twice as much. */
const MAX_BYTES = 64 * 2 ** 20;
/** Milliseconds that anything is kept at most: erasing a user does not reach it. */
const MAX_AGE = 14 * 86_400_000;
/** Begin of a line, by `write`. */
const AT = /^\{"at":"([^"]+)"/;

/**
 * Keeps what can never go in, one JSON object a line, readable by the gateway's user alone: it holds what people said, unmasked.
 * A file that is full, or holds something of half the time that anything is kept, takes the place of the one before it, `FILE.1`.
 */
export function createSetAside(file: string, { maxBytes = MAX_BYTES, maxAge = MAX_AGE, clock = Date.now } = {}): SetAsideFile {
  const before = `${file}.1`;
  let last: Promise<void> = Promise.resolve();

  async function removeOld(): Promise<void> {
    if ((await ageOf(before, clock())) >= maxAge) await rm(before, { force: true });
    if ((await ageOf(file, clock())) >= maxAge) await rm(file, { force: true });
    else if ((await ageOf(file, clock())) >= maxAge / 2) await rename(file, before);
  }

  async function write(poison: readonly Poison[]): Promise<void> {
    const at = new Date(clock()).toISOString();
    await removeOld();
    let size = await sizeOf(file);
    let text = '';
    for (const entry of poison) {
      const line = `${JSON.stringify({ at, ...entry })}\n`;
      const bytes = Buffer.byteLength(line);
      if (size > 0 && size + bytes > maxBytes) {
        await append(file, text);
        await rename(file, before);
        [size, text] = [0, ''];
      }
      size += bytes;
      text += line;
    }
    await append(file, text);
  }

  /** One after the other. */
  function next(work: () => Promise<void>): Promise<void> {
    const done = last.then(work);
    // A disk that was full does not keep the next ones out.
    last = done.catch(() => undefined);
    return done;
  }
  return {
    keep: (poison) => (poison.length === 0 ? Promise.resolve() : next(() => write(poison))),
    sweep: () => next(removeOld),
  };
}

/** Milliseconds since its oldest line, which is the first one, was written; a file that is not there, or is none of ours, has no age. */
async function ageOf(file: string, now: number): Promise<number> {
  const handle = await open(file).catch(() => null);
  if (!handle) return 0;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    const at = Date.parse(AT.exec(buffer.toString('utf8', 0, bytesRead))?.[1] ?? '');
    return Number.isNaN(at) ? 0 : now - at;
  } finally {
    await handle.close();
  }
}

async function append(file: string, text: string): Promise<void> {
  if (text === '') return;
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, text, { mode: 0o600, flush: true });
  await chmod(file, 0o600);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
