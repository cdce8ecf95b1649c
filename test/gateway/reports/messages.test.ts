import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Message } from '../../../gateway/contract/message.ts';
import { type Messages, MessagesQuery } from '../../../gateway/contract/messages.ts';
import { type Words } from '../../../gateway/contract/words.ts';
import { messagesFilter } from '../../../gateway/reports/messages.ts';
import { any } from '../../../gateway/store/elasticsearch/filters.ts';
import { clientOf, type Client, message } from '../../support/ask.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { scopeOf } from '../../support/stored.ts';

const all = ['reports', 'messages', 'ingest', 'erase'];
const DIRECTORY = {
  businesses: [],
  principals: [
    { id: 'root', grants: [{ business: '*', bot: '*', permissions: [...all, 'unmask'] }] },
    { id: 'reader', grants: [{ business: '*', bot: '*', permissions: all }] },
    {
      id: 'half',
      grants: [
        { business: 'acme', bot: '*', permissions: all },
        { business: 'acme', bot: 'shop', permissions: ['unmask'] },
      ],
    },
  ],
};

const PHONE = '4915112345678';
const RANGE = 'from=2026-03-01T00:00:00Z&to=2026-03-03T00:00:00Z';

let gateway: TestGateway;
let root: Client;
let reader: Client;
beforeAll(async () => {
  gateway = await startTestGateway({ directory: DIRECTORY });
  root = await clientOf(gateway);
  reader = await clientOf(gateway, 'reader');
});
afterAll(() => gateway.close());

const found = async (client: Client, path: string): Promise<Messages['messages']> => (await client.ask<Messages>(path)).data.messages;

test("another's conversation is not even looked up: that would take longer where there is one", () => {
  const at = { from: 0, to: 1 };
  const bots = [{ business: 'acme', bot: 'shop' }];
  const ref = (business: string, bot = 'shop') => ({ business, bot, conversation: 'c' });
  const asked = (...conversation: ReturnType<typeof ref>[]) => {
    const query = MessagesQuery.parse({ conversation: conversation.map((each) => `${each.business}/${each.bot}/c`) });
    return messagesFilter({ query, range: at, scope: scopeOf(bots) }).conversations;
  };
  expect(asked(ref('acme'), ref('globex'), ref('nowhere'), ref('acme', 'help'))).toEqual([ref('acme')]);
  expect([asked(ref('globex')), asked(ref('nowhere'))]).toEqual([[], []]);
  expect(any([])).toEqual({ match_none: {} });
});

