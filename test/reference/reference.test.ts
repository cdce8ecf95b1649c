import { describe, expect, it } from 'vitest';
import { createReference, type Ingested, type Reference } from './reference.ts';

const now = Date.parse('2026-03-18T13:02:07.123Z');
const bots = [
  { business: 'acme', bot: 'shop' },
  { business: 'acme', bot: 'help' },
  { business: 'globex', bot: 'shop' },
];
const query = (text = ''): URLSearchParams => new URLSearchParams(text);

let last = 0;
function message(fields: object): object {
  return {
    id: `m${last++}`,
    timestamp: '2026-03-18T10:00:00Z',
    business: 'acme',
    bot: 'shop',
    conversation: 'c1',
    user: 'u1',
    sender: 'user',
    text: '',
    ...fields,
  };
}
const said = (conversation: string, timestamp: string, fields: object = {}): object => message({ conversation, timestamp, ...fields });
const node = (conversation: string, timestamp: string, story: string, name: string, fields: object = {}): object =>
  said(conversation, timestamp, { sender: 'bot', story, node: name, ...fields });

function knowing(...messages: object[]): Reference {
  const reference = createReference({ idleMinutes: 30 });
  const results = reference.ingest(messages, now);
  expect(results).toEqual(messages.map(() => 'accepted'));
  return reference;
}

describe('what goes in', () => {
  const one = (fields: object): Ingested | undefined => createReference({ idleMinutes: 30 }).ingest([message(fields)], now)[0];

  it.each([
    ['id', '', 'invalid'],
    ['id', null, 'missing'],
    ['id', 'x'.repeat(201), 'invalid'],
    ['revision', -1, 'invalid'],
    ['revision', 2 ** 31, 'invalid'],
    ['seq', 1.5, 'invalid'],
    ['timestamp', '1999-12-31T23:59:59.999Z', 'invalid'],
    ['timestamp', now + 86_400_001, 'invalid'],
    ['timestamp', '2026-02-30T00:00:00Z', 'invalid'],
    ['bot', '😀'.repeat(101), 'invalid'],
    ['user', '\ud800', 'invalid'],
    ['text', 'x'.repeat(32_769), 'invalid'],
    ['story', 's', 'not-allowed'],
    ['success', true, 'not-allowed'],
    ['keywords', Array(51).fill('a'), 'invalid'],
    ['keywords', [''], 'invalid'],
    ['channel', 'x'.repeat(51), 'invalid'],
    ['storey', null, 'unknown-field'],
  ] as const)('refuses %s when it is %j as %s', (field, value, code) => {
    expect(one({ [field]: value })).toEqual({ code, field });
  });

  it.each([
    { id: '😀'.repeat(200) },
    { revision: 2 ** 31 - 1, seq: null },
    { timestamp: now + 86_400_000 },
    { timestamp: '2000-01-01T01:00:00+01:00' },
    { text: 'x'.repeat(32_768) },
    { keywords: [], understood: true, channel: null },
    { sender: 'bot', story: 's', success: false },
    { sender: 'human', completed: true },
  ])('accepts what is just allowed: %#', (fields) => {
    expect(one(fields)).toBe('accepted');
  });

  it('knows a repeat, a lower revision, a higher one and a changed time', () => {
    const results = createReference({ idleMinutes: 30 }).ingest(
      [
        message({ id: 'a', revision: 1 }),
        message({ id: 'a', revision: 1, text: 'else' }),
        message({ id: 'a' }),
        message({ id: 'a', revision: 2 }),
        message({ id: 'a', revision: 3, timestamp: '2026-03-18T10:00:00.001Z' }),
        message({ id: 'a', revision: 3, timestamp: '2026-03-18T11:00:00.0009+01:00' }),
        message({ id: 'a', bot: 'help' }),
      ],
      now,
    );
    const changed = { code: 'changed-timestamp', field: 'timestamp' };
    expect(results).toEqual(['accepted', 'duplicate', 'duplicate', 'accepted', changed, 'accepted', 'accepted']);
  });
});

