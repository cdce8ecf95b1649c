import { type Scope } from '../../access/scope.ts';
import { type FoundMessage, type MessagesAsked, type MessagesFilter, type Position } from '../store.ts';
import { type Found, type Search } from './cluster.ts';
import { botKey, type Document, toMessage } from './documents.ts';
import { all, any, type Clause, given, oneOf, scoped } from './filters.ts';
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
    ...(words ?? []).map((word) => ({ term: { words: word } })),
    ...given('sender', senders),
    ...given('story', stories),
    ...given('node', nodes),
    ...given('missed', keywords),
    ...(understood === undefined ? [] : [{ term: { understood } }]),
    ...(users ? [identified(scope, 'user', users)] : []),
    ...(conversations
      ? [any(conversations.map((ref) => all([{ term: { botKey: botKey(ref) } }, identified(scope, 'conversation', [ref.conversation])])))]
      : []),
  ];
}

/** An identifier by its name; where the caller may not see it, by its pseudonym alone, so that a guess confirms nothing. */
function identified(scope: Scope, field: 'user' | 'conversation', asked: readonly string[]): Clause {
  const open = scope.bots.filter(({ unmask }) => unmask).map(botKey);
  return any([oneOf(`${field}Shown`, asked), all([oneOf('botKey', open), oneOf(field, asked)])]);
}

/** When the newest message in scope was sent, whatever the range: conversations, of which there are ten times fewer, know their last ones. */
export function newestSearch(names: Names, scope: Scope): Search {
  return {
    index: names.conversations,
    body: {
      size: 1,
      track_total_hits: false,
      query: all([oneOf('botKey', scope.bots.map(botKey))]),
      sort: [{ ended: { order: 'desc' } }],
      _source: false,
    },
  };
}

export function newestFound({ hits }: Found): number | null {
  const [ended] = hits.hits[0]?.sort ?? [];
  return typeof ended === 'number' ? ended : null;
}
