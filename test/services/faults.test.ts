import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { type Problem } from '../../gateway/contract/problem.ts';
import { connect } from '../../gateway/store/elasticsearch/cluster.ts';
import { type Store } from '../../gateway/store/store.ts';
import { clientOf } from '../support/ask.ts';
import { startTestGateway } from '../support/gateway.ts';
import { DAY, NOON, scopeOf, stored } from '../support/stored.ts';
import { CALM, type Proxy, startProxy } from './weather.ts';
import { createTestStore, type TestStore } from './stores.ts';

const signal = () => AbortSignal.timeout(60_000);
const MOMENT = { now: NOON + 60_000, idle: 1_800_000 };
const UNAVAILABLE = { code: 'store-unavailable', retryAfter: expect.any(Number) as number };

/** Breaking the network at each point takes its time; the conformance suite runs on both servers always. */
const SERVERS = [
  { name: 'Elasticsearch', url: inject('elasticsearchUrl') },
  ...(process.env.TEST_EVERYTHING ? [{ name: 'OpenSearch', url: inject('opensearchUrl') }] : []),
];

describe.each(SERVERS)('$name', ({ url }) => {
  let place: TestStore;
  let proxy: Proxy;
  let direct: Store;
  let store: Store;
  beforeAll(async () => {
    place = createTestStore(url);
    proxy = await startProxy(url);
    [direct, store] = [await place.open(), await place.open({ url: proxy.url })];
  });
  afterEach(() => Object.assign(proxy.weather, CALM));
  afterAll(async () => {
    await place.remove();
    await proxy.close();
  });
  const totals = async (business: string) =>
    (await direct.trends(scopeOf([{ business, bot: 'shop' }]), { ...DAY, ...MOMENT, starts: [] }, signal())).totals;
  const ids = async (business: string) => {
    const found = await direct.messages(scopeOf([{ business, bot: 'shop' }]), { ...DAY, order: 'oldest', limit: 100 }, signal());
    return found.map(({ id }) => id);
  };

  test('a write that breaks off at any point is healed by the same delivery through another gateway', async () => {
    const points = Array.from({ length: 12 }, (_each, point) => point);
    for (const point of points) {
      const business = `broken-${point}`;
      const messages = Array.from({ length: 6 }, (_each, index) =>
        stored(`${index}`, { business, conversation: `c${index % 2}`, timestamp: NOON + index }),
      );
      await direct.write([stored('earlier', { business, conversation: 'c0', timestamp: NOON - 1 })]);
      // Each request and each answer is a point at which the network may go.
      let pieces = 0;
      proxy.weather.breaks = () => pieces++ >= point;
      const written = await store.write(messages).catch((error: unknown) => error);
      if (!Array.isArray(written)) expect(written).toMatchObject(UNAVAILABLE);
      proxy.weather.breaks = CALM.breaks;
      const again = await direct.write(messages);
      expect(new Set([...again, 'accepted', 'duplicate'])).toEqual(new Set(['accepted', 'duplicate']));
      expect(await ids(business), `broken at ${point}`).toEqual(['earlier', '0', '1', '2', '3', '4', '5']);
      expect(await totals(business)).toMatchObject({ conversations: 2, messages: 7, users: 1 });
      expect(await direct.write(messages)).toEqual(messages.map(() => 'duplicate'));
    }
  });

  test('a gateway that ends between conversations and messages leaves nothing that the next delivery does not mend', async () => {
    const business = 'halfway';
    const messages = [stored('1', { business, sender: 'bot', story: 's' }), stored('2', { business, timestamp: NOON + 1 })];
    proxy.weather.breaks = (piece, up) => up && piece.includes(`"_index":"${place.prefix}messages-2026-03"`);
    await expect(store.write(messages)).rejects.toMatchObject(UNAVAILABLE);
    expect(await ids(business)).toEqual([]);
    proxy.weather.breaks = CALM.breaks;
    // Another body under the same id and revision is no delivery of the same message, and must not take its place.
    expect(await direct.write([stored('1', { business, sender: 'bot', story: 'other' })])).toEqual(['duplicate']);
    expect(await ids(business)).toEqual([]);
    expect(await store.write(messages)).toEqual(['duplicate', 'duplicate']);
    expect(await ids(business)).toEqual(['1', '2']);
    expect(await direct.stories(scopeOf([{ business, bot: 'shop' }]), DAY, signal())).toMatchObject([{ story: 's', invocations: 1 }]);
  });

  test('an erasure that breaks off at any point is finished by asking again, and nothing comes back meanwhile', async () => {
    const points = Array.from({ length: 14 }, (_each, point) => point);
    for (const point of points) {
      const business = `forgotten-${point}`;
      const messages = [
        stored('1', { business }),
        stored('2', { business, conversation: 'd', user: 'stays' }),
        stored('3', { business, conversation: 'd', timestamp: NOON + 1 }),
      ];
      await direct.write(messages);
      let pieces = 0;
      proxy.weather.breaks = () => pieces++ >= point;
      const first = await store.erase(business, 'gone').catch((error: unknown) => error as Problem);
      proxy.weather.breaks = CALM.breaks;
      if ('code' in first) expect(first).toMatchObject(UNAVAILABLE);
      else expect(first).toMatchObject({ messages: 2, conversations: 1 });
      await direct.erase(business, 'gone');
      expect(await direct.write(messages), `broken at ${point}`).toEqual(['duplicate', 'duplicate', 'duplicate']);
      expect(await ids(business)).toEqual(['2']);
      expect(await totals(business)).toMatchObject({ conversations: 1, messages: 1 });
    }
  });

  test('a slow server is given up in time, and told so', async () => {
    await direct.write([stored('1', { business: 'slow' })]);
    const gateway = await startTestGateway({
      openStore: () => Promise.resolve({ ...store, close: () => Promise.resolve() }),
      reportTimeout: 400,
    });
    try {
      const { request } = await clientOf(gateway);
      expect((await request('trends')).status).toBe(200);
      proxy.weather.delay = 3_000;
      const [before, started] = [proxy.abandoned, performance.now()];
      const response = await request('stories');
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([504, 'store-timeout']);
      expect(performance.now() - started).toBeLessThan(2_500);
      await vi.waitFor(() => expect(proxy.abandoned).toBeGreaterThan(before));
      // Nor does what comes before the question wait for ever: by now the list of bots is old.
      proxy.weather.delay = 60_000;
      await sleep(1_100);
      const refused = await request('stories');
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'store-unavailable']);
      expect(performance.now() - started).toBeLessThan(15_000);
    } finally {
      await gateway.close();
    }
  });

  test('an asker who leaves ends the search in the server', async () => {
    const cluster = await connect({ urls: [url] });
    const index = `${place.prefix}slow`;
    const lines = Array.from({ length: 60_000 }, (_each, n) => `{"index":{}}\n{"n":${n}}\n`).join('');
    const headers = { 'content-type': 'application/x-ndjson' };
    expect((await fetch(`${url}/${index}/_bulk?refresh=true`, { method: 'POST', headers, body: lines })).ok).toBe(true);
    // Every document falls into thousands of groups: left alone, this takes over five seconds on any machine.
    const groups = (depth: number): object => ({
      group: {
        filters: { filters: Object.fromEntries(Array.from({ length: 6 }, (_each, n) => [n, { match_all: {} }])) },
        ...(depth > 0 && { aggs: groups(depth - 1) }),
      },
    });
    const leaving = new AbortController();
    const left = expect(cluster.search({ index, body: { size: 0, aggs: groups(4) } }, leaving.signal)).rejects.toThrow('has left');
    const running = async () => {
      const tasks = (await (await fetch(`${url}/_tasks?actions=indices:data/read/search*&detailed`)).json()) as {
        nodes: Record<string, { tasks: Record<string, { description: string }> }>;
      };
      const all = Object.values(tasks.nodes).flatMap((node) => Object.values(node.tasks));
      return all.filter(({ description }) => description.includes(index)).length;
    };
    await vi.waitFor(async () => expect(await running()).toBeGreaterThan(0), 10_000);
    await sleep(300);
    const started = performance.now();
    leaving.abort(new Error('has left'));
    await left;
    expect(performance.now() - started).toBeLessThan(1_000);
    await vi.waitFor(async () => expect(await running()).toBe(0), 4_000);
    await cluster.close();
  });

  test('no more requests are under way than the cluster is meant to carry', async () => {
    await direct.write([stored('1', { business: 'crowded' })]);
    proxy.weather.delay = 100;
    proxy.requests.most = proxy.requests.now;
    const asked = Array.from({ length: 150 }, (_each, index) =>
      store.stories(scopeOf([{ business: 'crowded', bot: 'shop' }]), { from: NOON - index, to: NOON + index }, signal()),
    );
    await Promise.all(asked);
    expect(proxy.requests.most).toBeGreaterThan(10);
    expect(proxy.requests.most).toBeLessThanOrEqual(32);
  });

  test('a full disk is told as such a moment, and nothing is lost when it is over', async () => {
    const block = (on: boolean | null) =>
      fetch(`${url}/${place.prefix}messages-2026-03/_settings`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ 'index.blocks.read_only_allow_delete': on }),
      });
    const business = 'disk';
    await direct.write([stored('1', { business })]);
    const gateway = await startTestGateway({ openStore: () => Promise.resolve({ ...direct, close: () => Promise.resolve() }) });
    try {
      const { request, send } = await clientOf(gateway);
      const message = { id: '2', timestamp: NOON, business, bot: 'shop', conversation: 'c', user: 'u', sender: 'user', text: 'hello' };
      await block(true);
      const refused = await request('messages', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: JSON.stringify(message),
      });
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'store-unavailable']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      await block(null);
      expect(await send([message])).toMatchObject({ rejected: 0 });
      expect(await ids(business)).toEqual(['1', '2']);
    } finally {
      await block(null);
      await gateway.close();
    }
  });
});
