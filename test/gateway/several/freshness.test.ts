import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { type Trends } from '../../../gateway/contract/trends.ts';
import { startOwnRedis } from '../../services/redis.ts';
import { message } from '../../support/ask.ts';
import { startSeveralGateways } from '../../support/several-gateways.ts';

const QUESTION = 'trends?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';
const COUNT = 3;
/** Each takes about ten seconds; more of them for a longer look. */
const RUNS = Number(process.env.FRESHNESS_RUNS ?? 2);

/** The contract's: how long after an acknowledgement an answer may lack the message. */
const GRANTED = 2000;

const gateway = fc.integer({ min: 0, max: COUNT - 1 });
const step = fc.record({
  /** Milliseconds before it. */
  pause: fc.integer({ min: 0, max: 1500 }),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.record({ name: fc.constant('send' as const), gateway }) },
    {
      weight: 4,
      arbitrary: fc.record({ name: fc.constantFrom('cut' as const, 'hang' as const, 'mend' as const, 'mend' as const), gateway }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        name: fc.constantFrom('kill' as const, 'start' as const, 'start' as const, 'pause' as const, 'resume' as const),
      }),
    },
    { weight: 2, arbitrary: fc.record({ name: fc.constantFrom('save' as const, 'flush' as const) }) },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * Plays the steps while every gateway is asked the same question over and over. Says how old the oldest answer was: the time from the acknowledgement
 * of a message that it lacks to its question, milliseconds.
 */
async function play(steps: readonly Step[], settle: number): Promise<{ oldest: number; faults: Set<string> }> {
  const server = await startOwnRedis();
  const several = await startSeveralGateways({ redisPort: server.port, count: COUNT, settle });
  const faults = new Set<string>();
  const acknowledged: number[] = [];
  let [oldest, over, running] = [0, false, true];

  // Nobody may ask about a bot that nobody has heard of.
  await send(0);

  const { store } = several;
  const write = store.write.bind(store);
  // Shows late what it has acknowledged, as a store does that refreshes its view from time to time.
  const late: Promise<unknown>[] = [];
  if (settle > 0)
    store.write = (messages) => {
      // The rest of the time is for the writing itself, on a busy machine.
      late.push(sleep((Math.random() * settle) / 2).then(() => write(messages)));
      return Promise.resolve(messages.map(() => 'accepted' as const));
    };

  async function send(index: number): Promise<void> {
    const response = await several.gateways[index]!.root.send([message()]);
    if (response.accepted === 1) acknowledged.push(performance.now());
    else faults.add(JSON.stringify(response));
  }
  async function ask(index: number): Promise<void> {
    const asked = performance.now();
    const response = await several.gateways[index]!.root.request(QUESTION);
    if (response.status !== 200) {
      faults.add(`${response.status} ${await response.text()}`);
      return;
    }
    const { messages } = ((await response.json()) as { data: Trends }).data.totals;
    // Those that were acknowledged are the least that there are: later ones may be counted instead of a lost one only when they were sent by now.
    const missed = acknowledged.slice(messages).at(0);
    if (missed !== undefined) oldest = Math.max(oldest, asked - missed);
  }
  async function direct(work: (redis: Redis) => Promise<unknown>): Promise<void> {
    const redis = new Redis(server.port, { lazyConnect: true, retryStrategy: null, commandTimeout: 500 });
    redis.on('error', () => undefined);
    await redis
      .connect()
      .then(() => work(redis))
      .catch(() => undefined);
    redis.disconnect();
  }
  const asking = several.gateways.map(async (_, index) => {
    for (let turn = 0; !over; turn++) {
      await ask(index);
      await sleep(10 + ((turn * 7) % 40));
    }
  });
  const sending: Promise<void>[] = [];
  for (const { pause, what } of steps) {
    await sleep(pause);
    if (what.name === 'send') sending.push(send(what.gateway));
    else if ('gateway' in what) several.gateways[what.gateway]!.proxy[what.name]();
    else if (what.name === 'pause') server.pause();
    else if (what.name === 'resume') server.resume();
    else if (what.name === 'save') await direct((redis) => redis.save());
    else if (what.name === 'flush') await direct((redis) => redis.flushall());
    else if (what.name === 'kill' && running) {
      await server.kill();
      running = false;
    } else if (what.name === 'start' && !running) {
      // With what it had when it was saved last, or nothing.
      await server.start();
      running = true;
    }
  }
  await Promise.all(sending);
  await sleep(GRANTED + 1500);
  over = true;
  await Promise.all(asking);
  server.resume();
  await Promise.all(late);
  await several.close();
  await server.remove();
  return { oldest, faults };
}

test.each([
  ['shows at once', 0],
  ['shows within a second', 1000],
])(
  'no gateway answers without a message that any acknowledged more than 2 s before, nor fails, whatever happens to Redis (a store that %s)',
  { timeout: RUNS * 120_000 },
  async (_, settle) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const { oldest, faults } = await play(steps, settle);
        expect([...faults]).toEqual([]);
        expect(oldest).toBeLessThan(GRANTED);
      }),
      // A run takes long, and what fails once in a while cannot be shrunk.
      { numRuns: RUNS, endOnFailure: true },
    );
  },
);
