import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Trends } from '../../../gateway/contract/trends.ts';
import { type OwnServer } from '../../services/own-server.ts';
import { startOwnRedis } from '../../services/redis.ts';
import { message } from '../../support/ask.ts';
import { type OneOfSeveral, type SeveralGateways, startSeveralGateways } from '../../support/several-gateways.ts';

vi.setConfig({ testTimeout: 90_000 });

const QUESTION = 'trends?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';
/** The contract's: how long after an acknowledgement an answer may lack the message, milliseconds. */
const GRANTED = 2000;
const away = expect.stringContaining('Redis is away') as unknown;
const back = 'Redis is back.';

let server: OwnServer;
let several: SeveralGateways;
let [one, two, three]: OneOfSeveral[] = [];
let computed: number;
beforeEach(async () => {
  server = await startOwnRedis();
  several = await startSeveralGateways({ redisPort: server.port, count: 3 });
  [one, two, three] = several.gateways;
  const trends = several.store.trends.bind(several.store);
  computed = 0;
  several.store.trends = (...asked) => {
    computed++;
    return trends(...asked);
  };
  await one!.root.send([message()]);
  await rely();
});
afterEach(async () => {
  await several.close();
  await server.remove();
});

async function rely(gateways = several.gateways): Promise<void> {
  for (const { relied } of gateways) await expect.poll(relied, { timeout: 15_000, interval: 50 }).toBe(true);
}
const total = async (gateway: OneOfSeveral) => (await gateway.root.ask<Trends>(QUESTION)).data.totals.messages;
const totals = () => Promise.all(several.gateways.map(total));
const send = async (gateway: OneOfSeveral) => expect(await gateway.root.send([message()])).toMatchObject({ accepted: 1 });
async function took(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
async function direct(work: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(server.port);
  await work(redis);
  redis.disconnect();
}
/** All of them count a message that was acknowledged, from 2 s after on. */
async function counted(messages: number): Promise<void> {
  await sleep(GRANTED);
  for (let turn = 0; turn < 10; turn++) {
    expect(await totals()).toEqual([messages, messages, messages]);
    await sleep(100);
  }
}

describe('Redis that', () => {
  test('is killed makes gateways slower, never wrong, never down; it comes back by itself, and one line each says so', async () => {
    expect(await totals()).toEqual([1, 1, 1]);
    const before = computed;
    await totals();
    expect(computed).toBe(before);
    await server.kill();
    expect(await totals()).toEqual([1, 1, 1]);
    for (const gateway of [one!, two!, two!]) expect(await took(() => send(gateway))).toBeLessThan(500);
    expect(await total(two!)).toBeGreaterThanOrEqual(3);
    await counted(4);
    // Each remembers for itself, for a second: ten rounds took one.
    const slow = computed;
    for (let turn = 0; turn < 10; turn++) await totals();
    expect(computed - slow).toBeLessThanOrEqual(9);
    for (const { told } of several.gateways) expect(told()).toEqual([away]);

    await server.start();
    await expect
      .poll(() => several.gateways.map(({ told }) => told()), { timeout: 5000 })
      .toEqual([
        [away, back],
        [away, back],
        [away, back],
      ]);
    await send(three!);
    await counted(5);
    await rely();
    await totals();
    const again = computed;
    expect(await totals()).toEqual([5, 5, 5]);
    expect(computed).toBe(again);
  });

  test('hangs costs a second once, and nobody an answer', async () => {
    await totals();
    server.pause();
    expect(await took(totals)).toBeLessThan(4000);
    await send(two!);
    await counted(2);
    expect(await took(totals)).toBeLessThan(500);
    server.resume();
    await expect
      .poll(() => several.gateways.map(({ told }) => told()), { timeout: 10_000 })
      .toEqual([
        [away, back],
        [away, back],
        [away, back],
      ]);
    await send(one!);
    await counted(3);
  });

  test('forgets everything does not bring an older answer back', async () => {
    for (let round = 2; round < 5; round++) {
      await send(one!);
      expect(await totals()).toEqual([round, round, round]);
      await direct((redis) => redis.flushall());
    }
    await send(two!);
    await counted(5);
  });

  test("is restarted on what it held a while ago, as one that takes another one's place does, forgets what it said then", async () => {
    expect(await totals()).toEqual([1, 1, 1]);
    await direct((redis) => redis.save());
    await send(one!);
    expect(await totals()).toEqual([2, 2, 2]);
    await server.kill();
    await server.start();
    await rely();
    expect(await totals()).toEqual([2, 2, 2]);
  });

  test('takes no more writes is away, as long as it does not', async () => {
    await totals();
    await direct((redis) => redis.config('SET', 'maxmemory', '1'));
    await send(one!);
    await counted(2);
    expect(one!.told()).toEqual([away]);
    await direct((redis) => redis.config('SET', 'maxmemory', '0'));
    await expect.poll(() => one!.told(), { timeout: 5000 }).toEqual([away, back]);
    await send(one!);
    await counted(3);
  });
});

describe('a gateway that', () => {
  test.each(['cut', 'hang'] as const)(
    'is alone without Redis (%s) makes the others mind before it acknowledges what they cannot hear of',
    async (what) => {
      expect(await totals()).toEqual([1, 1, 1]);
      two!.proxy[what]();
      await send(two!);
      await counted(2);
      await send(two!);
      await counted(3);
      expect(one!.told()).toEqual([]);
      two!.proxy.mend();
      await rely();
      expect(await totals()).toEqual([3, 3, 3]);
      await send(one!);
      await counted(4);
    },
  );

  test('is alone without Redis is minded also when Redis forgets everybody, or starts anew', async () => {
    expect(await totals()).toEqual([1, 1, 1]);
    two!.proxy.cut();
    await expect.poll(() => two!.told()).toEqual([away]);
    await direct((redis) => redis.flushall());
    await sleep(GRANTED);
    expect(await totals()).toEqual([1, 1, 1]);
    await send(two!);
    await counted(2);
    await server.kill();
    await server.start();
    await expect.poll(() => one!.told(), { timeout: 5000 }).toContain(back);
    // Longer than contact counts as fresh.
    await sleep(4000);
    expect(await totals()).toEqual([2, 2, 2]);
    await send(two!);
    await counted(3);
  });

  test('leaves is minded no longer', async () => {
    await two!.leave();
    await sleep(GRANTED);
    for (const gateway of [one!, three!]) expect(await gateway.relied()).toBe(true);
  });

  test('comes back first does not rely on answers from before, whoever else still has something to tell', async () => {
    expect(await totals()).toEqual([1, 1, 1]);
    for (const { proxy } of several.gateways) proxy.cut();
    await send(two!);
    await counted(2);
    one!.proxy.mend();
    await expect.poll(() => one!.told(), { timeout: 5000 }).toContain(back);
    // Longer than contact counts as fresh.
    for (let turn = 0; turn < 40; turn++) {
      expect(await total(one!)).toBe(2);
      await sleep(100);
    }
    expect(await one!.relied()).toBe(false);
    two!.proxy.mend();
    three!.proxy.mend();
    await rely();
    expect(await totals()).toEqual([2, 2, 2]);
  });

  test('was started while Redis was away for all, and finds it a little later than the others, is waited for', async () => {
    expect(await totals()).toEqual([1, 1, 1]);
    for (const { proxy } of several.gateways) proxy.cut();
    await sleep(GRANTED);
    const late = await several.startCutOff();
    await send(late);
    await sleep(GRANTED);
    for (const { proxy } of several.gateways) proxy.mend();
    for (let turn = 0; turn < 10; turn++) {
      expect(await totals()).toEqual([2, 2, 2]);
      await sleep(100);
    }
    late.proxy.mend();
    await rely();
    expect(await totals()).toEqual([2, 2, 2]);
  });
});
