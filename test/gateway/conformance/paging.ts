import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Store } from '../../../gateway/store/store.ts';
import { type Messages } from '../../../gateway/contract/messages.ts';
import { clientOf, type Client, message } from '../../support/ask.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

/** Long, so that a store may look at parts of it first. */
const RANGE = 'from=2026-02-01T00:00:00Z&to=2026-03-08T00:00:00Z';
const NOON = Date.parse('2026-03-01T12:00:00Z');

/** Pages neither repeat nor skip, on every store. */
export function paging({ openStore, runs }: { openStore?: (folder: string) => Promise<Store>; runs: number }): void {
  let gateway: TestGateway;
  let root: Client;
  beforeAll(async () => {
    gateway = await startTestGateway({ openStore });
    root = await clientOf(gateway);
  });
  afterAll(() => gateway.close());

  interface Drawn {
    millisecond: number;
    seq: number;
    id: string;
    bot: string;
    conversation: string;
  }

  /** Few times, near and far, and few names, so that most rows tie in all but the last part of the order. */
  const drawn = fc.record({
    millisecond: fc.constantFrom(-1_900_000_000, -1, 0, 1, 2, 100_000_000),
    seq: fc.integer({ min: 0, max: 1 }),
    id: fc.constantFrom('a', 'b', '\uffff', '🙂'),
    bot: fc.constantFrom('x', 'y/z', '\ufffd', '😀'),
    conversation: fc.constantFrom('c', 'd', '😀'),
  });
  /** The same id in the same conversation is the same message. */
  const rows = fc.uniqueArray(drawn, {
    minLength: 1,
    maxLength: 16,
    selector: ({ id, bot, conversation }) => JSON.stringify([id, bot, conversation]),
  });

  const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  /** The order of section 4, oldest first. */
  const inOrder = (a: Drawn, b: Drawn) =>
    a.millisecond - b.millisecond || a.seq - b.seq || bytes(a.id, b.id) || bytes(a.bot, b.bot) || bytes(a.conversation, b.conversation);
  const nameOf = ({ id, bot, conversation }: Pick<Drawn, 'id' | 'bot' | 'conversation'>) => JSON.stringify([id, bot, conversation]);

  let businesses = 0;
  async function store(business: string, all: readonly Drawn[]): Promise<void> {
    const sent = await root.send(all.map(({ millisecond, ...fields }) => message({ business, timestamp: NOON + millisecond, ...fields })));
    expect(sent).toMatchObject({ accepted: all.length, rejected: 0 });
  }

  /** Names of the rows in the order of the pages; `between` runs after each page but the last. */
  async function pages(
    business: string,
    limit: number,
    order: string,
    between: (seen: readonly string[]) => Promise<void> = () => Promise.resolve(),
  ): Promise<string[]> {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { data } = await root.ask<Messages>(`messages?${RANGE}&business=${business}&limit=${limit}&order=${order}${after}`);
      seen.push(...data.messages.map(nameOf));
      if (data.next === null) return seen;
      expect(data.messages).toHaveLength(limit);
      after = `&after=${data.next}`;
      await between(seen);
    }
  }

  describe('pages', () => {
    test('follow the order to its last tie, and newest is the exact reverse of oldest', async () => {
      await fc.assert(
        fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (all, limit) => {
          const business = `ordered-${businesses++}`;
          await store(business, all);
          const expected = [...all].sort(inOrder).map(nameOf);
          expect(await pages(business, limit, 'oldest')).toEqual(expected);
          expect(await pages(business, limit, 'newest')).toEqual(expected.reverse());
        }),
        { numRuns: runs },
      );
    });

    test('go through many of one moment before they go on to those before and after it', async () => {
      const business = `crowded-${businesses++}`;
      const all = [-3_600_000, 0, 3_600_000].flatMap((millisecond) =>
        Array.from({ length: 8 }, (_, index) => ({ millisecond, seq: 0, id: `${millisecond}/${index}`, bot: 'x', conversation: 'c' })),
      );
      await store(business, all);
      const expected = [...all].sort(inOrder).map(nameOf);
      expect(await pages(business, 3, 'oldest')).toEqual(expected);
      expect(await pages(business, 3, 'newest')).toEqual(expected.reverse());
    });

    test('show what arrives ahead of the reader once, in its place, and what arrives behind not at all', async () => {
      await fc.assert(
        fc.asyncProperty(
          rows,
          rows,
          fc.integer({ min: 1, max: 4 }),
          fc.constantFrom('newest', 'oldest'),
          async (first, later, limit, order) => {
            const business = `arriving-${businesses++}`;
            const known = new Map(first.map((row) => [nameOf(row), row]));
            const arriving = later.filter((row) => !known.has(nameOf(row)));
            for (const row of arriving) known.set(nameOf(row), row);
            const compare = (a: string, b: string) => (order === 'newest' ? -1 : 1) * inOrder(known.get(a) as Drawn, known.get(b) as Drawn);
            const expected = new Set(first.map(nameOf));
            await store(business, first);
            const seen = await pages(business, limit, order, async (read) => {
              const row = arriving.pop();
              if (!row) return;
              await store(business, [row]);
              if (compare(nameOf(row), read.at(-1) ?? '') > 0) expected.add(nameOf(row));
            });
            expect(seen).toEqual([...expected].sort(compare));
          },
        ),
        { numRuns: runs },
      );
    });

    test('go on from their place when the message there is erased or gets a revision', async () => {
      const business = 'changing';
      const fields = { business, timestamp: NOON };
      const own = ['a', 'b', 'c', 'd'].map((id) => message({ ...fields, id, user: `user ${id}`, conversation: id }));
      await root.send(own);
      const seen = await pages(business, 1, 'oldest', async (read) => {
        if (read.length === 1) await root.request(`users?business=${business}&user=user%20a`, { method: 'DELETE' });
        if (read.length === 2) await root.send([{ ...own[1], revision: 1, text: 'corrected' }]);
      });
      expect(seen.map((name) => (JSON.parse(name) as string[])[0])).toEqual(['a', 'b', 'c', 'd']);
    });
  });

  test('a search for a whole number confirms nothing: one that was said and one that never was find the same', async () => {
    const business = 'searching';
    await root.send([message({ business, text: 'call +49 151 2345678' }), message({ business, text: 'never mind' })]);
    const found = async (q: string) =>
      (await root.ask<Messages>(`messages?${RANGE}&business=${business}&q=${encodeURIComponent(q)}`)).data.messages.length;
    for (const form of ['+49 151 2345678', '+49-151-2345678', '49151 2345678', '2345678', '151', 'call +49 151 2345678']) {
      const other = form.replaceAll('5', '6');
      expect(await found(form), form).toBe(await found(other));
    }
    expect(await found('call')).toBe(1);
  });
}
