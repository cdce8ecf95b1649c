import { type Scope } from '../access/scope.ts';
import { FIELDS, type Message, MessageOut } from '../contract/message.ts';
import { outcome } from '../conversation/conversation.ts';
import { type Column, type Kind, type Row } from '../export/table.ts';
import { type FoundConversation, type Moment } from '../store/store.ts';
import { columnOf } from './columns.ts';
import { unmaskedIn } from './messages.ts';

const KINDS: Partial<Record<keyof MessageOut, Kind>> = {
  timestamp: 'instant',
  revision: 'number',
  seq: 'number',
  success: 'flag',
  understood: 'flag',
  completed: 'flag',
};
const WIDTHS: Partial<Record<keyof MessageOut, number>> = { text: 70, conversation: 24, keywords: 24, sender: 8, language: 9 };

/** The fields of the contract, under their names and in their order. */
export const MESSAGE_COLUMNS: readonly Column[] = FIELDS.map((name) => {
  const width = WIDTHS[name];
  return columnOf(MessageOut.shape, name, KINDS[name] ?? 'text', width === undefined ? {} : { width });
});

export const messageRow = (message: Message): Row =>
  FIELDS.map((name) => (name === 'keywords' ? message.keywords?.join('; ') : message[name]));

const text = (name: string, means: string, width?: number): Column => ({ name, kind: 'text', means, ...(width && { width }) });

export const CONVERSATION_COLUMNS: readonly Column[] = [
  text('business', 'Whose bot it is.'),
  text('bot', 'Unique within its business.'),
  text('conversation', 'Unique within its bot. All conversations are here that a message of this file belongs to.', 24),
  { name: 'started', kind: 'instant', means: 'Its first message, in this file or not.' },
  { name: 'ended', kind: 'instant', means: 'Its last message, in this file or not.' },
  { name: 'duration', kind: 'duration', means: 'From the first to the last message.' },
  { name: 'messages', kind: 'number', means: 'All its messages, in this file or not.' },
  text(
    'outcome',
    'handedOff: a human agent sent a message; completed: else, some message says so; open: else, the last message is younger than the idle time; abandoned: else.',
    12,
  ),
  text('channel', 'Of the first message that states one.'),
  text('language', 'Of the first message that states one.', 9),
];

/** Conversations as the caller may see them. */
export function conversationRow(scope: Scope, { now, idle }: Moment): (conversation: FoundConversation) => Row {
  const unmasked = unmaskedIn(scope);
  return (conversation) => {
    const { business, bot, conversationAlias, started, ended, messages, channel, language } = conversation;
    const name = unmasked(conversation) ? conversation.conversation : (conversationAlias ?? conversation.conversation);
    return [business, bot, name, started, ended, ended - started, messages, outcome(conversation, now, idle), channel, language];
  };
}
