import { type Totals, type Trends } from '../../gateway/contract/trends.ts';
import { bucketsOf, intervalOf, withOffset } from './buckets.ts';
import { type Conversation } from './conversation.ts';
import { previousRange, type Range, within } from './time.ts';

function totalsOf(conversations: readonly Conversation[]): Totals {
  const count = (outcome: Conversation['outcome']): number => conversations.filter((one) => one.outcome === outcome).length;
  const handedOff = count('handedOff');
  return {
    conversations: conversations.length,
    users: new Set(conversations.map(({ business, user }) => JSON.stringify([business, user]))).size,
    messages: conversations.reduce((sum, { messages }) => sum + messages, 0),
    automation: conversations.length === 0 ? null : (conversations.length - handedOff) / conversations.length,
    handedOff,
    completed: count('completed'),
    open: count('open'),
    abandoned: count('abandoned'),
  };
}

/** @param engaged - the engaged conversations in scope, whenever they started */
export function trendsOf(engaged: readonly Conversation[], query: URLSearchParams, range: Range & { tz: string }, now: number): Trends {
  const started = (span: Range): Conversation[] => engaged.filter((conversation) => within(conversation.started, span));
  const inRange = started(range);
  const interval = intervalOf(query.get('interval'), range);
  const answer: Trends = {
    interval,
    totals: totalsOf(inRange),
    buckets: bucketsOf(range, interval).map((bucket) => ({
      start: withOffset(bucket.from, range.tz),
      end: withOffset(bucket.to, range.tz),
      partial: bucket.from < range.from || bucket.to > range.to || bucket.to > now,
      ...totalsOf(inRange.filter((conversation) => within(conversation.started, bucket))),
    })),
  };
  if (query.get('compare') === 'previous') {
    const before = previousRange(range, now);
    answer.previous = {
      ...totalsOf(started(before)),
      from: new Date(before.from).toISOString(),
      to: new Date(before.to).toISOString(),
    };
  }
  return answer;
}
