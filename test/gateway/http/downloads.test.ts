import { randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Problem } from '../../../gateway/contract/problem.ts';
import { createDuckdbStore } from '../../../gateway/store/duckdb/duckdb-store.ts';
import { type FoundMessage } from '../../../gateway/store/store.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { listen } from '../../support/listen.ts';
import { readXlsx } from '../../support/spreadsheet.ts';
import { stored } from '../../support/stored.ts';

const COUNT = 20_000;

const NOTHING: (batch: number) => Promise<void> | void = () => undefined;
/** What happens to a real store between two batches. */
const weather = {
  batches: 0,
  running: 0,
  before: NOTHING,
};
const captured = capturedLog();
const ended = () => captured.lines.filter(({ msg }) => msg === 'export ended');
const directory = { revoked: false, listeners: new Set<() => void>() };

let gateway: TestGateway;
let server: Awaited<ReturnType<typeof listen>>;
let authorization: string;

beforeAll(async () => {
  gateway = await startTestGateway({
    log: captured.log,
    reportTimeout: 3000,
    directory: {
      principal: (id) =>
        Promise.resolve(
          directory.revoked ? null : { id, grants: [{ business: '*', bot: '*', permissions: ['messages', 'export', 'ingest'] }] },
        ),
      businesses: () => Promise.resolve([]),
      onChange(listener) {
        directory.listeners.add(listener);
        return () => directory.listeners.delete(listener);
      },
      close: () => Promise.resolve(),
    },
    async openStore(folder) {
      const store = await createDuckdbStore({ folder, memoryLimit: '256MB', threads: 1 });
      async function* watched(source: AsyncIterable<readonly FoundMessage[]>): AsyncGenerator<readonly FoundMessage[]> {
        weather.running++;
        try {
          for await (const batch of source) {
            await weather.before(weather.batches++);
            yield batch;
          }
        } finally {
          weather.running--;
        }
      }
      return { ...store, allMessages: (...asked) => watched(store.allMessages(...asked)) };
    },
  });
  authorization = await gateway.token('ann');
  server = await listen(gateway);
  // Straight into the store: their words are not what this is about.
  for (let from = 0; from < COUNT; from += 10_000)
    await gateway.store.write(
      Array.from({ length: 10_000 }, (_each, index) =>
        stored(`m${from + index}`, {
          timestamp: gateway.clock.now - COUNT * 1000 + (from + index) * 1000,
          conversation: `c${Math.floor((from + index) / 10)}`,
          // Hard to compress, so that a file of them is larger than all buffers on its way.
          text: randomBytes(900)
            .toString('base64')
            .replaceAll(/[\d+/]/g, ' '),
        }),
      ),
    );
});
afterEach(async () => {
  Object.assign(weather, { batches: 0, before: () => undefined });
  captured.lines.length = 0;
  directory.revoked = false;
  await vi.waitFor(() => expect(weather.running).toBe(0), 10_000);
});
afterAll(async () => {
  await server.close();
  await gateway.close();
});

const open = (format: string, signal?: AbortSignal) =>
  fetch(`${server.url}/v1/messages/export?format=${format}&range=30d`, { headers: { authorization }, ...(signal && { signal }) });

/** Reads until the connection is cut. */
async function readPart(response: Response): Promise<{ part: Buffer; cut: boolean }> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of response.body ?? []) pieces.push(piece);
    return { part: Buffer.concat(pieces), cut: false };
  } catch {
    return { part: Buffer.concat(pieces), cut: true };
  }
}

