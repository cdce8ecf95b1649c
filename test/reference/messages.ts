import { type MessageOut } from '../../gateway/contract/message.ts';
import { inConversation } from './conversation.ts';
import { type Stored } from './message.ts';
import { byCodePoint, inOrder } from './order.ts';
import { normalise, wordsOf } from './words.ts';

const oldestFirst = inOrder<Stored>(
  inConversation,
  (a, b) => byCodePoint(a.business, b.business),
  (a, b) => byCodePoint(a.bot, b.bot),
  (a, b) => byCodePoint(a.conversation, b.conversation),
);

const composed = (...parts: string[]): string => parts.map(encodeURIComponent).join('/');
const decoded = (name: string): string => composed(...name.split('/').map(decodeURIComponent));

function asked(message: Stored, query: URLSearchParams): boolean {
  const is = (name: string, value: string | undefined): boolean =>
    !query.has(name) || (value !== undefined && query.getAll(name).includes(value));
  const conversations = query.getAll('conversation').map(decoded);
  if (conversations.length > 0 && !conversations.includes(composed(message.business, message.bot, message.conversation))) return false;
  const keywords = query.getAll('keyword').map(normalise);
  if (keywords.length > 0 && !(message.understood === false && keywords.some((word) => message.keywords!.includes(word)))) return false;
  const words = wordsOf(message.text);
  if (!wordsOf(query.get('q') ?? '').every((word) => words.includes(word))) return false;
  return (
    is('sender', message.sender) &&
    is('user', message.user) &&
    is('story', message.story) &&
    is('node', message.node) &&
    is('understood', message.understood === undefined ? undefined : String(message.understood))
  );
}

/** Every message that the question finds, in its order, whatever the page. */
export function messagesOf(messages: readonly Stored[], query: URLSearchParams): MessageOut[] {
  const found = messages.filter((message) => asked(message, query)).sort(oldestFirst);
  if (query.get('order') !== 'oldest') found.reverse();
  return found.map((message) => ({ ...message, timestamp: new Date(message.timestamp).toISOString() }));
}
