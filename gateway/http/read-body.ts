import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MAX_BODY_BYTES, MAX_UNPACKED_BYTES } from '../contract/ingest.ts';
import { Problem } from '../contract/problem.ts';

const gunzipped = promisify(gunzip);

const MIB = 2 ** 20;

/** Milliseconds in which a body must have arrived: one that drips in holds memory meanwhile. */
const PATIENCE = 60_000;

/** Pieces that are put together into one: bytes that come one by one would cost a hundred times their size. */
const PIECES = 1024;

/** The body of a request as it came, and how to unpack it. */
export interface Body {
  bytes: Uint8Array;
  /** @throws Problem `too-large`, or `invalid-message` for a gzip that cannot be read */
  unpack(): Promise<Uint8Array>;
  /** To be called when nothing of it is needed any more. */
  release(): void;
}

interface Limits {
  /** Asks for room for so many bytes more; the answer gives it back. `null`: there is none now. */
  take: (bytes: number) => (() => void) | null;
  patience?: number;
}

/**
 * Takes in the body of a request within its limits: a larger one is refused before it is held.
 *
 * @throws Problem `too-large`, `unsupported-type`, `rate-limited` without room, or `invalid-message` when it takes too long
 */
export async function readBody(request: Request, limits: Limits): Promise<Body> {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip')
    throw new Problem('unsupported-type', 'Content-Encoding: only gzip, or none.');
  const held: (() => void)[] = [];
  const release = () => {
    for (const giveBack of held.splice(0)) giveBack();
  };
  try {
    const bytes = await collect(request, limits, held);
    return { bytes, unpack: () => (encoding === 'identity' ? Promise.resolve(bytes) : gunzipWithin(bytes)), release };
  } catch (error) {
    release();
    throw error;
  }
}

async function collect(request: Request, { take, patience = PATIENCE }: Limits, held: (() => void)[]): Promise<Uint8Array> {
  const tooLarge = () =>
    new Problem('too-large', `The body is over ${MAX_BODY_BYTES / MIB} MiB. Send it in parts, or with Content-Encoding: gzip.`);
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) throw tooLarge();
  const whole: Uint8Array[] = [];
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of arriving(request, patience)) {
    size += piece.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    pieces.push(piece);
    if (pieces.length < PIECES && piece.byteLength < PIECES) continue;
    whole.push(within(take, held, pieces));
    pieces = [];
  }
  whole.push(within(take, held, pieces));
  return whole.length === 1 ? (whole[0] ?? new Uint8Array()) : Buffer.concat(whole);
}

function within(take: Limits['take'], held: (() => void)[], pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.concat(pieces);
  const giveBack = take(bytes.length);
  if (!giveBack) throw new Problem('rate-limited', 'Too many of your bodies are under way. Send it again in a moment.', { retryAfter: 1 });
  held.push(giveBack);
  return bytes;
}

/** The pieces of a body as they come, for so long and no longer. */
async function* arriving(request: Request, patience: number): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    reader.cancel().catch(() => undefined);
  }, patience);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    if (late.signal.aborted)
      throw new Problem('invalid-message', `The body did not arrive within ${patience / 1000} s. Send it in smaller parts.`);
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}

async function gunzipWithin(packed: Uint8Array): Promise<Uint8Array> {
  try {
    return await gunzipped(packed, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new Problem('too-large', `The body is over ${MAX_UNPACKED_BYTES / MIB} MiB when unpacked. Send it in parts.`, { cause });
    throw new Problem('invalid-message', 'The body says gzip and cannot be unpacked.', { cause });
  }
}
