import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type IngestResult } from '../../../gateway/contract/ingest.ts';
import { type Store } from '../../../gateway/store/store.ts';
import { world, type World } from '../../reference/hostile-world.ts';
import { questionAbout } from '../../reference/questions.ts';
import { createReference, type Ingested, type Reference } from '../../reference/reference.ts';
import { compare, send } from '../../support/compare.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { assertInTime } from '../../support/in-time.ts';

const IDLE = 30;

/** A directory that knows the bots of a world: `root` may do everything, `one-bot` on the first bot alone. */
export function directoryOf({ bots }: World): object {
  const businesses = [...new Set(bots.map(({ business }) => business))];
  const everything = ['reports', 'messages', 'export', 'unmask', 'ingest', 'erase'];
  const [one] = bots;
  return {
    businesses: businesses.map((id) => ({
      id,
      name: id,
      bots: bots.filter(({ business }) => business === id).map(({ bot }) => ({ id: bot, name: bot })),
    })),
    principals: [
      { id: 'root', grants: [{ business: '*', permissions: everything }] },
      { id: 'one-bot', grants: [{ ...one, permissions: everything }] },
    ],
  };
}

function expectedOf(results: readonly Ingested[]): IngestResult {
  const errors = results.flatMap((result, index) => (typeof result === 'string' ? [] : [{ line: index + 1, ...result, detail: '' }]));
  return {
    accepted: results.filter((result) => result === 'accepted').length,
    duplicates: results.filter((result) => result === 'duplicate').length,
    rejected: errors.length,
    errors: errors.slice(0, 100),
  };
}

/** Sends all batches to both; every line must fare alike. */
async function deliver(gateway: TestGateway, reference: Reference, batches: readonly object[][]): Promise<void> {
  const token = await gateway.token('root');
  for (const batch of batches) {
    const response = await send(gateway, token, batch);
    const result = (await response.json()) as IngestResult;
    expect(response.status, JSON.stringify(result)).toBe(200);
    expect({ ...result, errors: result.errors.map((error) => ({ ...error, detail: '' })) }).toEqual(
      // What travels is the text of the message: a field that is undefined is not there.
      expectedOf(reference.ingest(JSON.parse(JSON.stringify(batch)) as unknown[], gateway.clock.now)),
    );
  }
}

const lived = world.chain((one) =>
  fc.record({ one: fc.constant(one), questions: fc.array(questionAbout(one), { minLength: 12, maxLength: 20 }) }),
);

/** Milliseconds for the first run, on a machine that does much else. */
const PATIENCE = 120_000;

/**
 * Any store under a whole gateway answers as the plain reference does, whatever came in and whatever is asked.
 *
 * @param opener - makes what opens a property's stores, one after the other: a property that has run out of time is left in the middle
 *   of a run, which must not reach the stores of the next one
 * @param seconds - for each of the two properties
 */
export function differential({ opener, seconds }: { opener?: () => (folder: string) => Promise<Store>; seconds: number }): void {
  it(
    'give the same answer to every question about whatever messages came in',
    async () => {
      const openStore = opener?.();
      await assertInTime(
        fc.asyncProperty(lived, async ({ one, questions }) => {
          const gateway = await startTestGateway({ directory: directoryOf(one), idleMinutes: IDLE, openStore });
          try {
            gateway.clock.now = one.now;
            const reference = createReference({ idleMinutes: IDLE });
            await deliver(gateway, reference, one.batches);
            const token = await gateway.token('root');
            for (const question of questions) await compare(gateway, token, reference, one.bots, question);
          } finally {
            await gateway.close();
          }
        }),
        seconds * 1000,
      );
    },
    seconds * 4000 + PATIENCE,
  );

  it(
    'stay alike while the clock goes on, messages arrive late and a caller sees one bot alone',
    async () => {
      const openStore = opener?.();
      const later = fc.constantFrom(0, 1, 1_000, 60_000, 15 * 60_000 - 1, 15 * 60_000, 1_800_000, 86_400_000);
      await assertInTime(
        fc.asyncProperty(lived, fc.array(later, { minLength: 3, maxLength: 3 }), async ({ one, questions }, jumps) => {
          const gateway = await startTestGateway({ directory: directoryOf(one), idleMinutes: IDLE, openStore });
          try {
            gateway.clock.now = one.now;
            const reference = createReference({ idleMinutes: IDLE });
            const asked = questions.slice(0, 6);
            const narrow = asked.filter(({ query }) => !query.some(([name]) => name === 'business' || name === 'bot'));
            for (const [index, jump] of jumps.entries()) {
              await deliver(gateway, reference, one.batches.slice(index, index + 1));
              for (const question of asked) await compare(gateway, await gateway.token('root'), reference, one.bots, question);
              for (const question of narrow)
                await compare(gateway, await gateway.token('one-bot'), reference, one.bots.slice(0, 1), question);
              gateway.clock.now += jump;
            }
          } finally {
            await gateway.close();
          }
        }),
        seconds * 1000,
      );
    },
    seconds * 4000 + PATIENCE,
  );
}
