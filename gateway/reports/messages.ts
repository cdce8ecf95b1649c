import { type Scope } from '../access/scope.ts';
import { formatInstant } from '../contract/instant.ts';
import { type MessageOut } from '../contract/message.ts';
import { Messages, MessagesQuery } from '../contract/messages.ts';
import { botName } from '../contract/names.ts';
import { type FoundMessage, type Store } from '../store/store.ts';
import { mask } from '../text/mask.ts';
import { normaliseWord, wordsOf } from '../text/words.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { defineReport, filterOf } from './report.ts';

export const messages = defineReport<MessagesQuery, Messages>({
  name: 'messages',
  summary: 'Who said what and when, page by page.',
  permission: 'messages',
  query: MessagesQuery,
  data: Messages,
  range: (query, store) => cursorOf(query, store)?.range,
  async compute(question) {
    const { store, scope, query, range, signal } = question;
    const { q, sender, conversation, user, story, node, keyword, understood, order, limit } = query;
    const found = await store.messages(
      scope,
      {
        ...filterOf(question),
        ...(q !== undefined && { words: [...new Set(wordsOf(q))] }),
        senders: sender,
        conversations: conversation,
        users: user,
        stories: story,
        nodes: node,
        keywords: keyword?.map(normaliseWord),
        understood,
        order,
        limit: limit + 1,
        after: cursorOf(query, store)?.position,
      },
      signal,
    );
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      data: {
        messages: page.map(shownIn(scope)),
        next: last ? sealCursor({ range, position: positionOf(last) }, identity(query), store.secret) : null,
      },
    };
  },
});

/** What makes two queries the same for paging: all but the page. */
function identity(query: MessagesQuery): string {
  return JSON.stringify({ ...query, after: null, limit: null });
}

function cursorOf(query: MessagesQuery, store: Store) {
  return query.after === undefined ? undefined : openCursor(query.after, identity(query), store.secret);
}

function positionOf({ timestamp, seq, id, business, bot, conversation }: FoundMessage) {
  return { timestamp, seq, id, business, bot, conversation };
}

/** The message as the caller may see it: masked on every bot without `unmask` (section 5). */
function shownIn(scope: Scope): (message: FoundMessage) => MessageOut {
  const unmasked = new Set(scope.bots.filter(({ unmask }) => unmask).map(botName));
  return ({ userAlias, conversationAlias, ...message }) => {
    const shown = { ...message, timestamp: formatInstant(message.timestamp) };
    if (unmasked.has(botName(message))) return shown;
    return {
      ...shown,
      text: mask(message.text),
      user: userAlias ?? message.user,
      conversation: conversationAlias ?? message.conversation,
    };
  };
}