describe('trends', () => {
  it('count each engaged conversation under exactly one outcome', () => {
    const reference = knowing(
      said('both', '2026-03-18T09:00:00Z', { completed: true }),
      said('both', '2026-03-18T09:00:01Z', { sender: 'human' }),
      said('done', '2026-03-18T13:00:00Z', { completed: true, user: 'u2' }),
      said('not-done', '2026-03-18T09:00:00Z', { completed: false }),
      said('young', '2026-03-18T12:32:07.124Z'),
      said('idle', '2026-03-18T12:32:07.123Z'),
      said('silent', '2026-03-18T09:00:00Z', { sender: 'bot', user: 'u9' }),
    );
    expect(reference.trends(query('range=today'), bots, now).data.totals).toEqual({
      conversations: 5,
      users: 2,
      messages: 6,
      automation: 0.8,
      handedOff: 1,
      completed: 1,
      open: 1,
      abandoned: 2,
    });
  });

  it('have no automation without conversations', () => {
    const { data, newestMessage } = knowing().trends(query('range=today&interval=day&compare=previous'), bots, now);
    expect(data.totals.automation).toBeNull();
    expect(newestMessage).toBeNull();
    expect(data.previous).toMatchObject({ from: '2026-03-17T00:00:00.000Z', to: '2026-03-17T13:15:00.000Z', automation: null });
    expect(data.buckets).toMatchObject([{ start: '2026-03-18T00:00:00.000+00:00', end: '2026-03-19T00:00:00.000+00:00', partial: true }]);
  });

  it('count a user of two bots of a business once, and the same name in another business again', () => {
    const reference = knowing(message({}), message({ bot: 'help' }), message({ business: 'globex' }));
    const { totals } = reference.trends(query(), bots, now).data;
    expect([totals.conversations, totals.users]).toEqual([3, 2]);
    expect(reference.trends(query('bot=globex%2Fshop'), bots, now).data.totals.conversations).toBe(1);
  });

  it('place a conversation where it started, with the messages that came after the range', () => {
    const reference = knowing(
      said('c', '2026-03-18T09:59:59.999Z', { sender: 'bot' }),
      said('c', '2026-03-18T10:00:00Z', { completed: true }),
    );
    const messages = (range: string) => reference.trends(query(range), bots, now).data.totals.messages;
    expect(messages('from=2026-03-18T09:00:00Z&to=2026-03-18T10:00:00Z')).toBe(2);
    expect(messages('from=2026-03-18T10:00:00Z&to=2026-03-18T11:00:00Z')).toBe(0);
  });

  it('take channel and language from the first message that states one', () => {
    const reference = knowing(
      said('c', '2026-03-18T10:00:00Z', { id: 'b', seq: 0 }),
      said('c', '2026-03-18T10:00:00Z', { id: 'a', seq: 1, channel: 'web' }),
      said('c', '2026-03-18T10:00:00Z', { id: 'a2', seq: 1, channel: 'app', language: 'de' }),
    );
    const found = (text: string) => reference.trends(query(text), bots, now).data.totals.conversations;
    expect([found('channel=web'), found('channel=app'), found('channel=app&channel=web&language=de'), found('language=en')]).toEqual([
      1, 0, 1, 0,
    ]);
  });
});

describe('stories', () => {
  it('count invocations, accuracy and shares, ordered by number and then by code point', () => {
    const at = '2026-03-18T10:00:00Z';
    const reference = knowing(
      node('c', at, 'pay', 'ask', { success: true }),
      node('c', at, 'pay', 'ask', { success: false }),
      node('c', at, 'pay', 'ask', { success: true }),
      node('d', at, '😀', 'x'),
      message({ sender: 'bot', bot: 'help', story: '\uff5e' }),
      message({ sender: 'bot', business: 'globex', node: '\uff5e', success: true }),
    );
    const { totals, stories } = reference.stories(query(), bots, now).data;
    expect(totals).toEqual({ invocations: 6, successes: 3, failures: 1, accuracy: 0.75, share: 1 });
    expect(stories.map(({ story, invocations, accuracy, share }) => [story, invocations, accuracy, share])).toEqual([
      ['pay', 3, 2 / 3, 0.5],
      ['\uff5e', 2, 1, 1 / 3],
      ['😀', 1, null, 1 / 6],
    ]);
    expect(stories[1]!.nodes).toEqual([{ node: '\uff5e', invocations: 2, successes: 1, failures: 0, accuracy: 1, share: 1 / 3 }]);
    expect(reference.stories(query('story=pay'), bots, now).data.totals).toMatchObject({ invocations: 3, share: 1 });
    expect(reference.stories(query('story=none'), bots, now).data).toEqual({
      totals: { invocations: 0, successes: 0, failures: 0, accuracy: null, share: null },
      stories: [],
    });
  });
});

describe('words', () => {
  const missed = (text: string, fields: object = {}): object => message({ understood: false, text, ...fields });

  it('count missed messages that hold a word, and the same in the previous range', () => {
    const reference = knowing(
      missed('Refund refund REFUND please'),
      missed('refund voucher'),
      missed('voucher', { timestamp: '2026-03-17T10:00:00Z' }),
      missed('voucher', { timestamp: '2026-03-17T13:15:00Z' }),
      missed('', { keywords: ['Zebra', ' zebra '] }),
      message({ text: 'refund', understood: true }),
      message({ text: 'refund', sender: 'human' }),
    );
    const { data } = reference.words(query('range=today'), bots, now);
    expect(data).toEqual({
      userMessages: 4,
      missed: 3,
      words: [
        { word: 'refund', messages: 2, previous: 0 },
        { word: 'voucher', messages: 1, previous: 1 },
        { word: 'zebra', messages: 1, previous: 0 },
      ],
    });
    expect(reference.words(query('range=today&limit=1'), bots, now).data.words).toHaveLength(1);
  });
});

