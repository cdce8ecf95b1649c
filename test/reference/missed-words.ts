import { type Words } from '../../gateway/contract/words.ts';
import { type Stored } from './message.ts';
import { byCodePoint, inOrder } from './order.ts';
import { previousRange, type Range, within } from './time.ts';

/** @param messages - the messages in scope, whatever their time */
export function missedWordsOf(messages: readonly Stored[], query: URLSearchParams, range: Range & { tz: string }, now: number): Words {
  const ofUsers = messages.filter(({ sender }) => sender === 'user');
  const missed = ofUsers.filter(({ understood }) => understood === false);
  const before = previousRange(range, now);
  const current = missed.filter(({ timestamp }) => within(timestamp, range));
  const holding = (word: string, span: Range): number =>
    missed.filter(({ timestamp, keywords }) => within(timestamp, span) && keywords!.includes(word)).length;
  return {
    userMessages: ofUsers.filter(({ timestamp }) => within(timestamp, range)).length,
    missed: current.length,
    words: [...new Set(current.flatMap(({ keywords }) => keywords!))]
      .map((word) => ({ word, messages: holding(word, range), previous: holding(word, before) }))
      .sort(
        inOrder(
          (a, b) => b.messages - a.messages,
          (a, b) => byCodePoint(a.word, b.word),
        ),
      )
      .slice(0, Number(query.get('limit') ?? 100)),
  };
}
