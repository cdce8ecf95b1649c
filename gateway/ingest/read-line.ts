import { EARLIEST_MESSAGE, LATEST_MESSAGE_AHEAD, type LineCode } from '../contract/ingest.ts';
import { faultOf as wordsOf } from '../contract/faults.ts';
import { FIELDS, type Message, MessageIn, type Sender } from '../contract/message.ts';
import { type Line } from './lines.ts';

/** Why a line is refused. */
export interface Fault {
  field: string | null;
  code: LineCode;
  detail: string;
}

const known = new Set<string>(FIELDS);

/** Fields that only messages of one sender may have (section 1). */
const ONLY_FROM: Partial<Record<keyof Message, Sender>> = {
  story: 'bot',
  node: 'bot',
  success: 'bot',
  understood: 'user',
  keywords: 'user',
};

const fault = (code: LineCode, field: string | null, detail: string): Fault => ({ code, field, detail });

/** Reads one line as a message, or says the first thing that is wrong with it; unknown fields come first, since a typo must not vanish. */
export function readLine({ content }: Line, now: number): Message | Fault {
  const value = 'value' in content ? content.value : parse(content.text);
  if (value === undefined) return fault('not-json', null, 'The line is no JSON in UTF-8.');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault('invalid', null, 'A message is a JSON object.');

  const given = value as Record<string, unknown>;
  const names = Object.keys(given);
  const unknown = names.find((field) => !known.has(field));
  if (unknown !== undefined) return fault('unknown-field', unknown.slice(0, 100), 'No field of a message has this name.');
  // `null` means absent.
  const fields = names.some((field) => given[field] === null) ? withoutNulls(given) : given;
  const { success, data, error } = MessageIn.safeParse(fields, { error: wordsOf });
  return success ? (faultOf(data, now) ?? data) : firstFault(error.issues, fields);
}

function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function firstFault(issues: readonly { path: PropertyKey[]; message: string }[], fields: Record<string, unknown>): Fault {
  for (const field of FIELDS) {
    const issue = issues.find(({ path }) => path[0] === field);
    if (!issue) continue;
    return Object.hasOwn(fields, field)
      ? fault('invalid', field, `${field}: ${issue.message}.`)
      : fault('missing', field, `${field} is required.`);
  }
  return fault('invalid', null, 'The line is no message.');
}

/** What a schema of single fields cannot say. */
function faultOf(message: Message, now: number): Fault | undefined {
  for (const field of FIELDS) {
    const sender = ONLY_FROM[field];
    if (sender !== undefined && message[field] !== undefined && message.sender !== sender)
      return fault('not-allowed', field, `${field} belongs to messages of the sender "${sender}".`);
  }
  if (message.success !== undefined && message.story === undefined && message.node === undefined)
    return fault('not-allowed', 'success', 'success belongs to a message with story or node.');
  if (message.timestamp < EARLIEST_MESSAGE || message.timestamp > now + LATEST_MESSAGE_AHEAD)
    return fault('invalid', 'timestamp', 'timestamp: must lie between 2000-01-01 and one day from now; a number is milliseconds.');
  return undefined;
}
