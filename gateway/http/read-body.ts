import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MAX_BODY_BYTES, MAX_UNPACKED_BYTES } from '../contract/ingest.ts';
import { Problem } from '../contract/problem.ts';

const gunzipped = promisify(gunzip);

const MIB = 2 ** 20;

/** The body of a request as it came, and how to unpack it. */
export interface Body {
  bytes: Uint8Array;
  /** @throws Problem `too-large`, or `invalid-message` for a gzip that cannot be read */
  unpack(): Promise<Uint8Array>;
}

/**
 * Takes in the body of a request within its limits: a larger one is refused before it is held.
 *
 * @throws Problem `too-large` or `unsupported-type`
 */
export async function readBody(request: Request): Promise<Body> {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip')
    throw new Problem('unsupported-type', 'Content-Encoding: only gzip, or none.');
  const bytes = await collect(request);
  return { bytes, unpack: () => (encoding === 'identity' ? Promise.resolve(bytes) : gunzipWithin(bytes)) };
}

/** Bytes of bodies that are under way, in all: past that, a sender is asked to come again. */
const BUDGET = 256 * MIB;
let underWay = 0;

async function collect(request: Request): Promise<Uint8Array> {
  let taken = 0;
  const take = (bytes: number) => {
    if (underWay + bytes > BUDGET)
      throw new Problem('rate-limited', 'Too many bodies are under way. Send it again in a moment.', { retryAfter: 1 });
    underWay += bytes;
    taken += bytes;
  };
  try {
    return await collectWithin(request, take);
  } finally {
    underWay -= taken;
  }
}

async function collectWithin(request: Request, take: (bytes: number) => void): Promise<Uint8Array> {
  const tooLarge = () =>
    new Problem('too-large', `The body is over ${MAX_BODY_BYTES / MIB} MiB. Send it in parts, or with Content-Encoding: gzip.`);
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    take(chunk.byteLength);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
