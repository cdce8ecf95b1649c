import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type IngestResult } from '../../gateway/contract/ingest.ts';
import { type Store } from '../../gateway/store/store.ts';
import { world, type World } from '../reference/hostile-world.ts';
import { questionAbout } from '../reference/questions.ts';
import { createReference } from '../reference/reference.ts';
import { compare, send } from '../support/compare.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { assertInTime } from '../support/in-time.ts';
import { directoryOf } from '../gateway/conformance/differential.ts';
import { createTestStore, type TestStore } from './stores.ts';

const IDLE = 30;
const SECONDS = 15;

let place: TestStore;
let stores: Store[];
beforeAll(async () => {
  place = createTestStore(inject('elasticsearchUrl'));
  stores = [await place.open(), await place.open()];
});
afterAll(() => place.remove());

interface Line {
  business?: string;
  bot?: string;
  conversation?: string;
  id?: string;
  revision?: number;
  timestamp?: unknown;
}

/** What the contract promises about: an id and a revision stand for one body, and a revision keeps the time of its message. */
function consistent({ batches }: World): Line[] {
  const times = new Map<string, number>();
  const bodies = new Map<string, string>();
  return (batches.flat() as Line[]).filter((line) => {
    const name = JSON.stringify([line.business, line.bot, line.conversation, line.id]);
    const time = typeof line.timestamp === 'number' ? line.timestamp : Date.parse(String(line.timestamp));
    const version = JSON.stringify([name, line.revision ?? 0]);
    if (!times.has(name)) times.set(name, time);
    if (!bodies.has(version)) bodies.set(version, JSON.stringify(line));
    return times.get(name) === time && bodies.get(version) === JSON.stringify(line);
  });
}

/** All lines, in an order of the sender's own and in batches that are sent two at a time. */
const delivery = (lines: readonly Line[]) =>
  fc
    .tuple(fc.shuffledSubarray([...lines], { minLength: lines.length, maxLength: lines.length }), fc.integer({ min: 1, max: 4 }))
    .map(([shuffled, count]) => Array.from({ length: count }, (_, batch) => shuffled.filter((_line, index) => index % count === batch)));

const lived = world
  .map((one) => ({ one, lines: consistent(one) }))
  .chain(({ one, lines }) =>
    fc.record({
      one: fc.constant(one),
      lines: fc.constant(lines),
      deliveries: fc.tuple(delivery(lines), delivery(lines)),
      questions: fc.array(questionAbout(one), { minLength: 4, maxLength: 8 }),
    }),
  );

/** Two gateways on one store, each with a view of its own. */
function startBoth(directory?: object): Promise<TestGateway[]> {
  return Promise.all(
    stores.map((store) =>
      startTestGateway({ ...(directory && { directory }), openStore: () => Promise.resolve({ ...store, close: () => Promise.resolve() }) }),
    ),
  );
}

async function deliver(gateway: TestGateway, batches: readonly Line[][]): Promise<IngestResult[]> {
  const token = await gateway.token('root');
  return Promise.all(
    batches.map(async (batch) => {
      const response = await send(gateway, token, batch);
      const result = (await response.json()) as IngestResult;
      expect(response.status, JSON.stringify(result)).toBe(200);
      return result;
    }),
  );
}

test(
  'two gateways that are fed the same shuffled stream at once end in the numbers of one clean delivery',
  async () => {
    await assertInTime(
      fc.asyncProperty(lived, async ({ one, lines, deliveries, questions }) => {
        await place.empty();
        const gateways = await startBoth(directoryOf(one));
        try {
          for (const gateway of gateways) gateway.clock.now = one.now;
          const results = await Promise.all(gateways.map((gateway, index) => deliver(gateway, deliveries[index]!)));
          const reference = createReference({ idleMinutes: IDLE });
          // In order of revision each of them is accepted, whatever the order was in which they really came.
          const clean = [...lines].sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
          const expected = reference.ingest(JSON.parse(JSON.stringify(clean)) as unknown[], one.now);
          const rejected = expected.filter((result) => typeof result === 'object').length;
          for (const all of results) expect(all.reduce((sum, result) => sum + result.rejected, 0)).toBe(rejected);
          for (const gateway of gateways) {
            const token = await gateway.token('root');
            for (const question of questions) await compare(gateway, token, reference, one.bots, question);
          }
        } finally {
          for (const gateway of gateways) await gateway.close();
        }
      }),
      SECONDS * 1000,
    );
  },
  SECONDS * 4000 + 120_000,
);

test('a message is counted by the other gateway within two seconds of its acknowledgement, and each is accepted by one of them alone', async () => {
  // The property before may have been left in the middle of a run.
  const own = createTestStore(inject('elasticsearchUrl'));
  stores = [await own.open(), await own.open()];
  const gateways = await startBoth();
  try {
    const lines = Array.from({ length: 40 }, (_, index) => ({
      id: `${index}`,
      timestamp: Date.parse('2026-03-01T12:00:00Z') + index,
      business: 'acme',
      bot: 'shop',
      conversation: `c${index % 3}`,
      user: 'u',
      sender: 'user',
      text: 'hello',
    }));
    const sent = await Promise.all(
      gateways.flatMap((gateway) => [deliver(gateway, [lines.slice(0, 25)]), deliver(gateway, [lines.slice(15)])]),
    );
    const accepted = sent.flat().reduce((sum, result) => sum + result.accepted, 0);
    expect(accepted).toBe(40);
    for (const gateway of gateways) {
      const authorization = await gateway.token('root');
      const totals = async () => {
        const response = await gateway.app.request('/v1/trends?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z', {
          headers: { authorization },
        });
        return ((await response.json()) as { data: { totals: object } }).data.totals;
      };
      await expect.poll(totals, { timeout: 2000 }).toMatchObject({ conversations: 3, messages: 40 });
    }
  } finally {
    for (const gateway of gateways) await gateway.close();
    await own.remove();
  }
});
