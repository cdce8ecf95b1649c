import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, inject, onTestFinished, test, vi } from 'vitest';
import { type Store } from '../../gateway/store/store.ts';
import { DAY } from '../../gateway/time/quarter.ts';
import { answers, change, IDLE, question, START } from '../gateway/conformance/slices.ts';
import { scopeOf, stored } from '../support/stored.ts';
import { createTestStore } from './stores.ts';

const signal = () => AbortSignal.timeout(60_000);

/** Time that passed at once, milliseconds: what was written is settled after some minutes. */
const SETTLED = 301_000;
let passed = 0;
beforeEach(() => {
  const real = performance.now.bind(performance);
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + passed);
  return () => clock.mockRestore();
});

async function openPlace() {
  const place = createTestStore(inject('elasticsearchUrl'));
  const folder = await mkdtemp(join(tmpdir(), 'slices-'));
  onTestFinished(async () => {
    await place.remove();
    await rm(folder, { recursive: true });
  });
  return { place, slicesFile: join(folder, 'of one', 'slices') };
}

test('what two gateways know of slices is what the store says after whatever was written and erased through either, and after starts', async () => {
  const { place, slicesFile } = await openPlace();
  let one = await place.open({ slicesFile });
  const [other, plain] = [await place.open(), await place.open({ slicesBytes: 0 })];
  let runs = 0;
  const history = fc.array(fc.record({ change, through: fc.boolean(), question, startsAnew: fc.boolean() }), {
    minLength: 2,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const business = `business ${runs++}`;
      for (const { change: done, through, question: asked, startsAnew } of steps) {
        const gateway = through ? one : other;
        if ('erase' in done) await gateway.erase(business, done.erase);
        else await gateway.write(done.messages.map((each) => ({ ...each, business })));
        passed += SETTLED;
        if (startsAnew) {
          await one.close();
          one = await place.open({ slicesFile });
        }
        // What was asked first is asked again and again, so that there is something to be known.
        const compared = [asked, steps[0]?.question ?? asked].map(async (every) => {
          const [expected, ...known] = await Promise.all([plain, one, other].map((store) => answers(store, business, every)));
          for (const answer of known) expect(answer).toEqual(expected);
        });
        await Promise.all(compared);
      }
    }),
    { numRuns: 6 },
  );
}, 180_000);

test('a gateway knows after a start what it knew before, and not what has changed meanwhile', async () => {
  const { place, slicesFile } = await openPlace();
  const other = await place.open();
  const day = { from: START, to: START + DAY, now: START + 5 * DAY, idle: IDLE, starts: [START] };
  const shop = scopeOf([{ business: 'acme', bot: 'shop' }]);
  const trends = async (store: Store) => (await store.trends(shop, day, signal())).totals;
  const say = (id: string, user: string) =>
    other.write([stored(id, { business: 'acme', bot: 'shop', conversation: id, user, timestamp: START })]);
  const searches = async () => {
    const response = await fetch(`${inject('elasticsearchUrl')}/${place.prefix}conversations/_stats/search`);
    return ((await response.json()) as { _all: { primaries: { search: { query_total: number } } } })._all.primaries.search.query_total;
  };
  /** A life of the gateway that answers again when it has heard of all changes, and when they are settled. */
  const life = async () => {
    const one = await place.open({ slicesFile });
    const before = await searches();
    const first = await trends(one);
    const asked = (await searches()) - before;
    for (let again = 0; again < 2; again++) {
      passed += SETTLED;
      await trends(one);
    }
    await one.close();
    return { ...first, asked };
  };

  await say('1', 'ann');
  passed += SETTLED;
  expect(await life()).toMatchObject({ conversations: 1, users: 1, asked: expect.toSatisfy((count) => count > 0) as unknown });
  expect((await stat(slicesFile)).mode & 0o777).toBe(0o600);
  expect(await life()).toMatchObject({ conversations: 1, users: 1, asked: 0 });
  await say('2', 'bob');
  await say('3', 'ann');
  expect(await life()).toMatchObject({ conversations: 3, users: 2, asked: expect.toSatisfy((count) => count > 0) as unknown });

  const unused = await place.open({ slicesFile });
  await unused.close();
  expect(await life()).toMatchObject({ conversations: 3, users: 2, asked: 0 });
}, 180_000);
