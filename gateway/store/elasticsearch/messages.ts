import { type Scope, type ScopedBot } from '../../access/scope.ts';
import { DAY } from '../../time/quarter.ts';
import { type ConversationRef } from '../../contract/names.ts';
import { type FoundMessage, type MessagesAsked, type MessagesFilter, type Position } from '../store.ts';
import { type Found, type Search } from './cluster.ts';
import { type Document, toMessage } from './documents.ts';
import { all, any, type Clause, given, named, scoped } from './filters.ts';
import { botKey } from './found-by.ts';
import { type Names } from './names.ts';

/** The order of section 4; the server orders names by their bytes, which is by code point. */
const ORDER = ['timestamp', 'seq', 'id', 'business', 'bot', 'conversation'] as const satisfies (keyof Position)[];

export function messagesSearch(names: Names, scope: Scope, asked: MessagesAsked): Search {
  const { order, limit, after } = asked;
  return {
    index: names.messagesIn(asked),
    body: {
      ...orderedBody(scope, asked, order, limit),
      // The place itself need not be there any more.
      ...(after && { search_after: ORDER.map((field) => after[field]) }),
    },
  };
}

/** Ranges up to so long are searched at once, milliseconds. */
const SHORT = 2 * DAY;
/** The part of a longer one that is searched first. */
const PART = 32;

/**
 * The question of a smaller range at the beginning of the order, to be asked first: a server goes through all messages of a range to put them in order, and
 * a page that is full is the same in both. `null` where few messages pass the filter, which the server finds by themselves.
 */
export function beginningOf(asked: MessagesAsked): MessagesAsked | null {
  const { from, to, order, after, words, conversations, users, stories, nodes, keywords } = asked;
  if (to - from <= SHORT || words || conversations || users || stories || nodes || keywords) return null;
  const length = Math.ceil((to - from) / PART);
  if (order === 'newest') {
    const end = Math.min(to, (after?.timestamp ?? to) + 1);
    return { ...asked, from: Math.max(from, end - length), to: end };
  }
  const start = Math.max(from, after?.timestamp ?? from);
  return { ...asked, from: start, to: Math.min(to, start + length) };
}

/** Body of a search for messages in the order of section 4. */
export function orderedBody(scope: Scope, asked: MessagesFilter, order: 'newest' | 'oldest', size: number): object {
  const direction = order === 'newest' ? 'desc' : 'asc';
  return {
    size,
    track_total_hits: false,
    query: all([...scoped(scope, asked, 'timestamp'), ...conditions(scope, asked)]),
    sort: ORDER.map((field) => ({ [field]: { order: direction } })),
  };
}

export const messagesFound = ({ hits }: Found<unknown, Document>): FoundMessage[] => hits.hits.map(({ _source }) => toMessage(_source));

function conditions(scope: Scope, asked: MessagesFilter): Clause[] {
  const { words, senders, conversations, users, stories, nodes, keywords, understood } = asked;
  return [
    ...(words ?? []).map((word) => named(scope.bots, 'word', [word])),
    ...given('sender', senders),
    ...(stories ? [named(scope.bots, 'story', stories)] : []),
    ...(nodes ? [named(scope.bots, 'node', nodes)] : []),
    ...(keywords ? [named(scope.bots, 'missed', keywords)] : []),
    ...(understood === undefined ? [] : [{ term: { understood } }]),
    ...(users ? [any([named(scope.bots, 'user', users), named(unmasked(scope), 'hiddenUser', users)])] : []),
    ...(conversations ? [any(conversations.map((ref) => identified(scope, ref)))] : []),
  ];
}

/** Where the caller may not see an identifier it is found by its pseudonym alone, so that a guess confirms nothing. */
const unmasked = (scope: Scope): ScopedBot[] => scope.bots.filter(({ unmask }) => unmask);

function identified(scope: Scope, { business, bot, conversation }: ConversationRef): Clause {
  const key = botKey({ business, bot });
  const own = (bots: readonly ScopedBot[]) => bots.filter((each) => botKey(each) === key);
  return any([named(own(scope.bots), 'conversation', [conversation]), named(own(unmasked(scope)), 'hiddenConversation', [conversation])]);
}
