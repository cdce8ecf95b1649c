import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MAX_UNPACKED_BYTES } from '../../contract/ingest.ts';
import { Problem } from '../../contract/problem.ts';
import { jsonLines, type Line, ndjsonLines } from '../lines.ts';

const gunzipped = promisify(gunzip);
const [OBJECT, ARRAY] = [0x7b, 0x5b];
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * The messages in one record: one JSON object, an array of them, or NDJSON; each also as gzip. `bytes`: its size when unpacked.
 *
 * @throws Problem `invalid-message` for a gzip that cannot be unpacked, `too-large` for more than one request may hold
 */
export async function linesOf(data: Uint8Array): Promise<{ lines: Line[]; bytes: number }> {
  const bytes = data[0] === 0x1f && data[1] === 0x8b ? await unpack(data) : data;
  return { lines: read(bytes), bytes: bytes.length };
}

function read(bytes: Uint8Array): Line[] {
  const first = bytes.find((byte) => !BLANKS.has(byte));
  if (first === OBJECT || first === ARRAY) {
    try {
      return jsonLines(bytes);
    } catch (error) {
      // Several lines, or one that is broken: both are told line by line.
      if (!(error instanceof Problem && error.code === 'invalid-message')) throw error;
    }
  }
  return ndjsonLines(bytes);
}

async function unpack(data: Uint8Array): Promise<Uint8Array> {
  try {
    return await gunzipped(data, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (cause) {
    if (cause instanceof RangeError) throw new Problem('too-large', 'The record is over 64 MiB when unpacked.', { cause });
    throw new Problem('invalid-message', 'The record begins as gzip does, and cannot be unpacked.', { cause });
  }
}
