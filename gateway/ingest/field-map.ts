import { z } from 'zod';
import { FIELDS } from '../contract/message.ts';
import { at, type Draft, draft, isObject } from './adapters/adapter.ts';

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Rule = z.union(
  [
    z.string().min(1),
    z.strictObject({ value: Value }),
    z.strictObject({ field: z.string().min(1), values: z.record(z.string(), Value).optional() }),
  ],
  'must be the name of a field, { "value": ... } or { "field": ..., "values": { ... } }',
);
const REQUIRED = ['id', 'timestamp', 'business', 'bot', 'conversation', 'user', 'sender', 'text'] as const;

const FieldMapFile = z.strictObject({
  fields: z.strictObject(
    Object.fromEntries(
      FIELDS.map((name) => [name, (REQUIRED as readonly string[]).includes(name) ? Rule : Rule.optional()]),
    ) as unknown as Record<string, typeof Rule>,
  ),
  query: z.record(z.string(), z.unknown()).optional(),
});

/** How the documents of an index are messages. */
export interface FieldMap {
  /** The field that says when a message was sent, in whose order the index is read. */
  timeField: string;
  /** Which documents are messages, in the cluster's own language; absent: all. */
  query?: Record<string, unknown> | undefined;
  /** A document as a message still to be checked. */
  toDraft(document: Found): Draft;
}

/** A document as a search gives it back. */
export interface Found {
  id: string;
  index: string;
  source: unknown;
  /** What the time field says, as RFC 3339, where the index knows it for a date. */
  time?: string | undefined;
}

/**
 * Reads a field map: `{ "fields": { "text": "body.text", "business": { "value": "acme" }, "sender": { "field": "dir", "values": { "in": "user" } } }, "query": {...} }`.
 *
 * @throws Error that names all faults at once
 */
export function parseFieldMap(json: string): FieldMap {
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    throw new Error('The field map is no JSON.');
  }
  const { success, data, error } = FieldMapFile.safeParse(file);
  const faults = error?.issues.map(faultOf) ?? [];
  const time = success ? data.fields.timestamp : undefined;
  const timeField = typeof time === 'string' ? time : isObject(time) && 'field' in time ? time.field : undefined;
  if (success && timeField === undefined) faults.push('fields.timestamp must name a field');
  if (!success || timeField === undefined)
    throw new Error(`The field map needs a correction:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  const rules = Object.entries(data.fields) as [keyof Draft, z.output<typeof Rule>][];
  return {
    timeField,
    query: data.query,
    toDraft(document) {
      const message: Draft = {};
      for (const [name, rule] of rules) message[name] = apply(rule, document, TEXTS.has(name));
      // To an index a list of one is its value; this field is a list.
      if (typeof message.keywords === 'string') message.keywords = [message.keywords];
      if (document.time !== undefined) message.timestamp = document.time;
      return draft(message);
    },
  };
}

const faultOf = ({ path, message, code, ...issue }: z.core.$ZodIssue): string => {
  const place = path.join('.') || 'the file';
  if (code === 'unrecognized_keys' && 'keys' in issue) return `${place} has unknown names: ${issue.keys.join(', ')}`;
  return `${place} ${message.startsWith('Invalid input') ? 'is missing or of the wrong kind' : message}`;
};

/** Fields that are texts in a message, and may be numbers elsewhere. */
const TEXTS = new Set<string>(['id', 'business', 'bot', 'conversation', 'user', 'text', 'story', 'node', 'channel', 'language']);

function apply(rule: z.output<typeof Rule>, document: Found, isText: boolean): unknown {
  if (isObject(rule) && 'value' in rule) return rule.value;
  const field = typeof rule === 'string' ? rule : rule.field;
  const values = typeof rule === 'string' ? undefined : rule.values;
  const found = lookUp(field, document);
  if (values !== undefined && isScalar(found) && Object.hasOwn(values, String(found))) return values[String(found)];
  return isText && typeof found === 'number' ? String(found) : found;
}

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A document may hold a dotted name as it is, or as objects in each other; and any value may be a list of one. */
function lookUp(field: string, { id, index, source }: Found): unknown {
  if (field === '_id') return id;
  if (field === '_index') return index;
  const found = at(source, field) ?? at(source, ...field.split('.'));
  return Array.isArray(found) && found.length === 1 ? (found[0] as unknown) : found;
}
