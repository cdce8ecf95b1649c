import { Problem } from '../contract/problem.ts';

/** One line of a body: JSON still to be read, or a value already read; `null` text: not UTF-8. */
export interface Line {
  /** From 1. */
  line: number;
  content: { text: string | null } | { value: unknown };
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** The lines of NDJSON that hold something; a line that is no UTF-8 does not lose the others. */
export function ndjsonLines(bytes: Uint8Array): Line[] {
  return texts(bytes).flatMap((text, index): Line[] => (text?.trim() === '' ? [] : [{ line: index + 1, content: { text } }]));
}

function texts(bytes: Uint8Array): (string | null)[] {
  try {
    return decode(bytes).split('\n');
  } catch {
    return byteLines(bytes).map((line) => {
      try {
        return decode(line);
      } catch {
        return null;
      }
    });
  }
}

function byteLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}

/**
 * The messages of a JSON array, or of one object.
 *
 * @throws Problem `invalid-message` when the body as a whole is no JSON
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
  return (Array.isArray(body) ? (body as unknown[]) : [body]).map((value, index) => ({ line: index + 1, content: { value } }));
}
