import fc from 'fast-check';
import { foldJourney } from '../../../gateway/conversation/journey.ts';
import { SLICE } from '../../../gateway/store/slices/slice.ts';
import { type Store, type StoredMessage } from '../../../gateway/store/store.ts';
import { DAY, HOUR, QUARTER } from '../../../gateway/time/quarter.ts';
import { type Range } from '../../../gateway/time/range.ts';
import { NOON, scopeOf, stored } from '../../support/stored.ts';

export const IDLE = 2 * QUARTER;
const signal = () => AbortSignal.timeout(60_000);

/** Where a message is in its conversation says when it was sent: at the edges of slices, in any order of arrival. */
export const START = NOON - (NOON % SLICE);
const LATE = 2 * DAY + 7;
const TIMES = [0, 1, SLICE - 1, SLICE, SLICE + 1, 2 * SLICE, 2 * SLICE + QUARTER, DAY - 1, DAY, DAY + HOUR, LATE, 3 * DAY].map(
  (time) => START + time,
);

const message = fc
  .record({
    bot: fc.constantFrom('shop', 'help'),
    conversation: fc.constantFrom('a', 'b', 'c', 'd'),
    place: fc.nat(TIMES.length - 1),
    revision: fc.nat(2),
    user: fc.constantFrom('ann', 'bob', 'cy'),
    said: fc.constantFrom<Partial<StoredMessage>>(
      { sender: 'user' },
      { sender: 'user', understood: false, keywords: ['refund', 'parcel'] },
      { sender: 'user', understood: false, keywords: ['parcel'], channel: 'web' },
      { sender: 'bot', story: 'pay', node: 'ask', success: true },
      { sender: 'bot', story: 'pay', node: 'thank', success: false, completed: true },
      { sender: 'bot', story: 'greet', node: 'greet' },
      { sender: 'human', language: 'de' },
    ),
  })
  .map(({ place, said, ...fields }) => stored(`${place}`, { ...fields, ...said, timestamp: TIMES[place] ?? START }));

/** What happens to a store. */
export const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ messages: fc.array(message, { minLength: 1, maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ erase: fc.constantFrom('ann', 'bob', 'cy') }) },
);

const range = fc
  .tuple(fc.integer({ min: -30, max: 100 }), fc.integer({ min: 1, max: 500 }))
  .map(([from, length]): Range => ({ from: START + from * QUARTER, to: START + (from + length) * QUARTER }));

export const question = fc.record({
  range,
  bots: fc.constantFrom(['shop'], ['help'], ['shop', 'help']),
  // No message is later than a day from now.
  now: fc.constantFrom(2 * DAY, LATE + IDLE - 1, LATE + IDLE, 3 * DAY, 5 * DAY).map((later) => START + later),
  channels: fc.constantFrom(undefined, ['web']),
});
export type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

/** All that a store says, in an order of our own. */
export async function answers(store: Store, business: string, { range: { from, to }, bots, now, channels }: Question) {
  const scope = scopeOf(bots.map((bot) => ({ business, bot })));
  const asked = { from, to, channels };
  const starts = Array.from({ length: Math.ceil((to - from) / HOUR) + 1 }, (_, hour) => from + hour * HOUR);
  const [trends, stories, words, journey] = await Promise.all([
    store.trends(scope, { ...asked, now, idle: IDLE, starts }, signal()),
    store.stories(scope, asked, signal()),
    store.words(scope, { ...asked, previous: { from: from - DAY, to: to - DAY }, limit: 1 }, signal()),
    store.journey(scope, { ...asked, now, idle: IDLE }, signal()),
  ]);
  const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
  return { counts: { ...trends, estimated: null }, stories: sorted(stories), words, journey: foldJourney(journey.steps, 200) };
}
