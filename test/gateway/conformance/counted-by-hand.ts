import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey } from '../../../gateway/contract/journey.ts';
import { type Messages } from '../../../gateway/contract/messages.ts';
import { type Stories } from '../../../gateway/contract/stories.ts';
import { type Trends } from '../../../gateway/contract/trends.ts';
import { type Store } from '../../../gateway/store/store.ts';
import { type Words } from '../../../gateway/contract/words.ts';
import { clientOf, type Client } from '../../support/ask.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

/** [conversation, minute, sender, user, what else]: five conversations of a morning in Berlin, small enough to count by hand. */
const LINES: [string, number, 'user' | 'bot' | 'human', string, object?][] = [
  // Handed off, although it says completed.
  ['a', 0, 'user', 'ann', { text: 'Where is my parcel?', understood: true, channel: 'web', language: 'en' }],
  ['a', 1, 'bot', 'ann', { story: 'parcel', node: 'ask number', success: true }],
  ['a', 2, 'user', 'ann', { text: 'I lost the number, can a drone bring it?', understood: false, language: 'en' }],
  ['a', 3, 'bot', 'ann', { story: 'fallback', node: 'sorry', success: false }],
  ['a', 4, 'human', 'ann', { text: 'I will look it up.', completed: true }],
  // Completed; goes round in a circle.
  ['b', 10, 'user', 'bob', { text: 'Parcel 12345678', understood: true }],
  ['b', 11, 'bot', 'bob', { story: 'parcel', node: 'ask number', success: false }],
  ['b', 12, 'bot', 'bob', { story: 'parcel', node: 'ask number', success: true }],
  ['b', 13, 'bot', 'bob', { story: 'parcel', node: 'status', completed: true }],
  // Abandoned, without any invocation.
  ['c', 20, 'user', 'ann', { text: 'Drone drone DRONE', understood: false, language: 'en' }],
  // Open at 10:30.
  ['d', 61, 'user', 'eve', { text: 'hello', understood: true }],
  ['d', 62, 'bot', 'eve', { node: 'hello' }],
  // Not engaged: counts in stories and messages only.
  ['e', 70, 'bot', 'zoe', { story: 'news', node: 'push', success: true }],
];

const NINE = Date.parse('2026-06-09T09:00:00+02:00');
const RANGE = 'from=2026-06-09T09:00:00%2B02:00&to=2026-06-09T11:00:00%2B02:00&tz=Europe/Berlin';

