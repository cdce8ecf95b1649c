import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createChanges, touch, type Touched } from '../../../gateway/store/duckdb/changes.ts';
import { createDuckdbStore } from '../../../gateway/store/duckdb/duckdb-store.ts';
import { createCells } from '../../../gateway/store/slices/cells.ts';
import { type Look, SLICE } from '../../../gateway/store/slices/slice.ts';
import { type StoredMessage } from '../../../gateway/store/store.ts';
import { DAY } from '../../../gateway/time/quarter.ts';
import { scopeOf, stored } from '../../support/stored.ts';
import { answers, change, question, type Question, START } from '../conformance/slices.ts';

async function open(slicesBytes: number, retention: { retentionDays?: number; clock?: () => number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  const store = await createDuckdbStore({ folder, memoryLimit: '256MB', threads: 1, slicesBytes, ...retention });
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  return store;
}

test('what is known of slices is what the store says after whatever was written and erased, also while somebody asks', async () => {
  const [knowing, plain] = [await open(64 * 2 ** 20), await open(0)];
  let runs = 0;
  const history = fc.array(fc.record({ change, question }), { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const business = `business ${runs++}`;
      const all = steps.map((step) => step.question);
      for (const { change: done } of steps) {
        const apply = (store: typeof plain) =>
          'erase' in done ? store.erase(business, done.erase) : store.write(done.messages.map((each) => ({ ...each, business })));
        // Some ask before, some while, and some after it is written.
        await Promise.all([...all, null, ...all].map((asked) => (asked ? answers(knowing, business, asked) : apply(knowing))));
        await apply(plain);
        for (const asked of all) expect(await answers(knowing, business, asked)).toEqual(await answers(plain, business, asked));
      }
    }),
    // To make a failing history smaller takes longer than a test may.
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);

test('many messages are answered as a whole at first, and from slices when these are read', async () => {
  const [knowing, tight, plain] = [await open(64 * 2 ** 20), await open(2 ** 16), await open(0)];
  const messages = Array.from({ length: 9_000 }, (_, index) => {
    const said: Partial<StoredMessage> =
      index % 2 === 0
        ? { sender: 'user', understood: index % 4 === 0, keywords: [`w${index % 50}`] }
        : { sender: 'bot', story: 's', node: `n${index % 30}`, success: index % 3 > 0 };
    return stored(`${index}`, {
      business: 'acme',
      bot: index % 7 === 0 ? 'shop' : 'help',
      conversation: `c${Math.floor(index / 5)}`,
      timestamp: START + (index % 40) * (SLICE / 4) + index,
      ...said,
    });
  });
  for (const store of [knowing, tight, plain]) await store.write(messages);
  const asked: Question = {
    range: { from: START - DAY, to: START + 4 * DAY },
    bots: ['shop', 'help'],
    now: START + 5 * DAY,
    channels: undefined,
  };
  const expected = await answers(plain, 'acme', asked);
  for (let again = 0; again < 50; again++) expect(await answers(knowing, 'acme', asked)).toEqual(expected);
  // Without room for what it would know it says the same.
  for (let again = 0; again < 5; again++) expect(await answers(tight, 'acme', asked)).toEqual(expected);
  // One more in the middle: the rest stays known.
  for (const store of [knowing, plain]) await store.write([stored('more', { ...messages[1], id: 'more' })]);
  expect(await answers(knowing, 'acme', asked)).toEqual(await answers(plain, 'acme', asked));
});

test('what is past its time is gone from slices too', async () => {
  let now = START + DAY;
  const knowing = await open(64 * 2 ** 20, { retentionDays: 1, clock: () => now });
  const scope = scopeOf();
  const asked = { from: START - DAY, to: START + 4 * DAY };
  await knowing.write([stored('1', { timestamp: START, sender: 'bot', story: 's', node: 'n' })]);
  const count = async () => (await knowing.stories(scope, asked, AbortSignal.timeout(10_000))).length;
  expect([await count(), await count()]).toEqual([1, 1]);
  now += 60 * DAY;
  expect(await count()).toBe(0);
});

test('changes are known to who looks after them, and to nobody before', async () => {
  const changes = createChanges();
  const touched: Touched = createCells();
  touch(touched, 7, [{ timestamp: 5 * SLICE }, { timestamp: 5 * SLICE + 1 }, { timestamp: 6 * SLICE }]);
  expect([touched.size, touched.get('7', 5), touched.get('7', 6)]).toEqual([2, true, true]);
  const of = (look: Look, slice = 5) => look.of('7')(slice)?.stamp;
  const early = changes.look();
  expect(of(early)).toBeUndefined();
  await changes.during(touched, () => {
    // Whoever reads now may see it or not: never what is known, and never to be known.
    const late = changes.look();
    expect(new Set([of(early), of(early), of(late), of(late), undefined]).size).toBe(5);
    expect(of(early, 4)).toBeUndefined();
    return Promise.resolve();
  });
  expect(of(early)).not.toBe(of(early));
  const late = changes.look();
  expect(of(late)).toBe(of(changes.look()));
  await expect(changes.during(touched, () => Promise.reject(new Error('It may be there all the same.')))).rejects.toThrow();
  expect(of(changes.look())).not.toBe(of(late));
});

test('more changes than are remembered make everything unknown', async () => {
  const changes = createChanges();
  const many: Touched = createCells();
  for (let slice = 0; slice <= 500_000; slice++) many.set('7', slice, true);
  const before = changes.look();
  await changes.during(many, () => Promise.resolve());
  expect(changes.look().era).toBeGreaterThan(before.era);
  expect(before.of('8')(1)?.stamp).not.toBe(before.of('8')(1)?.stamp);
});
