import { type Answer } from '../../gateway/contract/answer.ts';
import { type Journey } from '../../gateway/contract/journey.ts';
import { type MessageOut } from '../../gateway/contract/message.ts';
import { type BotRef } from '../../gateway/contract/names.ts';
import { type Stories } from '../../gateway/contract/stories.ts';
import { type Trends } from '../../gateway/contract/trends.ts';
import { type Words } from '../../gateway/contract/words.ts';
import { type Conversation, conversationsOf } from './conversation.ts';
import { journeyOf } from './journey.ts';
import { type Fault, readMessage, type Stored } from './message.ts';
import { messagesOf } from './messages.ts';
import { missedWordsOf } from './missed-words.ts';
import { storiesOf } from './stories.ts';
import { rangeOf, within } from './time.ts';
import { trendsOf } from './trends.ts';

export type Ingested = 'accepted' | 'duplicate' | Fault;

const CONVERSATION_LIMIT = 10_000;

/** The meaning of the product in arrays and loops: what a store must answer, number for number. */
export interface Reference {
  /** One result a message, in order; `now` in epoch milliseconds. */
  ingest(messages: readonly unknown[], now: number): Ingested[];
  trends(query: URLSearchParams, bots: readonly BotRef[], now: number): Answer<Trends>;
  stories(query: URLSearchParams, bots: readonly BotRef[], now: number): Answer<Stories>;
  words(query: URLSearchParams, bots: readonly BotRef[], now: number): Answer<Words>;
  journey(query: URLSearchParams, bots: readonly BotRef[], now: number): Answer<Journey>;
  /** All pages at once: `next` is the gateway's own affair. */
  messages(query: URLSearchParams, bots: readonly BotRef[], now: number): Answer<{ messages: MessageOut[] }>;
}

export function createReference({ idleMinutes }: { idleMinutes: number }): Reference {
  const stored: Stored[] = [];
  const idle = idleMinutes * 60_000;

  const put = (message: Stored): Ingested => {
    const same = (one: Stored): boolean =>
      one.business === message.business && one.bot === message.bot && one.conversation === message.conversation;
    const known = stored.findIndex((one) => same(one) && one.id === message.id);
    if (known >= 0) {
      const old = stored[known]!;
      if (message.revision <= old.revision) return 'duplicate';
      if (message.timestamp !== old.timestamp) return { code: 'changed-timestamp', field: 'timestamp' };
      stored[known] = message;
      return 'accepted';
    }
    if (stored.filter(same).length >= CONVERSATION_LIMIT) return { code: 'conversation-full', field: 'conversation' };
    stored.push(message);
    return 'accepted';
  };

  const inScope = (query: URLSearchParams, bots: readonly BotRef[]): Stored[] => {
    const businesses = query.getAll('business');
    const asked = query.getAll('bot').map((name) => JSON.stringify(name.split('/').map(decodeURIComponent)));
    const permitted = bots.filter(
      ({ business, bot }) =>
        (businesses.length === 0 || businesses.includes(business)) &&
        (asked.length === 0 || asked.includes(JSON.stringify([business, bot]))),
    );
    return stored.filter((message) => permitted.some(({ business, bot }) => business === message.business && bot === message.bot));
  };

  const spoken = <T extends { channel?: string | undefined; language?: string | undefined }>(
    all: readonly T[],
    query: URLSearchParams,
  ): T[] =>
    all.filter((one) =>
      (['channel', 'language'] as const).every((name) => {
        const value = one[name];
        return !query.has(name) || (value !== undefined && query.getAll(name).includes(value));
      }),
    );

  const answer = <Data>(query: URLSearchParams, bots: readonly BotRef[], now: number, data: Data): Answer<Data> => {
    const { from, to, tz } = rangeOf(query, now);
    const newest = inScope(query, bots).reduce((max, { timestamp }) => Math.max(max, timestamp), -1);
    return {
      range: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), tz },
      computedAt: new Date(now).toISOString(),
      newestMessage: newest < 0 ? null : new Date(newest).toISOString(),
      estimates: [],
      data,
    };
  };

  const engaged = (query: URLSearchParams, bots: readonly BotRef[], now: number): Conversation[] =>
    spoken(conversationsOf(inScope(query, bots), now, idle), query).filter((conversation) => conversation.engaged);
  const inRange = (query: URLSearchParams, bots: readonly BotRef[], now: number): Stored[] =>
    spoken(inScope(query, bots), query).filter(({ timestamp }) => within(timestamp, rangeOf(query, now)));

  return {
    ingest: (messages, now) =>
      messages.map((value) => {
        const read = readMessage(value, now);
        return 'code' in read ? read : put(read);
      }),
    trends: (query, bots, now) => answer(query, bots, now, trendsOf(engaged(query, bots, now), query, rangeOf(query, now), now)),
    stories: (query, bots, now) => answer(query, bots, now, storiesOf(inRange(query, bots, now), query)),
    words: (query, bots, now) =>
      answer(query, bots, now, missedWordsOf(spoken(inScope(query, bots), query), query, rangeOf(query, now), now)),
    journey: (query, bots, now) => {
      const range = rangeOf(query, now);
      const conversations = engaged(query, bots, now).filter(({ started }) => within(started, range));
      return answer(query, bots, now, journeyOf(conversations, query));
    },
    messages: (query, bots, now) => answer(query, bots, now, { messages: messagesOf(inRange(query, bots, now), query) }),
  };
}
