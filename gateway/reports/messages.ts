import { z } from 'zod';
import { type Scope } from '../access/scope.ts';
import { formatInstant } from '../contract/instant.ts';
import { FIELDS, type Message, MessageIn, type MessageOut } from '../contract/message.ts';
import { Messages, type MessagesExportQuery, MessagesQuery } from '../contract/messages.ts';
import { type BotRef } from '../contract/names.ts';
import { type FoundMessage, type MessagesFilter, type Store } from '../store/store.ts';
import { pairKey } from '../text/key.ts';
import { mask } from '../text/mask.ts';
import { normaliseWord, wordsOf } from '../text/words.ts';
import { type Range } from '../time/range.ts';
import { type Cursor, noCursor, openCursor, sealCursor } from './cursor.ts';
import { defineReport, filterOf } from './report.ts';

export const messages = defineReport<MessagesQuery, Messages>({
  name: 'messages',
  summary: 'Who said what and when, page by page.',
  permission: 'messages',
  query: MessagesQuery,
  data: Messages,
  range: (query, store, scope) => cursorOf(query, store, scope)?.range,
  async compute(question) {
    const { store, scope, query, range, signal } = question;
    const { order, limit } = query;
    const found = await store.messages(
      scope,
      { ...messagesFilter(question), order, limit: limit + 1, after: cursorOf(query, store, scope)?.position },
      signal,
    );
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      data: {
        messages: page.map(shownIn(scope)).map(messageOut),
        next: last ? sealCursor({ range, position: positionOf(last) }, identity(query), store.secret) : null,
      },
    };
  },
});

/**
 * Which messages a question is about. Conversations of bots out of scope are none, wherever they are: looking them up would take longer
 * where there are such.
 */
export function messagesFilter(question: { query: Omit<MessagesExportQuery, 'format'>; range: Range; scope: Scope }): MessagesFilter {
  const { q, sender, conversation, user, story, node, keyword, understood } = question.query;
  return {
    ...filterOf(question),
    ...(q !== undefined && { words: [...new Set(wordsOf(q))] }),
    senders: sender,
    conversations: conversation?.filter(inScope(question.scope)),
    users: user,
    stories: story,
    nodes: node,
    keywords: keyword?.map(normaliseWord),
    understood,
  };
}

function inScope({ bots }: Scope): (bot: BotRef) => boolean {
  const keys = new Set(bots.map(({ business, bot }) => pairKey(business, bot)));
  return ({ business, bot }) => keys.has(pairKey(business, bot));
}

/** What makes two queries the same for paging: all but the page. */
function identity(query: MessagesQuery): string {
  return JSON.stringify({ ...query, after: null, limit: null });
}

/** A cursor goes on from a message, so it is one only for whoever may see that message; bots that come later do not break it. */
function cursorOf(query: MessagesQuery, store: Store, scope: Scope): Cursor | undefined {
  if (query.after === undefined) return undefined;
  const cursor = openCursor(query.after, identity(query), store.secret);
  if (!inScope(scope)(cursor.position)) throw noCursor();
  return cursor;
}

function positionOf({ timestamp, seq, id, business, bot, conversation }: FoundMessage) {
  return { timestamp, seq, id, business, bot, conversation };
}

/** Whether the caller may see what belongs to a bot as it is: without masks and pseudonyms (section 5). */
export function unmaskedIn(scope: Scope): (bot: BotRef) => boolean {
  const unmasked = new Set(scope.bots.filter(({ unmask }) => unmask).map((bot) => pairKey(bot.business, bot.bot)));
  return ({ business, bot }) => unmasked.has(pairKey(business, bot));
}

/** Fields that a message need not have. */
const OPTIONAL = FIELDS.filter((name) => MessageIn.shape[name] instanceof z.ZodOptional);

/**
 * The message as the caller may see it: masked on every bot without `unmask` (section 5). There is no other way out for a message. Field by field:
 * to copy all but two of them takes as long as a whole line of a file.
 */
export function shownIn(scope: Scope): (message: FoundMessage) => Message {
  const unmasked = unmaskedIn(scope);
  return (message) => {
    const { id, revision, timestamp, business, bot, sender, seq } = message;
    const open = unmasked(message);
    const conversation = open ? message.conversation : (message.conversationAlias ?? message.conversation);
    const user = open ? message.user : (message.userAlias ?? message.user);
    const text = open ? message.text : mask(message.text);
    const shown: Partial<Record<keyof Message, unknown>> = {
      id,
      revision,
      timestamp,
      business,
      bot,
      conversation,
      user,
      sender,
      text,
      seq,
    };
    for (const name of OPTIONAL) if (message[name] !== undefined) shown[name] = message[name];
    return shown as Message;
  };
}

/** The same on the wire. */
export const messageOut = (message: Message): MessageOut => ({ ...message, timestamp: formatInstant(message.timestamp) });
