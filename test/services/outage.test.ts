import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Problem } from '../../gateway/contract/problem.ts';
import { createElasticsearchStore } from '../../gateway/store/elasticsearch/elasticsearch-store.ts';
import { type Store } from '../../gateway/store/store.ts';
import { clientOf } from '../support/ask.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { readXlsx } from '../support/spreadsheet.ts';
import { DAY, NOON, scopeOf, stored } from '../support/stored.ts';
import { startElasticsearch } from './elasticsearch-server.ts';
import { type SearchServer } from './server-process.ts';

// A server of its own, which it may kill.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const PREFIX = 'outage-';
let server: SearchServer;
let store: Store;
let gateway: TestGateway;
beforeAll(async () => {
  server = await startElasticsearch();
  store = await createElasticsearchStore({ urls: [server.url], prefix: PREFIX });
  gateway = await startTestGateway({ openStore: () => Promise.resolve(store), downloads: 0 });
});
afterAll(async () => {
  await gateway.close();
  await server.stop();
});

const scope = scopeOf();
const signal = () => AbortSignal.timeout(60_000);
const MOMENT = { now: NOON + 60_000, idle: 1_800_000 };
const totals = async () => (await store.trends(scope, { ...DAY, ...MOMENT, starts: [] }, signal())).totals;

async function setting(name: string, value: string | null): Promise<void> {
  const response = await fetch(`${server.url}/_cluster/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persistent: { [name]: value } }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

test('a server that runs out of memory refuses, and is told so as a moment to wait', async () => {
  const { request } = await clientOf(gateway);
  await store.write([stored('first', { business: 'memory' })]);
  await setting('indices.breaker.request.limit', '1kb');
  try {
    const response = await request('trends?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&business=memory');
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([503, 'store-unavailable']);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  } finally {
    await setting('indices.breaker.request.limit', null);
  }
  expect((await request('trends?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&business=memory')).status).toBe(200);
});

test('a server that is killed in the middle of downloads breaks off each of them, and none looks complete', async () => {
  const { request } = await clientOf(gateway);
  const count = 8_000;
  for (let from = 0; from < count; from += 2000)
    await store.write(
      Array.from({ length: 2000 }, (_, index) =>
        // Hard to compress, so that most of a file is still to come when the server goes.
        stored(`${from + index}`, {
          business: 'export',
          conversation: `c${from}`,
          timestamp: NOON + from + index,
          text: randomBytes(300).toString('base64'),
        }),
      ),
    );
  const path = 'messages/export?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&business=export';
  const begun = await Promise.all(
    ['csv', 'ndjson', 'xlsx'].map(async (format) => {
      const { status, headers, body } = await request(`${path}&format=${format}`);
      expect([status, headers.get('x-expected-messages')]).toEqual([200, String(count)]);
      const reader = body!.getReader();
      return { format, reader, pieces: [(await reader.read()).value!] };
    }),
  );
  await server.kill();
  try {
    for (const { format, reader, pieces } of begun) {
      let cut = false;
      try {
        for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
      } catch {
        cut = true;
      }
      const part = Buffer.concat(pieces);
      expect([format, cut, part.length > 1000]).toEqual([format, true, true]);
      if (format === 'xlsx') {
        await expect(readXlsx(part)).rejects.toThrow(/BadZipFile/);
        continue;
      }
      const lines = part.toString().trimEnd().split('\n');
      expect(lines.length).toBeLessThan(count);
      if (format === 'ndjson') expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ error: { code: 'store-unavailable', status: 503 } });
    }
  } finally {
    await server.restart();
    await vi.waitFor(async () => expect((await gateway.app.request('/health/ready')).status).toBe(200), 60_000);
  }
  // Asked again it is all there.
  const again = await request(`${path}&format=ndjson`);
  expect((await again.text()).trimEnd().split('\n')).toHaveLength(count);
});

test('a server that is killed and started again loses nothing that was acknowledged, and is ready again by itself', async () => {
  const { request } = await clientOf(gateway);
  const acknowledged = new Set<number>();
  const faults: unknown[] = [];
  let [sending, batch] = [true, 0];
  const batchOf = (number: number) =>
    Array.from({ length: 20 }, (_, index) =>
      stored(`${number}-${index}`, { conversation: index === 0 ? 'shared' : `${number}`, timestamp: NOON + number }),
    );
  const senders = Array.from({ length: 3 }, async () => {
    while (sending) {
      const number = batch++;
      // As a shipper does: the same again until it is taken.
      while (!acknowledged.has(number)) {
        try {
          await store.write(batchOf(number));
          acknowledged.add(number);
        } catch (error) {
          faults.push(error);
          await sleep(100);
        }
      }
    }
  });
  const askers = Array.from({ length: 2 }, async () => {
    while (sending) {
      const response = await request('stories?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z');
      expect([200, 503]).toContain(response.status);
      if (response.status === 503) expect(response.headers.get('retry-after')).not.toBeNull();
      await sleep(50);
    }
  });
  await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(5), 30_000);
  const before = acknowledged.size;
  await server.kill();
  expect((await gateway.app.request('/health/ready')).status).toBe(503);
  await sleep(1_000);
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.every((fault) => fault instanceof Problem && fault.code === 'store-unavailable')).toBe(true);
  await server.restart();
  await vi.waitFor(async () => expect((await gateway.app.request('/health/ready')).status).toBe(200), 60_000);
  await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(before + 5), 60_000);
  sending = false;
  await Promise.all([...senders, ...askers]);

  expect(acknowledged.size).toBe(batch);
  expect(await totals()).toMatchObject({ messages: batch * 20, conversations: batch + 1 });
  const again = await store.write(Array.from({ length: batch }, (_, number) => batchOf(number)).flat());
  expect(new Set(again)).toEqual(new Set(['duplicate']));
  let after: Awaited<ReturnType<Store['messages']>>[number] | undefined;
  const ids = new Set<string>();
  do {
    const page = await store.messages(scope, { ...DAY, order: 'oldest', limit: 500, after }, signal());
    for (const { conversation, id } of page) ids.add(`${conversation} ${id}`);
    after = page.at(-1);
  } while (after);
  expect(ids.size).toBe(batch * 20);
});
