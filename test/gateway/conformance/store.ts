import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_CONVERSATION_MESSAGES } from '../../../gateway/contract/ingest.ts';
import { foldJourney } from '../../../gateway/conversation/journey.ts';
import { type FoundMessage, type MessagesAsked, type Store, type StoredMessage } from '../../../gateway/store/store.ts';
import { DAY, NOON, scopeOf, stored } from '../../support/stored.ts';

export interface OpenedStore {
  store: Store;
  /** Closes the store and opens it again on the same data. */
  reopen(): Promise<Store>;
  close(): Promise<void>;
}

const signal = () => AbortSignal.timeout(60_000);
/** What a store gives back of a message. */
function withoutWords(message: StoredMessage): FoundMessage {
  const given: Partial<StoredMessage> = { ...message };
  delete given.words;
  return given as FoundMessage;
}

const MOMENT = { now: NOON + 60_000, idle: 1_800_000 };

/** What every store does; `open` makes an empty one. Each test has a business of its own. */
export function storeConformance(open: () => Promise<OpenedStore>): void {
  let opened: OpenedStore;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });
  afterAll(() => opened.close());

  const scope = (business: string, unmask = true) =>
    scopeOf(
      ['shop', 'faq'].map((bot) => ({ business, bot })),
      unmask,
    );
  const found = (business: string, asked: Partial<MessagesAsked> = {}, unmask = true) =>
    store.messages(scope(business, unmask), { ...DAY, order: 'oldest', limit: 100, ...asked }, signal());
  const ids = async (...question: Parameters<typeof found>) => (await found(...question)).map(({ id }) => id);
  const totals = async (business: string) => (await store.trends(scope(business), { ...DAY, ...MOMENT, starts: [] }, signal())).totals;

  describe('writes', () => {
    test('say what became of each message, in their order', async () => {
      const of = (id: string, fields: Partial<StoredMessage> = {}) => stored(id, { business: 'order', ...fields });
      expect(await store.write([of('1'), of('1'), of('2', { revision: 3 }), of('2', { revision: 2 })])).toEqual([
        'accepted',
        'duplicate',
        'accepted',
        'duplicate',
      ]);
      expect(await store.write([of('1', { revision: 1, text: 'new' }), of('2', { revision: 4, timestamp: NOON + 1 })])).toEqual([
        'accepted',
        'changed-timestamp',
      ]);
      expect((await found('order')).map(({ id, revision, text }) => [id, revision, text])).toEqual([
        ['1', 1, 'new'],
        ['2', 3, ''],
      ]);
      expect(await store.write([])).toEqual([]);
    });

    test('keep the first body that came under an id and a revision', async () => {
      await store.write([stored('1', { business: 'first', text: 'first', sender: 'bot', story: 's' })]);
      expect(await store.write([stored('1', { business: 'first', text: 'second', sender: 'bot', story: 't' })])).toEqual(['duplicate']);
      expect((await found('first')).map(({ text, story }) => [text, story])).toEqual([['first', 's']]);
      expect(await store.stories(scope('first'), DAY, signal())).toEqual([
        { story: 's', node: 's', invocations: 1, successes: 0, failures: 0 },
      ]);
    });

    test('that overlap accept each message once and end in one conversation', async () => {
      const messages = Array.from({ length: 60 }, (_, index) => stored(`${index}`, { business: 'overlap', timestamp: NOON + index }));
      const senders = Array.from({ length: 6 }, (_, sender) =>
        // Each sender has some that the next one has too.
        store.write(messages.slice(sender * 10, sender * 10 + 20)),
      );
      const results = (await Promise.all(senders)).flat();
      expect(results.filter((result) => result === 'accepted')).toHaveLength(60);
      expect(await totals('overlap')).toMatchObject({ conversations: 1, messages: 60, users: 1 });
    });

    test('fill a conversation up to its limit and no further', async () => {
      const business = 'full';
      const invoked = (conversation: string, count: number) =>
        Array.from({ length: count }, (_, index) =>
          stored(`${index}`, { business, conversation, timestamp: NOON + index, sender: 'bot', story: conversation, node: `${index}` }),
        );
      const user = stored('user', { business, timestamp: NOON + MAX_CONVERSATION_MESSAGES });
      const results = await store.write([...invoked('c', MAX_CONVERSATION_MESSAGES - 1), user]);
      expect(new Set(results)).toEqual(new Set(['accepted']));
      const revision = stored('7', { business, timestamp: NOON + 7, revision: 1, sender: 'bot', story: 'c', node: '7' });
      expect(await store.write([stored('more', { business }), revision])).toEqual(['conversation-full', 'accepted']);
      expect(await totals(business)).toMatchObject({ conversations: 1, messages: MAX_CONVERSATION_MESSAGES });

      // More different nodes and links than a server gives in one answer.
      const other = stored('user', { business, conversation: 'd', timestamp: NOON - 1 });
      const third = stored('user', { business, conversation: 'e', timestamp: NOON - 1 });
      await store.write([other, ...invoked('d', MAX_CONVERSATION_MESSAGES - 1), third, ...invoked('e', 50), ...invoked('e', 1)]);
      const nodes = 2 * (MAX_CONVERSATION_MESSAGES - 1) + 50;
      const stories = await store.stories(scope(business), DAY, signal());
      expect(stories).toHaveLength(nodes);
      expect(new Set(stories.map(({ invocations }) => invocations))).toEqual(new Set([1]));
      const { steps } = await store.journey(scope(business), { ...DAY, ...MOMENT }, signal());
      const journey = foldJourney(steps, 200);
      expect(journey.conversations).toBe(3);
      expect(steps.reduce((sum, { count }) => sum + count, 0)).toBe(nodes + 3);
      expect(journey.nodes.at(-1)).toMatchObject({ id: 'other', invocations: nodes - 200, ends: 3 });
    });

    test('of a walk in circles count each time it went around', async () => {
      const business = 'circles';
      const rounds = (conversation: string, count: number) => [
        stored('user', { business, conversation, timestamp: NOON - 1 }),
        ...Array.from({ length: count }, (_, index) =>
          stored(`${index}`, { business, conversation, timestamp: NOON + index, sender: 'bot', story: 's', node: index % 2 ? 'b' : 'a' }),
        ),
      ];
      await store.write([...rounds('long', 100), ...rounds('short', 3), ...rounds('same', 3)]);
      const { nodes, links } = foldJourney((await store.journey(scope(business), { ...DAY, ...MOMENT }, signal())).steps, 10);
      expect(
        nodes.map(({ node, invocations, conversations, starts, ends, medianStep }) => [
          node,
          invocations,
          conversations,
          starts,
          ends,
          medianStep,
        ]),
      ).toEqual([
        ['a', 54, 3, 3, 2, 21],
        ['b', 52, 3, 0, 1, 21],
      ]);
      expect(nodes.map(({ steps }) => [steps[0], steps[1], steps[2], steps[20]])).toEqual([
        [3, 0, 3, 40],
        [0, 3, 0, 40],
      ]);
      expect(new Set(links.map(({ count, conversations }) => `${count} in ${conversations ?? 'none'}`))).toEqual(
        new Set(['52 in 3', '51 in 3', '3 in 3', '2 in 2', '1 in 1']),
      );
    });
  });

  test('gives messages back as they were, to the letter', async () => {
    const whole = stored('\u0000"\\ \u{10ffff}', {
      business: 'whole',
      conversation: 'a/b\n',
      conversationAlias: '~c',
      user: '+49 151 2345678',
      userAlias: '~u',
      sender: 'user',
      text: `${'long '.repeat(6000)}\u0000 \u202e ÿ 🙂`,
      seq: 2 ** 31 - 1,
      revision: 2 ** 31 - 1,
      understood: false,
      keywords: ['b', 'a', '__proto__'],
      completed: false,
      channel: 'w',
      language: 'de-AT',
    });
    const bare = stored('bare', { business: 'whole', sender: 'human', timestamp: NOON + 1 });
    await store.write([{ ...whole, words: ['long'] }, bare]);
    expect(await found('whole')).toEqual([whole, bare].map(withoutWords));
  });

  test('finds identifiers by name where they may be seen, and elsewhere by pseudonym alone', async () => {
    const business = 'masked';
    await store.write([
      stored('1', { business, user: 'raw', userAlias: '~u', conversation: 'talk', conversationAlias: '~c' }),
      stored('2', { business, user: 'plain', conversation: 'other', timestamp: NOON + 1 }),
    ]);
    const talk = (conversation: string) => [{ business, bot: 'shop', conversation }];
    expect([await ids(business, { users: ['raw'] }), await ids(business, { users: ['~u', 'plain'] })]).toEqual([['1'], ['1', '2']]);
    expect([await ids(business, { users: ['raw'] }, false), await ids(business, { users: ['~u', 'plain'] }, false)]).toEqual([
      [],
      ['1', '2'],
    ]);
    expect([await ids(business, { conversations: talk('talk') }), await ids(business, { conversations: talk('~c') }, false)]).toEqual([
      ['1'],
      ['1'],
    ]);
    expect(await ids(business, { conversations: talk('talk') }, false)).toEqual([]);
  });

  test('knows its bots, their labels and their newest message, each within its scope', async () => {
    const business = 'known';
    await store.write([
      stored('1', { business, channel: 'web', language: 'en' }),
      stored('2', { business, bot: 'faq', channel: '\u{1f600}', timestamp: NOON + 5 }),
      stored('3', { business, bot: 'faq', channel: '\uffff', timestamp: NOON + 4 }),
    ]);
    expect((await store.bots()).filter((bot) => bot.business === business)).toEqual(
      expect.arrayContaining([
        { business, bot: 'shop' },
        { business, bot: 'faq' },
      ]),
    );
    const [shop, faq] = ['shop', 'faq'].map((bot) => scopeOf([{ business, bot }]));
    expect(await store.labels(shop!, signal())).toEqual({ channels: ['web'], languages: ['en'] });
    expect(await store.labels(faq!, signal())).toEqual({ channels: ['\uffff', '\u{1f600}'], languages: [] });
    expect([await store.newestMessage(shop!, signal()), await store.newestMessage(faq!, signal())]).toEqual([NOON, NOON + 5]);
    expect(await store.newestMessage(scopeOf([{ business, bot: 'nobody' }]), signal())).toBeNull();
  });

  test('answers about nothing with nothing', async () => {
    const nobody = scope('nobody');
    const none = { conversations: 0, users: 0, messages: 0, handedOff: 0, completed: 0, open: 0, abandoned: 0 };
    const starts = [DAY.from, NOON, DAY.to];
    expect(await store.trends(nobody, { ...DAY, ...MOMENT, starts }, signal())).toMatchObject({
      totals: none,
      buckets: [none, none],
      idleAt: null,
    });
    expect(await store.stories(nobody, DAY, signal())).toEqual([]);
    expect(await store.words(nobody, { ...DAY, previous: DAY, limit: 10 }, signal())).toEqual({ userMessages: 0, missed: 0, words: [] });
    expect(await store.journey(nobody, { ...DAY, ...MOMENT }, signal())).toEqual({ steps: [], idleAt: null });
    expect(await found('nobody', { from: -62_135_596_800_000, to: 253_402_214_400_000 })).toEqual([]);
    expect(await store.labels(nobody, signal())).toEqual({ channels: [], languages: [] });
  });

  test('counts thousands of users exactly, in all and in each span', async () => {
    const business = 'crowd';
    const messages = Array.from({ length: 6000 }, (_, index) =>
      stored('1', { business, conversation: `c${index}`, user: `u${index % 3777}`, timestamp: NOON + (index >= 3000 ? 900_000 : 0) }),
    );
    await store.write(messages);
    const asked = { ...DAY, ...MOMENT, starts: [DAY.from, NOON, NOON + 900_000, DAY.to] };
    const trends = await store.trends(scope(business), asked, signal());
    expect(trends.totals).toMatchObject({ conversations: 6000, users: 3777 });
    expect(trends.buckets.map(({ users }) => users)).toEqual([0, 3000, 3000]);
  });

  test('ends the work for an asker who leaves, with their reason', async () => {
    const reason = new Error('has left');
    await expect(store.stories(scope('left'), DAY, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(store.messages(scope('left'), { ...DAY, order: 'oldest', limit: 1 }, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  describe('erasure', () => {
    test('keeps what was erased out, after a restart too, and lets new messages of the user in', async () => {
      const business = 'erased';
      await store.write([stored('1', { business })]);
      expect(await store.erase(business, 'gone')).toEqual({ messages: 1, conversations: 1, bots: [{ business, bot: 'shop' }] });
      expect([await ids(business), (await totals(business)).conversations]).toEqual([[], 0]);
      const secret = Buffer.from(store.secret);
      store = await opened.reopen();
      expect(Buffer.from(store.secret)).toEqual(secret);
      const again = [stored('1', { business }), stored('1', { business, revision: 9 }), stored('2', { business })];
      expect(await store.write(again)).toEqual(['duplicate', 'duplicate', 'accepted']);
      expect([await ids(business), (await totals(business)).messages]).toEqual([['2'], 1]);
      expect(await store.erase(business, 'never')).toEqual({ messages: 0, conversations: 0, bots: [] });
    });

    test('gives a conversation to whoever began it, with all that was said in it', async () => {
      const business = 'begun';
      await store.write([stored('1', { business }), stored('2', { business, user: 'stays', timestamp: NOON + 1 })]);
      expect(await store.erase(business, 'gone')).toMatchObject({ messages: 2, conversations: 1 });
      expect(await store.write([stored('2', { business, user: 'stays' })])).toEqual(['duplicate']);
    });

    test('takes the messages of the user out of the conversations of others, which are derived anew', async () => {
      const business = 'others';
      await store.write([
        stored('1', { business, user: 'stays' }),
        stored('2', { business, userAlias: '~gone', sender: 'human', timestamp: NOON + 1 }),
      ]);
      expect(await totals(business)).toMatchObject({ messages: 2, handedOff: 1 });
      expect(await store.erase(business, '~gone')).toMatchObject({ messages: 1, conversations: 0 });
      expect([await ids(business), await totals(business)]).toMatchObject([['1'], { messages: 1, handedOff: 0, open: 1 }]);
    });

    test('reaches every bot of the business, and no other business', async () => {
      const messages = [{ bot: 'shop' }, { bot: 'faq' }, { business: 'elsewhere' }].map((bot) =>
        stored('1', { business: 'everywhere', ...bot }),
      );
      await store.write(messages);
      const { bots, ...erased } = await store.erase('everywhere', 'gone');
      expect(erased).toEqual({ messages: 2, conversations: 2 });
      expect(new Set(bots.map(({ business, bot }) => `${business} ${bot}`))).toEqual(new Set(['everywhere shop', 'everywhere faq']));
      // The third was never erased: its revision still counts.
      expect(await store.write(messages.map((each) => ({ ...each, revision: 1 })))).toEqual(['duplicate', 'duplicate', 'accepted']);
    });

    test('judges messages that come while the user is being erased after it', async () => {
      const business = 'meanwhile';
      await store.write([stored('1', { business })]);
      // The write is over as a whole: what follows is queued in the order of the calls.
      await new Promise(setImmediate);
      const erasing = store.erase(business, 'gone');
      const redelivered = store.write([stored('1', { business, revision: 1 }), stored('2', { business })]);
      expect(await erasing).toMatchObject({ messages: 1 });
      expect(await redelivered).toEqual(['duplicate', 'accepted']);
    });
  });

  test('says that it is ready', async () => {
    expect(await store.ready()).toBe(true);
  });
}
