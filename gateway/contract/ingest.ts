import { z } from 'zod';
import { Count } from './answer.ts';

export const LINE_CODES = [
  'not-json',
  'missing',
  'unknown-field',
  'invalid',
  'not-allowed',
  'conversation-full',
  'changed-timestamp',
  'forbidden',
] as const;
export type LineCode = (typeof LINE_CODES)[number];

export const LineError = z
  .strictObject({
    line: z.int().min(1).describe('Line of the body, or position in the array, from 1.'),
    field: z.string().nullable().describe('The field at fault; null: the line as a whole.'),
    code: z.enum(LINE_CODES),
    detail: z.string(),
  })
  .meta({ id: 'LineError' });
export type LineError = z.output<typeof LineError>;

/** What became of a body of messages: each line is accepted, a duplicate, or rejected. */
export const IngestResult = z
  .strictObject({
    accepted: Count,
    duplicates: Count,
    rejected: Count,
    errors: z.array(LineError).describe('One for each rejected line, the first 100.'),
  })
  .meta({ id: 'IngestResult' });
export type IngestResult = z.output<typeof IngestResult>;

export const MAX_BODY_BYTES = 16 * 2 ** 20;
export const MAX_UNPACKED_BYTES = 64 * 2 ** 20;
export const MAX_BODY_MESSAGES = 10_000;
export const MAX_CONVERSATION_MESSAGES = 10_000;
/** Times a message may have: from 2000-01-01T00:00:00Z to so long after now, milliseconds. */
export const EARLIEST_MESSAGE = 946_684_800_000;
export const LATEST_MESSAGE_AHEAD = 86_400_000;
export const MAX_REPORTED_ERRORS = 100;

export const EraseQuery = z.strictObject({ business: z.string().min(1), user: z.string().min(1) });
export type EraseQuery = z.output<typeof EraseQuery>;
export const Erased = z.strictObject({ messages: Count, conversations: Count }).meta({ id: 'Erased' });
export type Erased = z.output<typeof Erased>;
