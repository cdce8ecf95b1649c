import { MAX_BODY_MESSAGES } from '../contract/ingest.ts';
import { Problem } from '../contract/problem.ts';

/** One line of a body: JSON still to be read, or a value already read; `null` text: not UTF-8. */
export interface Line {
  /** From 1. */
  line: number;
  content: { text: string | null } | { value: unknown };
}

/** Braces, brackets and commas of the largest body there may be, with room: more would cost many times its bytes to parse. */
const MAX_MARKS = 2_000_000;

const [QUOTE, BACKSLASH, LINE_END] = [0x22, 0x5c, 0x0a];
const MARKS = new Set(Buffer.from('{[,'));

/** @throws Problem `too-large` for a body that is small and would not be once it is parsed */
function refuseTangle(bytes: Uint8Array): void {
  if (bytes.length <= MAX_MARKS) return;
  let marks = 0;
  let inString = false;
  for (let place = 0; place < bytes.length; place++) {
    const byte = bytes[place] ?? 0;
    // No string of JSON holds a line end.
    if (byte === LINE_END) inString = false;
    else if (inString && byte === BACKSLASH) place++;
    else if (byte === QUOTE) inString = !inString;
    else if (!inString && MARKS.has(byte) && ++marks > MAX_MARKS)
      throw new Problem('too-large', 'The body holds more objects, lists and fields than its messages can. Nothing of it was stored.');
  }
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** Lines of a body, blank ones included: one of nothing but line ends must not cost more than its reading. */
const MAX_LINES = 10 * MAX_BODY_MESSAGES;

const tooMany = (): Problem =>
  new Problem(
    'too-large',
    `The body holds over ${MAX_BODY_MESSAGES.toLocaleString('en')} messages. Send it in parts; nothing of it was stored.`,
  );

/**
 * The lines of NDJSON that hold something; a line that is no UTF-8 does not lose the others.
 *
 * @throws Problem `too-large` when they are more than a body may hold
 */
export function ndjsonLines(bytes: Uint8Array): Line[] {
  refuseTangle(bytes);
  const lines: Line[] = [];
  let line = 0;
  for (const text of texts(bytes)) {
    line++;
    if (text?.trim() !== '') lines.push({ line, content: { text } });
    if (lines.length > MAX_BODY_MESSAGES || line > MAX_LINES) throw tooMany();
  }
  return lines;
}

/** All at once where the whole is UTF-8, which is far cheaper; `null` for a line that is none. */
function* texts(bytes: Uint8Array): Generator<string | null> {
  let text: string;
  try {
    text = decode(bytes);
  } catch {
    for (const [start, end] of spans((from) => bytes.indexOf(10, from), bytes.length)) yield decodeOrNull(bytes.subarray(start, end));
    return;
  }
  for (const [start, end] of spans((from) => text.indexOf('\n', from), text.length)) yield text.slice(start, end);
}

function decodeOrNull(bytes: Uint8Array): string | null {
  try {
    return decode(bytes);
  } catch {
    return null;
  }
}

/** From each line's first place to its end. */
function* spans(lineEnd: (from: number) => number, length: number): Generator<readonly [number, number]> {
  let start = 0;
  for (let end = lineEnd(0); end !== -1; end = lineEnd(start)) {
    yield [start, end];
    start = end + 1;
  }
  yield [start, length];
}

/**
 * The messages of a JSON array, or of one object.
 *
 * @throws Problem `invalid-message` when the body as a whole is no JSON, `too-large` when they are more than a body may hold
 */
export function jsonLines(bytes: Uint8Array): Line[] {
  refuseTangle(bytes);
  let body: unknown;
  try {
    body = JSON.parse(decode(bytes));
  } catch (cause) {
    throw new Problem('invalid-message', 'The body is no JSON. Send an array of messages or one message, or NDJSON.', { cause });
  }
  if (typeof body !== 'object' || body === null)
    throw new Problem('invalid-message', 'The body must be an array of messages or one message.');
  const values = Array.isArray(body) ? (body as unknown[]) : [body];
  if (values.length > MAX_BODY_MESSAGES) throw tooMany();
  return values.map((value, index) => ({ line: index + 1, content: { value } }));
}