describe('journey', () => {
  const at = (second: number): string => new Date(Date.parse('2026-03-18T10:00:00Z') + second * 1000).toISOString();

  it('keeps links in, links out and invocations equal, self-links and the folded rest included', () => {
    const walk = (conversation: string, ...names: string[]): object[] => [
      said(conversation, at(0)),
      ...names.map((name, index) => node(conversation, at(index + 1), 's', name)),
    ];
    const reference = knowing(...walk('c1', 'a', 'a', 'b'), ...walk('c2', 'b', 'c', 'a', 'd'), ...walk('c3'));
    const { conversations, nodes, links } = reference.journey(query('limit=2'), bots, now).data;
    expect(conversations).toBe(3);
    expect(nodes.map(({ node: name, ...row }) => [name, row.invocations, row.conversations, row.medianStep, row.starts, row.ends])).toEqual(
      [
        ['a', 3, 2, 2, 1, 0],
        ['b', 2, 2, 1, 1, 1],
        ['', 2, null, 2, 0, 1],
      ],
    );
    expect(nodes[0]!.steps.slice(0, 4)).toEqual([1, 1, 1, 0]);
    const [a, b] = nodes.map(({ id }) => id);
    expect(links).toHaveLength(10);
    expect(links).toEqual(
      expect.arrayContaining([
        { from: 'start', to: a, count: 1, conversations: 1 },
        { from: a, to: a, count: 1, conversations: 1 },
        { from: a, to: b, count: 1, conversations: 1 },
        { from: b, to: 'end', count: 1, conversations: 1 },
        { from: 'start', to: b, count: 1, conversations: 1 },
        { from: b, to: 'other', count: 1, conversations: null },
        { from: 'other', to: a, count: 1, conversations: null },
        { from: a, to: 'other', count: 1, conversations: null },
        { from: 'other', to: 'end', count: 1, conversations: null },
        { from: 'start', to: 'end', count: 1, conversations: 1 },
      ]),
    );
  });

  it('counts steps later than 20 together, as 21 in the median', () => {
    const reference = knowing(said('c', at(0)), ...Array.from({ length: 45 }, (_, index) => node('c', at(index + 1), 's', 's')));
    const row = reference.journey(query(), bots, now).data.nodes[0]!;
    expect(row.steps).toEqual([...Array<number>(20).fill(1), 25]);
    expect(row.medianStep).toBe(21);
    expect(row.conversations).toBe(1);
  });

  it('asks for a node within the stories asked, and tells names apart from virtual ids', () => {
    const reference = knowing(said('c', at(0)), node('c', at(1), 's', 'other'), node('c', at(2), 't', 'start'));
    const found = (text: string) => reference.journey(query(text), bots, now).data.conversations;
    expect([found('story=s'), found('node=start'), found('story=s&node=start'), found('outcome=abandoned'), found('outcome=open')]).toEqual(
      [1, 1, 0, 1, 0],
    );
    const ids = reference.journey(query(), bots, now).data.nodes.map(({ id }) => id);
    expect(ids).not.toContain('other');
    expect(ids).not.toContain('start');
  });
});

describe('messages', () => {
  it('come newest first by time, seq, id and then business, bot, conversation', () => {
    const reference = knowing(
      message({ id: 'a', seq: 1 }),
      message({ id: 'b', seq: 0 }),
      message({ id: '😀', seq: 0 }),
      message({ id: '\uff5e', seq: 0 }),
      message({ id: 'a', seq: 1, conversation: 'c2' }),
      message({ id: 'a', seq: 1, bot: 'help', conversation: 'c9' }),
    );
    const { messages } = reference.messages(query('order=oldest'), bots, now).data;
    expect(messages.map(({ id, bot, conversation }) => `${id} ${bot} ${conversation}`)).toEqual([
      'b shop c1',
      '\uff5e shop c1',
      '😀 shop c1',
      'a help c9',
      'a shop c1',
      'a shop c2',
    ]);
    expect(reference.messages(query(), bots, now).data.messages).toEqual([...messages].reverse());
  });

  it('are found by all the words asked, stop words and digits too, and by the conversation of a composed name', () => {
    const reference = knowing(message({ text: 'The 42 parcels', conversation: 'a/b' }), message({ text: 'parcels' }));
    const found = (text: string) => reference.messages(query(text), bots, now).data.messages.length;
    expect([
      found('q=the+42'),
      found('q=PARCELS'),
      found('q=parcel'),
      found('q=the+43'),
      found('conversation=acme%2Fshop%2Fa%252Fb'),
    ]).toEqual([1, 2, 0, 0, 1]);
  });
});