describe('paging', () => {
  test('never repeats or skips, in both orders, over ties, and while messages arrive', async () => {
    let round = 0;
    const drafts = fc.array(
      fc.record({
        millisecond: fc.integer({ min: 0, max: 3 }),
        seq: fc.integer({ min: 0, max: 1 }),
        id: fc.constantFrom('a', 'b', '\uffff', '🙂'),
        bot: fc.constantFrom('x', 'y/z'),
        conversation: fc.constantFrom('c', 'd'),
      }),
      { minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(drafts, fc.integer({ min: 1, max: 7 }), fc.constantFrom('newest', 'oldest'), async (drawn, limit, order) => {
        const business = `paging-${round++}`;
        const own = drawn.map(({ millisecond, ...fields }) =>
          message({ business, timestamp: Date.parse('2026-03-01T12:00:00Z') + millisecond, ...fields }),
        );
        await root.send(own);
        const places = new Set(
          own.map(({ timestamp, seq, id, bot, conversation }) => JSON.stringify([timestamp, seq, id, bot, conversation])),
        );
        // Same id in the same conversation: the first one counts.
        const expected = new Set(own.map(({ id, bot, conversation }) => JSON.stringify([id, bot, conversation])));
        expect(places.size).toBeGreaterThanOrEqual(expected.size);
        const seen: string[] = [];
        let next: string | null = '';
        for (let page = 0; next !== null; page++) {
          const after: string = next === '' ? '' : `&after=${next}`;
          const { data }: { data: Messages } = await root.ask(
            `messages?${RANGE}&business=${business}&limit=${limit}&order=${order}${after}`,
          );
          seen.push(...data.messages.map(({ id, bot, conversation }) => JSON.stringify([id, bot, conversation])));
          next = data.next;
          // A message ahead of the first page, which no later page may show.
          const late = order === 'newest' ? '2026-03-01T23:00:00Z' : '2026-03-01T01:00:00Z';
          if (page < 2) await root.send([message({ business, timestamp: late })]);
        }
        expect(seen.length).toBe(expected.size);
        expect(new Set(seen)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('takes a cursor of this query alone, and shows nothing in it', async () => {
    await root.send(['1', '2', '3'].map(() => message({ business: 'cursors', conversation: PHONE })));
    const { data } = await reader.ask<Messages>(`messages?${RANGE}&business=cursors&limit=1`);
    const cursor = data.next ?? '';
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain(PHONE);
    expect((await reader.request(`messages?${RANGE}&business=cursors&limit=2&after=${cursor}`)).status).toBe(200);
    for (const path of [`messages?${RANGE}&business=cursors&limit=1&order=oldest&after=${cursor}`, `messages?${RANGE}&after=${cursor}`])
      expect(await (await reader.request(path)).json()).toMatchObject({ status: 400, code: 'invalid-query' });
  });
});

describe('without unmask', () => {
  const text = `Mail ann@acme.example or call +49 151 2345678, card 4111 1111 1111 1111`;
  beforeAll(() =>
    root.send([
      message({ business: 'acme', bot: 'shop', user: PHONE, conversation: `whatsapp:+${PHONE}`, text, understood: false }),
      message({ business: 'acme', bot: 'faq', user: PHONE, conversation: `whatsapp:+${PHONE}`, text }),
    ]),
  );

  test('texts are masked and identifiers replaced, the same one by the same one', async () => {
    const [one, two] = await found(reader, `messages?${RANGE}&business=acme&order=oldest`);
    expect(one?.text).toBe('Mail ••• e-mail ••• or call ••• phone •••, card ••• card •••');
    expect(one?.user).toMatch(/^~[\w-]{16}$/);
    expect([two?.user, two?.conversation]).toEqual([one?.user, one?.conversation]);
    expect(JSON.stringify([one, two])).not.toMatch(/4915112345678|ann@|4111/);
  });

  test('filters take the pseudonym, and a guess at the value confirms nothing', async () => {
    const [shown] = await found(reader, `messages?${RANGE}&bot=acme%2Fshop`);
    const conversation = (id: string) => encodeURIComponent(['acme', 'shop', id].map(encodeURIComponent).join('/'));
    const asked = `messages?${RANGE}&business=acme`;
    expect(await found(reader, `${asked}&user=${shown?.user ?? ''}`)).toHaveLength(2);
    expect(await found(reader, `${asked}&conversation=${conversation(shown?.conversation ?? '')}`)).toHaveLength(1);
    expect(await found(reader, `${asked}&user=${PHONE}`)).toEqual([]);
    expect(await found(reader, `${asked}&conversation=${conversation(`whatsapp:+${PHONE}`)}`)).toEqual([]);
    expect(await found(root, `${asked}&user=${PHONE}`)).toHaveLength(2);
    expect(await found(root, `${asked}&conversation=${conversation(`whatsapp:+${PHONE}`)}`)).toHaveLength(1);
  });

  test('each bot shows as much as its own grant allows, in one answer', async () => {
    const half = await clientOf(gateway, 'half');
    const shown = await found(half, `messages?${RANGE}&business=acme`);
    const of = (bot: string) => shown.find((each) => each.bot === bot);
    expect([of('shop')?.text, of('shop')?.user]).toEqual([text, PHONE]);
    expect(of('faq')?.text).not.toContain('ann@');
    expect(of('faq')?.user).not.toBe(PHONE);
    expect((await found(half, `messages?${RANGE}&business=acme&user=${PHONE}`)).map(({ bot }) => bot)).toEqual(['shop']);
  });

  test('neither search nor words know a masked value, whoever asks', async () => {
    for (const client of [root, reader]) {
      for (const word of ['ann', 'acme.example', '2345678', '4111'])
        expect(await found(client, `messages?${RANGE}&business=acme&q=${word}`)).toEqual([]);
      expect(await found(client, `messages?${RANGE}&business=acme&q=CARD%20mail`)).toHaveLength(2);
      const { words } = (await client.ask<Words>(`words?${RANGE}&business=acme`)).data;
      expect(words.map(({ word }) => word)).toEqual(expect.arrayContaining(['mail', 'card']));
      expect(words.every(({ word }) => !/ann|acme|phone|\d/.test(word))).toBe(true);
    }
  });

  test('an answer for one who may see more is not given to one who may not', async () => {
    const path = `messages?${RANGE}&business=acme&limit=7`;
    expect(JSON.stringify(await found(root, path))).toContain(PHONE);
    expect(JSON.stringify(await found(reader, path))).not.toContain(PHONE);
  });
});

describe('erasing a user', () => {
  const erase = (business: string, user: string) => root.request(`users?business=${business}&user=${user}`, { method: 'DELETE' });
  const totals = async (business: string) =>
    (await root.ask<{ totals: { conversations: number; messages: number; users: number } }>(`trends?${RANGE}&business=${business}`)).data
      .totals;

  test('takes their messages and conversations, derives the others anew, and lets nothing come back', async () => {
    const business = 'erasing';
    const own = [message({ business, user: 'gone', conversation: 'own' }), message({ business, user: 'stays', conversation: 'own' })];
    const shared = [
      message({ business, user: 'stays', conversation: 'shared' }),
      message({ business, user: 'gone', conversation: 'shared', sender: 'human', timestamp: '2026-03-01T09:01:00Z' }),
    ];
    const elsewhere = message({ business: 'other-business', user: 'gone' });
    await root.send([...own, ...shared, elsewhere]);
    expect(await totals(business)).toMatchObject({ conversations: 2, messages: 4, users: 2, handedOff: 1 });

    expect(await (await erase(business, 'gone')).json()).toEqual({ messages: 3, conversations: 1 });
    expect(await totals(business)).toMatchObject({ conversations: 1, messages: 1, users: 1, handedOff: 0 });
    expect(await totals('other-business')).toMatchObject({ conversations: 1 });
    expect((await root.ask(`trends?${RANGE}&business=${business}`)).newestMessage).toBe('2026-03-01T09:00:00.000Z');

    const revised = { ...own[0], revision: 5 } as unknown as Message;
    expect(await root.send([...own, ...shared, revised])).toMatchObject({ accepted: 0, duplicates: 5 });
    expect(await root.send([message({ business, user: 'gone', conversation: 'own' })])).toMatchObject({ accepted: 1 });
    expect(await totals(business)).toMatchObject({ conversations: 2, messages: 2 });
  });

  test('finds them by the pseudonym too, and answers nothing found with zeros', async () => {
    const business = 'erasing-alias';
    await root.send([message({ business, user: PHONE })]);
    const [shown] = await found(reader, `messages?${RANGE}&business=${business}`);
    expect(await (await erase(business, shown?.user ?? '')).json()).toEqual({ messages: 1, conversations: 1 });
    expect(await (await erase(business, PHONE)).json()).toEqual({ messages: 0, conversations: 0 });
  });

  test('needs the permission on all bots of the business', async () => {
    await root.send([message({ business: 'erasing-two', bot: 'a' }), message({ business: 'erasing-two', bot: 'b' })]);
    const one = await clientOf(gateway, 'root', { bots: ['erasing-two/a'] });
    expect((await one.request('users?business=erasing-two&user=u', { method: 'DELETE' })).status).toBe(403);
  });
});
