import { z } from 'zod';
import { MessagesFormat } from './export.ts';
import { MessageOut, SENDERS } from './message.ts';
import { ConversationName } from './names.ts';
import { many, reportQuery, whole } from './query.ts';

const filters = {
  q: z.string().max(1000, 'is longer than 1,000 characters').optional().describe("Each of its words is among the message's words."),
  sender: many(z.enum(SENDERS)),
  conversation: many(ConversationName).describe('`business/bot/conversation`, each part percent-encoded.'),
  user: many(z.string()),
  story: many(z.string()),
  node: many(z.string()),
  keyword: many(z.string()).describe('Missed messages that hold it, the same that words counts.'),
  understood: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .meta({ type: 'boolean', enum: [true, false] }),
};
export const MessagesQuery = reportQuery({
  ...filters,
  order: z.enum(['newest', 'oldest']).default('newest'),
  limit: whole(1, 500).default(50).describe('Messages a page.'),
  after: z.string().max(4000).optional().describe('The `next` of the page before.'),
});
export type MessagesQuery = z.output<typeof MessagesQuery>;

/** The same messages, all of them. */
export const MessagesExportQuery = reportQuery({ ...filters, format: MessagesFormat });
export type MessagesExportQuery = z.output<typeof MessagesExportQuery>;

export const Messages = z
  .strictObject({
    messages: z.array(MessageOut),
    next: z.string().nullable().describe('Cursor of the next page; null: this was the last.'),
  })
  .meta({ id: 'Messages' });
export type Messages = z.output<typeof Messages>;