/** What every store counts of a morning that is small enough to count by hand. */
export function countedByHand(openStore?: (folder: string) => Promise<Store>): void {
  let gateway: TestGateway;
  let root: Client;
  beforeAll(async () => {
    gateway = await startTestGateway({ openStore });
    gateway.clock.now = Date.parse('2026-06-09T10:30:00.500+02:00');
    root = await clientOf(gateway);
    const messages = LINES.map(([conversation, minute, sender, user, fields], index) => ({
      id: `m${index}`,
      timestamp: NINE + minute * 60_000,
      business: 'acme',
      bot: 'shop',
      conversation,
      user,
      sender,
      text: '',
      ...fields,
    }));
    expect(await root.send(messages)).toEqual({ accepted: 13, duplicates: 0, rejected: 0, errors: [] });
  });
  afterAll(() => gateway.close());

  test('trends', async () => {
    const answer = await root.ask<Trends>(`trends?${RANGE}&compare=previous`);
    expect({ ...answer, data: null }).toEqual({
      range: { from: '2026-06-09T07:00:00.000Z', to: '2026-06-09T09:00:00.000Z', tz: 'Europe/Berlin' },
      computedAt: '2026-06-09T08:30:00.500Z',
      newestMessage: '2026-06-09T08:10:00.000Z',
      estimates: [],
      data: null,
    });
    const none = { conversations: 0, users: 0, messages: 0, automation: null, handedOff: 0, completed: 0, open: 0, abandoned: 0 };
    expect(answer.data).toEqual({
      interval: 'hour',
      totals: { conversations: 4, users: 3, messages: 12, automation: 0.75, handedOff: 1, completed: 1, open: 1, abandoned: 1 },
      previous: { ...none, from: '2026-06-08T07:00:00.000Z', to: '2026-06-08T08:45:00.000Z' },
      buckets: [
        {
          start: '2026-06-09T09:00:00.000+02:00',
          end: '2026-06-09T10:00:00.000+02:00',
          partial: false,
          ...none,
          conversations: 3,
          users: 2,
          messages: 10,
          automation: 2 / 3,
          handedOff: 1,
          completed: 1,
          abandoned: 1,
        },
        {
          start: '2026-06-09T10:00:00.000+02:00',
          end: '2026-06-09T11:00:00.000+02:00',
          partial: true,
          ...none,
          conversations: 1,
          users: 1,
          messages: 2,
          automation: 1,
          open: 1,
        },
      ],
    });
  });

  test('stories', async () => {
    const { data } = await root.ask<Stories>(`stories?${RANGE}`);
    expect(data.totals).toEqual({ invocations: 7, successes: 3, failures: 2, accuracy: 0.6, share: 1 });
    expect(
      data.stories.map(({ story, invocations, successes, failures, accuracy }) => [story, invocations, successes, failures, accuracy]),
    ).toEqual([
      ['parcel', 4, 2, 1, 2 / 3],
      ['fallback', 1, 0, 1, 0],
      ['hello', 1, 0, 0, null],
      ['news', 1, 1, 0, 1],
    ]);
    expect(data.stories[0]?.nodes.map(({ node, invocations, share }) => [node, invocations, share])).toEqual([
      ['ask number', 3, 3 / 7],
      ['status', 1, 1 / 7],
    ]);
  });

  test('words', async () => {
    const { data } = await root.ask<Words>(`words?${RANGE}&limit=3`);
    expect(data).toEqual({
      userMessages: 5,
      missed: 2,
      words: [
        { word: 'drone', messages: 2, previous: 0 },
        { word: 'bring', messages: 1, previous: 0 },
        { word: 'lost', messages: 1, previous: 0 },
      ],
    });
  });

  test('journey', async () => {
    const { data } = await root.ask<Journey>(`journey?${RANGE}&limit=1`);
    expect(data.conversations).toBe(4);
    const [ask, other] = data.nodes;
    expect(ask).toEqual({
      id: ask?.id,
      story: 'parcel',
      node: 'ask number',
      invocations: 3,
      conversations: 2,
      steps: [2, 1, ...Array<number>(19).fill(0)],
      medianStep: 1,
      starts: 2,
      ends: 0,
    });
    expect(other).toEqual({
      id: 'other',
      story: '',
      node: '',
      invocations: 3,
      conversations: null,
      steps: [1, 1, 1, ...Array<number>(18).fill(0)],
      medianStep: 2,
      starts: 1,
      ends: 3,
    });
    const shown = data.links.map(({ from, to, count, conversations }) => {
      const name = (id: string) => (id === ask?.id ? 'ask' : id);
      return `${name(from)} > ${name(to)}: ${count} in ${conversations ?? 'unknown'}`;
    });
    expect(new Set(shown)).toEqual(
      new Set([
        'start > ask: 2 in 2',
        'ask > ask: 1 in 1',
        'ask > other: 2 in unknown',
        'other > end: 3 in unknown',
        'start > other: 1 in unknown',
        'start > end: 1 in 1',
      ]),
    );
    const handedOff = await root.ask<Journey>(`journey?${RANGE}&outcome=handedOff`);
    expect(handedOff.data.nodes.map(({ node }) => node)).toEqual(['sorry', 'ask number']);
  });

  test('messages', async () => {
    const ids = async (query: string) => {
      const { data } = await root.ask<Messages>(`messages?${RANGE}&${query}`);
      return data.messages.map(({ id }) => id);
    };
    expect(await ids('limit=3')).toEqual(['m12', 'm11', 'm10']);
    expect(await ids('order=oldest&sender=human')).toEqual(['m4']);
    expect(await ids('order=oldest&q=THE%20number')).toEqual(['m2']);
    expect(await ids('keyword=drone')).toEqual(['m9', 'm2']);
    expect(await ids('node=ask%20number&order=oldest')).toEqual(['m1', 'm6', 'm7']);
    expect(await ids('story=hello')).toEqual(['m11']);
    expect(await ids('conversation=acme%2Fshop%2Fc')).toEqual(['m9']);
    expect(await ids('user=ann&understood=true')).toEqual(['m0']);
    expect(await ids('channel=web')).toEqual(['m0']);
    const { data } = await root.ask<Messages>(`messages?${RANGE}&keyword=drone&limit=1`);
    expect(data.messages).toEqual([
      {
        id: 'm9',
        revision: 0,
        timestamp: '2026-06-09T07:20:00.000Z',
        business: 'acme',
        bot: 'shop',
        conversation: 'c',
        user: 'ann',
        sender: 'user',
        text: 'Drone drone DRONE',
        seq: 0,
        understood: false,
        keywords: ['drone'],
        language: 'en',
      },
    ]);
  });
}