describe('a download', () => {
  test('is complete, and its connection ends well', async () => {
    const { part, cut } = await readPart(await open('csv'));
    expect([cut, part.toString().split('\r\n').length]).toEqual([false, COUNT + 2]);
    expect(ended()).toMatchObject([{ outcome: 'finished', rows: COUNT, bytes: part.length }]);
  });

  test.each(['csv', 'ndjson', 'xlsx'])('of which the store fails in the middle is visibly broken off: %s', async (format) => {
    weather.before = (batch) => {
      if (batch === 10) throw new Problem('store-unavailable', 'The store cannot answer now.', { cause: new Error('secret of the store') });
    };
    const response = await open(format);
    expect(response.status).toBe(200);
    const { part, cut } = await readPart(response);
    expect(cut, 'the connection is cut').toBe(true);
    expect(part.length).toBeGreaterThan(10_000);
    expect(part.toString('latin1')).not.toContain('secret of the store');
    if (format === 'xlsx') await expect(readXlsx(part)).rejects.toThrow(/BadZipFile/);
    if (format === 'ndjson') {
      const lines = part.toString().trimEnd().split('\n');
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ error: { code: 'store-unavailable', status: 503 } });
      expect(lines.length).toBe(Number(ended()[0]?.rows) + 1);
    }
    expect(ended()).toMatchObject([{ outcome: 'broken-off' }]);
  });

  test('that cannot begin is a problem, not a file', async () => {
    weather.before = () => Promise.reject(new Problem('store-unavailable', 'The store cannot answer now.', { retryAfter: 5 }));
    const response = await open('xlsx');
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([503, 'store-unavailable']);
    weather.before = () => undefined;
    expect((await readPart(await open('csv'))).cut).toBe(false);
  });

  test('is given up when the store hangs', async () => {
    weather.before = (batch) =>
      batch === 5 ? new Promise((_, reject) => setTimeout(() => reject(new Error('too late')), 6000)) : undefined;
    const { part, cut } = await readPart(await open('ndjson'));
    expect(cut).toBe(true);
    expect(part.toString()).toContain('"error"');
  });

  /** Batches that the store has given when it gives no more. */
  async function batchesAtRest(): Promise<number> {
    let before = -1;
    while (before !== weather.batches) {
      before = weather.batches;
      await sleep(500);
    }
    return before;
  }

  test.each(['csv', 'ndjson', 'xlsx'])('slows the store down to the pace of its reader, without a network: %s', async (format) => {
    const response = await gateway.app.request(`/v1/messages/export?format=${format}&range=30d`, { headers: { authorization } });
    const reader = response.body!.getReader();
    for (let piece = 0; piece < 2; piece++) {
      expect((await reader.read()).done).toBe(false);
      expect(await batchesAtRest()).toBeLessThan(8);
    }
    while (!(await reader.read()).done);
    expect(ended()).toMatchObject([{ outcome: 'finished', rows: COUNT }]);
  });

  test('slows the store down to the pace of its reader, and memory stays flat', async () => {
    const request = get(`${server.url}/v1/messages/export?format=csv&range=30d`, { headers: { authorization } });
    const response = await new Promise<IncomingMessage>((resolve) => request.once('response', resolve));
    response.pause();
    const early = await batchesAtRest();
    let bytes = 0;
    for await (const piece of response) bytes += (piece as Buffer).length;
    // While nothing was read, nothing more was asked for than fitted into the buffers on the way.
    expect(early).toBeLessThan(weather.batches);
    expect(bytes).toBeGreaterThan(10_000_000);
    expect(ended()).toMatchObject([{ outcome: 'finished', rows: COUNT }]);
  });

  test.each(['csv', 'ndjson', 'xlsx'])('ends in the store when its reader leaves: %s', async (format) => {
    const leaving = new AbortController();
    weather.before = () => sleep(20);
    const response = await open(format, leaving.signal);
    const reader = response.body!.getReader();
    await reader.read();
    leaving.abort();
    await reader.read().catch(() => undefined);
    await vi.waitFor(() => expect(weather.running).toBe(0), 3000);
    expect(weather.batches).toBeLessThan(COUNT / 1000);
    expect(ended()).toMatchObject([{ outcome: 'abandoned' }]);
  });

  test('ends when the right to it ends', async () => {
    weather.before = () => sleep(50);
    const response = await open('ndjson');
    directory.revoked = true;
    for (const listener of directory.listeners) listener();
    const { part, cut } = await readPart(response);
    expect(cut).toBe(true);
    expect(part.toString()).toContain('"forbidden"');
    expect(weather.batches).toBeLessThan(COUNT / 1000);
  });

  test('is one of a few at once for each principal, and gives its place back however it ends', async () => {
    weather.before = () => sleep(20);
    const leaving = new AbortController();
    const running = [await open('csv', leaving.signal), await open('xlsx', leaving.signal)];
    const refused = await open('csv');
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'rate-limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = { headers: { authorization: await gateway.token('bob') }, method: 'HEAD' };
    expect((await fetch(`${server.url}/v1/messages/export?format=csv`, other)).status).toBe(200);
    leaving.abort();
    for (const { body } of running) await body?.cancel().catch(() => undefined);
    weather.before = () => undefined;
    await vi.waitFor(() => expect(weather.running).toBe(0), 3000);
    expect((await readPart(await open('csv'))).cut).toBe(false);
  });
});
