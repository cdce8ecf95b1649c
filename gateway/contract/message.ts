import { z } from 'zod';
import { parseInstant } from './instant.ts';
import { chars } from './text.ts';

export const SENDERS = ['user', 'bot', 'human'] as const;
export type Sender = (typeof SENDERS)[number];

const int31 = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);

/** RFC 3339 or integer epoch milliseconds, read as epoch milliseconds. Whether it is in the allowed span depends on now: see ingest. */
const Timestamp = z
  .union([z.string(), z.number()], 'must be an RFC 3339 time or integer epoch milliseconds')
  .transform((value, context) => {
    const instant = typeof value === 'string' ? parseInstant(value) : Number.isSafeInteger(value) ? value : null;
    if (instant !== null) return instant;
    context.addIssue({ code: 'custom', message: 'must be an RFC 3339 time such as 2026-03-01T09:30:00Z or integer epoch milliseconds' });
    return z.NEVER;
  })
  .meta({ type: ['string', 'integer'] });

const fields = {
  id: chars(1, 200).describe('Unique within its conversation. Shown to everybody as it is, so no address and no number may be in it.'),
  revision: int31.default(0).describe('The same id with a higher revision replaces what was known of the message.'),
  timestamp: Timestamp.describe('When it was sent; ms precision; a revision keeps it.'),
  business: chars(1, 100).describe('Whose bot it is.'),
  bot: chars(1, 100).describe('Unique within its business.'),
  conversation: chars(1, 200).describe('Unique within its bot.'),
  user: chars(1, 200).describe('The end user; unique within the business.'),
  sender: z.enum(SENDERS, `must be one of ${SENDERS.join(', ')}`).describe('`human` is a human agent of the business.'),
  text: chars(0, 32_768).describe('What was said.'),
  seq: int31.default(0).describe('Order among messages of the same millisecond.'),
  story: chars(1, 200).optional().describe('The flow that the bot invoked; without node it stands for both.'),
  node: chars(1, 200).optional().describe('The component in it; without story it stands for both.'),
  success: z.boolean().optional().describe('Whether the invocation answered rightly.'),
  understood: z.boolean().optional().describe('Whether the bot understood it.'),
  keywords: z.array(chars(1, 100)).max(50, 'must hold at most 50 words').optional().describe('Its important words.'),
  completed: z.boolean().optional().describe('This message completes the conversation.'),
  channel: chars(1, 50).optional().describe('Such as web or whatsapp.'),
  language: chars(1, 50).optional().describe('BCP 47.'),
};

/** A message as it goes in (section 1). */
export const MessageIn = z.strictObject(fields).meta({ id: 'MessageIn' });

/** A message after reading: defaults filled in, `timestamp` in epoch milliseconds. */
export type Message = z.output<typeof MessageIn>;

/** The fields in the order of the contract, which is also the order in which faults are told. */
export const FIELDS = Object.keys(fields) as (keyof Message)[];

/** A message as it comes out: the fields that are present, `timestamp` in RFC 3339. */
export const MessageOut = z
  .strictObject({
    ...fields,
    timestamp: z.string().meta({ format: 'date-time' }).describe('When it was sent.'),
    revision: int31.describe('How often it was corrected, as its sender counts.'),
    seq: int31.describe('Order among messages of the same millisecond.'),
  })
  .meta({ id: 'Message' });
export type MessageOut = z.output<typeof MessageOut>;
