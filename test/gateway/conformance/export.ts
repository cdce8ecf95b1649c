import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FoundMessage, type MessagesFilter, type Store, type StoredMessage } from '../../../gateway/store/store.ts';
import { seeded, shuffled } from '../../support/sample.ts';
import { DAY, NOON, scopeOf, stored } from '../../support/stored.ts';
import { type OpenedStore } from './store.ts';

const signal = () => AbortSignal.timeout(60_000);

/**
 * What every store does that gives out all it has; each test has a business of its own.
 *
 * @param count - more messages than the store reads at once
 */
export function exportConformance(open: () => Promise<OpenedStore>, count: number): void {
  let opened: OpenedStore;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });
  afterAll(() => opened.close());

  const scope = (business: string) => scopeOf(['shop', 'faq'].map((bot) => ({ business, bot })));
  async function everything(business: string, asked: Partial<MessagesFilter> = {}): Promise<FoundMessage[]> {
    const found: FoundMessage[] = [];
    const counted: number[] = [];
    const all = store.allMessages(scope(business), { ...DAY, ...asked }, signal(), (messages) => counted.push(messages));
    for await (const batch of all) {
      expect(counted).toHaveLength(1);
      found.push(...batch);
    }
    expect(counted).toEqual([found.length]);
    return found;
  }
  const byPage = (business: string, asked: Partial<MessagesFilter>, limit: number) =>
    store.messages(scope(business), { ...DAY, ...asked, order: 'oldest', limit }, signal());

  test('nothing is nothing, also in a store that has never had a message', async () => {
    expect(await everything('empty')).toEqual([]);
    expect(await store.conversations(scope('empty'), [], signal())).toEqual([]);
  });

  test('all are there once, in the order of the messages report, with every field, and as the filters say', async () => {
    const business = 'filtered';
    const random = seeded(7);
    const messages = Array.from({ length: 3000 }, (_, index): StoredMessage => {
      const kind = index % 3;
      return stored(`m${index % 40}`, {
        business,
        bot: index % 2 ? 'shop' : 'faq',
        conversation: `c${Math.floor(index / 40)}`,
        // Many of the same moment, so that all of the order counts.
        timestamp: NOON + Math.floor(random() * 30) * 1000,
        seq: Math.floor(random() * 2),
        user: `u${index % 5}`,
        ...(index % 5 === 0 && { userAlias: '~alias' }),
        channel: index % 4 ? 'web' : 'app',
        text: `text ${index}`,
        words: ['text', String(index % 7)],
        ...(kind === 0 && { sender: 'bot' as const, story: 's', node: `n${index % 3}`, success: index % 2 === 0 }),
        ...(kind === 1 && { understood: index % 2 === 0, keywords: ['k', `k${index % 2}`] }),
        ...(kind === 2 && { sender: 'human' as const, completed: true, language: 'de' }),
      });
    });
    await store.write(shuffled(messages, 3));
    const filters: Partial<MessagesFilter>[] = [
      {},
      { words: ['text', '3'] },
      { senders: ['bot'], stories: ['s'] },
      { channels: ['app'], languages: ['de'] },
      { keywords: ['k1'] },
      { users: ['u1', '~alias'], understood: false },
      { conversations: [{ business, bot: 'shop', conversation: 'c3' }] },
      { from: NOON + 5000, to: NOON + 9000 },
      { users: ['nobody'] },
      { conversations: [] },
    ];
    for (const asked of filters)
      expect(await everything(business, asked), JSON.stringify(asked)).toEqual(await byPage(business, asked, 5000));
    expect((await everything(business)).length).toBe(3000);
  });

  test('more than a page of one moment is all there, in order', async () => {
    const business = 'moment';
    for (let from = 0; from < count; from += 5000)
      await store.write(
        Array.from({ length: Math.min(5000, count - from) }, (_, index) =>
          stored(String((from + index) % 1000).padStart(4, '0'), { business, conversation: `c${Math.floor((from + index) / 1000)}` }),
        ),
      );
    const found = await everything(business);
    expect(new Set(found.map(({ id, conversation }) => `${conversation}/${id}`)).size).toBe(count);
    expect(found.length).toBe(count);
    const place = ({ id, conversation }: FoundMessage) => `${id} ${conversation}`;
    expect(found.map(place)).toEqual(found.map(place).toSorted());
  });

  test('a reader who leaves, and one who is given up, get no more', async () => {
    const business = 'moment';
    let batches = 0;
    for await (const batch of store.allMessages(scope(business), DAY, signal())) {
      expect(batch.length).toBeLessThanOrEqual(2048);
      if (++batches === 2) break;
    }
    const leaving = new AbortController();
    const reading = (async () => {
      for await (const batch of store.allMessages(scope(business), DAY, leaving.signal))
        if (batch.length > 0) leaving.abort(new Error('left'));
    })();
    await expect(reading).rejects.toThrow('left');
    expect((await everything(business, { senders: ['bot'] })).length).toBe(0);
  });

  test('conversations come as their messages made them, and only those that there are in the scope', async () => {
    const business = 'outcomes';
    const of = (conversation: string, index: number, fields: Partial<StoredMessage> = {}) =>
      stored(`${index}`, { business, conversation, timestamp: NOON + index * 1000, ...fields });
    await store.write([
      of('a', 0, { channel: 'web', language: 'en', conversationAlias: '~a' }),
      of('a', 9, { completed: true }),
      of('b', 0, { completed: true }),
      of('b', 2, { sender: 'human' }),
      of('c', 3),
      of('d', 1, { bot: 'other' }),
    ]);
    const name = (conversation: string, bot = 'shop') => ({ business, bot, conversation });
    const asked = [name('c'), { ...name('a'), conversationAlias: '~a' }, name('missing'), name('b'), name('d', 'other'), name('a', 'faq')];
    const ended = { started: NOON + 3000, ended: NOON + 3000 };
    expect(await store.conversations(scope(business), asked, signal())).toEqual([
      { ...name('c'), ...ended, messages: 1, handedOff: false, completed: false },
      {
        ...name('a'),
        conversationAlias: '~a',
        started: NOON,
        ended: NOON + 9000,
        messages: 2,
        handedOff: false,
        completed: true,
        channel: 'web',
        language: 'en',
      },
      { ...name('b'), started: NOON, ended: NOON + 2000, messages: 2, handedOff: true, completed: false },
    ]);
  });
}
