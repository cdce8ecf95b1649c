import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Trends } from '../../../gateway/contract/trends.ts';
import { redisUrl, removeKeys, testPrefix } from '../../services/redis.ts';
import { message } from '../../support/ask.ts';
import { type SeveralGateways, startSeveralGateways } from '../../support/several-gateways.ts';

vi.setConfig({ testTimeout: 60_000 });

const QUESTION = 'trends?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';
const prefix = testPrefix();
let redisPort: number;
beforeAll(async () => {
  redisPort = Number(new URL(await redisUrl()).port || 6379);
});

let several: SeveralGateways;
/** Every computation that the store was asked for. */
let computed: AbortSignal[];
let work: (signal: AbortSignal) => Promise<void>;
beforeEach(async () => {
  several = await startSeveralGateways({ redisPort, count: 10, prefix });
  computed = [];
  work = () => sleep(300);
  const { store } = several;
  const trends = store.trends.bind(store);
  store.trends = async (scope, asked, signal) => {
    computed.push(signal);
    await work(signal);
    return trends(scope, asked, signal);
  };
  await several.gateways[0]!.root.send([message()]);
});
afterEach(async () => {
  await several.close();
  await removeKeys(await redisUrl(), prefix);
});

const total = async ({ root }: SeveralGateways['gateways'][0]) => (await root.ask<Trends>(QUESTION)).data.totals.messages;
const rely = async () => {
  for (const { relied } of several.gateways) await expect.poll(relied, { timeout: 10_000 }).toBe(true);
};

test('ten gateways compute a cold answer once, whoever asks', async () => {
  await rely();
  const answers = await Promise.all([...several.gateways, ...several.gateways, ...several.gateways].map(total));
  expect(new Set(answers)).toEqual(new Set([1]));
  expect(computed).toHaveLength(1);
  await Promise.all(several.gateways.map(total));
  expect(computed).toHaveLength(1);
});

test('they compute it once for longer than a claim lasts by itself', async () => {
  await rely();
  work = () => sleep(5000);
  await Promise.all(several.gateways.map(total));
  expect(computed).toHaveLength(1);
});

test('another one computes it when the first one fails, or when its asker leaves', async () => {
  await rely();
  work = async () => {
    await sleep(100);
    if (computed.length === 1) throw new Error('The store broke.');
  };
  const [first, second] = several.gateways;
  const failing = first!.root.request(QUESTION);
  await expect.poll(() => computed.length).toBe(1);
  expect(await total(second!)).toBe(1);
  expect((await failing).status).toBe(500);

  await first!.root.send([message()]);
  const leaving = new AbortController();
  work = (signal) =>
    computed.length === 3 ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))) : sleep(10);
  const left = first!.root.request(QUESTION, { signal: leaving.signal });
  await expect.poll(() => computed.length).toBe(3);
  const waiting = total(second!);
  await sleep(200);
  leaving.abort();
  expect(await waiting).toBe(2);
  expect((await left).status).toBe(499);
});

test('whoever waits for another gateway waits no longer than for itself', async () => {
  await several.close();
  several = await startSeveralGateways({ redisPort, count: 2, prefix, reportTimeout: 1000 });
  const { store } = several;
  store.trends = (_, __, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  await several.gateways[0]!.root.send([message()]);
  await rely();
  const start = performance.now();
  const responses = await Promise.all(several.gateways.map(({ root }) => root.request(QUESTION)));
  expect(responses.map(({ status }) => status)).toEqual([504, 504]);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('a message that one has acknowledged is counted by all, and a repeat by whoever acknowledged it', async () => {
  await rely();
  work = () => Promise.resolve();
  const [first, second, third] = several.gateways;
  expect(await total(third!)).toBe(1);
  await first!.root.send([message()]);
  expect(await total(third!)).toBe(2);
  // What somebody stored who did not live to tell of it: a later delivery of the same finds nothing new, and acknowledges it.
  const lost = message();
  const { write } = several.store;
  several.store.write = async (messages) => {
    await write(messages);
    throw new Error('Killed.');
  };
  expect(await first!.root.send([lost])).toMatchObject({ code: 'internal' });
  several.store.write = write;
  expect(await second!.root.send([lost])).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await total(third!)).toBe(3);
});

test('they tell their live streams of what any of them takes in', async () => {
  const [first, second] = several.gateways;
  const response = await second!.root.request('live');
  const reader = response.body!.getReader();
  let text = '';
  void (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += new TextDecoder().decode(part.value);
  })();
  await expect.poll(() => text).toContain(': open');
  const start = performance.now();
  await first!.root.send([message({ timestamp: '2026-03-01T11:00:00Z' })]);
  await expect.poll(() => text, { interval: 10, timeout: 5000 }).toContain('"newestMessage":"2026-03-01T11:00:00.000Z"');
  expect(performance.now() - start).toBeLessThan(2000);
  await reader.cancel();
});

test('they count the requests of a principal together', async () => {
  await several.close();
  several = await startSeveralGateways({ redisPort, count: 3, prefix, rateLimit: 30 });
  const statuses = await Promise.all(
    Array.from({ length: 45 }, async (_, index) => (await several.gateways[index % 3]!.root.request('scope')).status),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(30);
  expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  for (const { proxy } of several.gateways) proxy.cut();
  // Each for itself now: slower to refuse, and never down.
  expect((await several.gateways[0]!.root.request('scope')).status).toBe(200);
});
