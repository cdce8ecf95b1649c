import { MAX_BODY_MESSAGES } from '../contract/ingest.ts';
import { Problem } from '../contract/problem.ts';

/** One line of a body: JSON still to be read, or a value already read; `null` text: not UTF-8. */
export interface Line {
  /** From 1. */
  line: number;
  content: { text: string | null } | { value: unknown };
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
