import { Problem } from '../contract/problem.ts';

/** One line of a body: JSON still to be read, or a value already read; `null` text: not UTF-8. */
export interface Line {
  /** From 1. */
  line: number;
  content: { text: string | null } | { value: unknown };
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/**
 * The lines of NDJSON that hold something; a line that is no UTF-8 does not lose the others.
 *
 * @param most - stops after so many, so that a body of nothing but line ends costs no more than its reading
 */
export function ndjsonLines(bytes: Uint8Array, most = Infinity): Line[] {
  const lines: Line[] = [];
  let line = 0;
  for (const text of texts(bytes)) {
    line++;
    if (text?.trim() !== '') lines.push({ line, content: { text } });
    if (lines.length >= most) break;
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
 * @throws Problem `invalid-message` when the body as a whole is no JSON
 */
export function jsonLines(bytes: Uint8Array, most = Infinity): Line[] {
  let body: unknown;
  try {
    body = JSON.parse(decode(bytes));
  } catch (cause) {
    throw new Problem('invalid-message', 'The body is no JSON. Send an array of messages or one message, or NDJSON.', { cause });
  }
  if (typeof body !== 'object' || body === null)
    throw new Problem('invalid-message', 'The body must be an array of messages or one message.');
  return (Array.isArray(body) ? (body as unknown[]).slice(0, most) : [body]).map((value, index) => ({
    line: index + 1,
    content: { value },
  }));
}
