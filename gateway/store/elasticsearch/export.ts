import { type Scope } from '../../access/scope.ts';
import { type ConversationName, type FoundConversation, type FoundMessage, type MessagesFilter } from '../store.ts';
import { type Cluster, type Found, type Search } from './cluster.ts';
import { type Document, toMessage } from './documents.ts';
import { botKey } from './found-by.ts';
import { all, oneOf } from './filters.ts';
import { type Keys } from './keys.ts';
import { orderedBody } from './messages.ts';
import { type Names } from './names.ts';
import { type Newest } from './newest.ts';

/** Messages of one search: what is read ahead of a slow reader. */
const PAGE = 2000;
/** How long a reader may take for a page: as long as a gateway waits for one that takes nothing, and more. */
const KEEP_ALIVE = '5m';

/** Page by page, all of the moment when the first one was asked for. */
export async function* allMessages(
  cluster: Cluster,
  names: Names,
  newest: Newest,
  scope: Scope,
  asked: MessagesFilter,
  signal: AbortSignal,
  counted?: (messages: number) => void,
): AsyncGenerator<readonly FoundMessage[]> {
  // Of a pattern that nothing matches OpenSearch has no moment.
  if ((await newest(scope, signal)) === null) {
    counted?.(0);
    return;
  }
  // By pattern: a month without messages has no partition, and those out of range are skipped by their times.
  const search = { index: names.messages, body: orderedBody(scope, asked, 'oldest', PAGE) };
  for await (const hits of cluster.pages(search, KEEP_ALIVE, signal, counted))
    yield hits.map(({ _source }) => toMessage(_source as Document));
}

const FIELDS = ['started', 'ended', 'messages', 'outcome', 'channel', 'language'] as const;

/** Looked up by the names of their documents; what is counted is read, not the facts that it comes from. */
export function conversationsSearch(names: Names, keys: Keys, scope: Scope, asked: readonly ConversationName[]): Search {
  return {
    index: names.conversations,
    body: {
      size: asked.length,
      track_total_hits: false,
      query: all([{ ids: { values: asked.map((name) => keys.conversation(name)) } }, oneOf('botKey', scope.bots.map(botKey))]),
      docvalue_fields: FIELDS,
      _source: false,
    },
  };
}

export function conversationsFound(keys: Keys, asked: readonly ConversationName[], { hits }: Found): FoundConversation[] {
  const byKey = new Map(hits.hits.map(({ _id, fields }) => [_id, fields ?? {}]));
  return asked.flatMap(({ business, bot, conversation, conversationAlias }) => {
    const found = byKey.get(keys.conversation({ business, bot, conversation }));
    if (!found) return [];
    const [started, ended, messages, outcome, channel, language] = FIELDS.map((field) => found[field]?.[0]);
    return {
      business,
      bot,
      conversation,
      ...(conversationAlias !== undefined && { conversationAlias }),
      started: Number(started),
      ended: Number(ended),
      messages: Number(messages),
      handedOff: outcome === 'handedOff',
      completed: outcome === 'completed',
      ...(typeof channel === 'string' && { channel }),
      ...(typeof language === 'string' && { language }),
    };
  });
}
