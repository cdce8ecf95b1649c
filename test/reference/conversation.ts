import { type Outcome } from '../../gateway/contract/journey.ts';
import { type Stored } from './message.ts';
import { byCodePoint, groupBy, inOrder } from './order.ts';

export interface Conversation {
  business: string;
  bot: string;
  user: string;
  started: number;
  messages: number;
  engaged: boolean;
  outcome: Outcome;
  path: { story: string; node: string }[];
  channel: string | undefined;
  language: string | undefined;
}

/** Order in a conversation (section 1). */
export const inConversation = inOrder<Stored>(
  (a, b) => a.timestamp - b.timestamp,
  (a, b) => a.seq - b.seq,
  (a, b) => byCodePoint(a.id, b.id),
);

function outcomeOf(messages: readonly Stored[], now: number, idle: number): Outcome {
  if (messages.some(({ sender }) => sender === 'human')) return 'handedOff';
  if (messages.some(({ completed }) => completed === true)) return 'completed';
  return now - messages.at(-1)!.timestamp < idle ? 'open' : 'abandoned';
}

/** All conversations that the messages make up (section 2), as they are at `now`; `idle` in milliseconds. */
export function conversationsOf(all: readonly Stored[], now: number, idle: number): Conversation[] {
  return groupBy(all, ({ business, bot, conversation }) => [business, bot, conversation]).map((group) => {
    const messages = [...group].sort(inConversation);
    const first = messages[0]!;
    const path: Conversation['path'] = [];
    for (const { story, node } of messages) if (story !== undefined && node !== undefined) path.push({ story, node });
    return {
      business: first.business,
      bot: first.bot,
      user: first.user,
      started: first.timestamp,
      messages: messages.length,
      engaged: messages.some(({ sender }) => sender === 'user'),
      outcome: outcomeOf(messages, now, idle),
      path,
      channel: messages.find(({ channel }) => channel !== undefined)?.channel,
      language: messages.find(({ language }) => language !== undefined)?.language,
    };
  });
}
