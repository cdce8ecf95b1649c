import { type LineCode } from '../../gateway/contract/ingest.ts';
import { Temporal } from 'temporal-polyfill';
import { derivedKeywords, givenKeywords } from './words.ts';

/** A message as section 1 knows it; `timestamp` in epoch milliseconds. */
export interface Stored {
  id: string;
  revision: number;
  timestamp: number;
  business: string;
  bot: string;
  conversation: string;
  user: string;
  sender: 'user' | 'bot' | 'human';
  text: string;
  seq: number;
  story?: string;
  node?: string;
  success?: boolean;
  understood?: boolean;
  keywords?: string[];
  completed?: boolean;
  channel?: string;
  language?: string;
}

export interface Fault {
  code: LineCode;
  field: string | null;
}

type Check = (value: unknown) => boolean;

const text =
  (min: number, max: number): Check =>
  (value) => {
    if (typeof value !== 'string' || /\p{Surrogate}/u.test(value)) return false;
    const length = Array.from(value).length;
    return length >= min && length <= max;
  };
const whole: Check = (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 2 ** 31 - 1;
const boolean: Check = (value) => typeof value === 'boolean';

const DAY = 86_400_000;
const EARLIEST = Date.UTC(2000, 0, 1);

function instantOf(value: unknown): number {
  if (typeof value === 'number') return Number.isInteger(value) ? value : NaN;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) return NaN;
  try {
    return Temporal.Instant.from(value).epochMilliseconds;
  } catch {
    return NaN;
  }
}

/** Every field of section 1 in its order, with what it must be. */
const CHECKS: Record<string, Check> = {
  id: text(1, 200),
  revision: whole,
  timestamp: (value) => !Number.isNaN(instantOf(value)),
  business: text(1, 100),
  bot: text(1, 100),
  conversation: text(1, 200),
  user: text(1, 200),
  sender: (value) => value === 'user' || value === 'bot' || value === 'human',
  text: text(0, 32_768),
  seq: whole,
  story: text(1, 200),
  node: text(1, 200),
  success: boolean,
  understood: boolean,
  keywords: (value) => Array.isArray(value) && value.length <= 50 && value.every(text(1, 100)),
  completed: boolean,
  channel: text(1, 50),
  language: text(1, 50),
};
const REQUIRED = ['id', 'timestamp', 'business', 'bot', 'conversation', 'user', 'sender', 'text'];
const ONLY: Record<string, string> = { story: 'bot', node: 'bot', success: 'bot', understood: 'user', keywords: 'user' };

function faultOf(given: Map<string, unknown>, now: number): Fault | null {
  for (const field of given.keys()) if (!Object.hasOwn(CHECKS, field)) return { code: 'unknown-field', field };
  for (const [field, check] of Object.entries(CHECKS)) {
    if (!given.has(field)) {
      if (REQUIRED.includes(field)) return { code: 'missing', field };
    } else if (!check(given.get(field))) return { code: 'invalid', field };
  }
  const timestamp = instantOf(given.get('timestamp'));
  if (timestamp < EARLIEST || timestamp > now + DAY) return { code: 'invalid', field: 'timestamp' };
  for (const [field, sender] of Object.entries(ONLY))
    if (given.has(field) && given.get('sender') !== sender) return { code: 'not-allowed', field };
  if (given.has('success') && !given.has('story') && !given.has('node')) return { code: 'not-allowed', field: 'success' };
  return null;
}

/** Reads one message: what is stored of it, or the one fault that is told. */
export function readMessage(value: unknown, now: number): Stored | Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { code: 'invalid', field: null };
  const given = new Map<string, unknown>();
  for (const [field, content] of Object.entries(value)) if (content !== null || !Object.hasOwn(CHECKS, field)) given.set(field, content);
  const fault = faultOf(given, now);
  if (fault) return fault;

  const message = { revision: 0, seq: 0, ...Object.fromEntries(given), timestamp: instantOf(given.get('timestamp')) } as unknown as Stored;
  const story = message.story ?? message.node;
  const node = message.node ?? message.story;
  if (story !== undefined && node !== undefined) Object.assign(message, { story, node });
  if (message.keywords) message.keywords = givenKeywords(message.keywords);
  else if (message.understood === false) message.keywords = derivedKeywords(message.text, message.language);
  return message;
}
