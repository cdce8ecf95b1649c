import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Directory } from '../../../gateway/access/directory.ts';
import { createMysqlDirectory } from '../../../gateway/access/mysql-directory.ts';
import { type Grant } from '../../../gateway/access/rights.ts';
import { makeDatabase, startOwnMysql, type TestDatabase } from '../../services/mysql.ts';
import { type OwnServer } from '../../services/own-server.ts';
import { type Client, clientOf, message } from '../../support/ask.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { readEvents } from '../http/sse-reader.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

/** The contract's: a revoked grant stops working within this, and no grant is used for longer after it was read; milliseconds. */
const [REVOKED, OLD] = [10_000, 5000];
const all: Grant = { business: '*', bot: '*', permissions: ['reports', 'ingest'] };
const ann = { businesses: [], principals: [{ id: 'ann', grants: [all] }] };

let server: OwnServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startOwnMysql();
  database = await makeDatabase(ann, `mysql://root@127.0.0.1:${server.port}`);
});
afterAll(() => server.remove());

let directory: Directory;
let gateway: TestGateway;
let client: Client;
beforeEach(async () => {
  directory = await createMysqlDirectory({ url: database.url, log: capturedLog().log });
  gateway = await startTestGateway({ directory });
  client = await clientOf(gateway, 'ann');
  await client.send([message()]);
});
afterEach(() => gateway.close());

const code = async () => {
  const response = await client.request('trends');
  return `${response.status} ${((await response.json()) as { code?: string }).code ?? ''}`;
};
const grant = (...grants: Grant[]) => database.replace({ businesses: [], principals: [{ id: 'ann', grants }] });

describe('a revoked grant', () => {
  afterEach(() => grant(all));

  it('ends open live streams within 10 s, and questions within 5 s', async () => {
    const streams = await Promise.all(Array.from({ length: 5 }, async () => readEvents(await client.request('live'))));
    await sleep(500);
    const start = performance.now();
    await grant();
    await expect.poll(code, { timeout: OLD, interval: 20 }).toBe('403 forbidden');
    expect(performance.now() - start).toBeLessThan(OLD);
    await Promise.all(streams.map(({ done }) => done));
    expect(performance.now() - start).toBeLessThan(REVOKED);
    for (const { named } of streams) expect(named('denied')).toHaveLength(1);
  });

  it('does so too when the database hangs right after', async () => {
    for (const moment of [0, 1500, 3000]) {
      const stream = readEvents(await client.request('live'));
      await sleep(moment);
      await directory.principal('ann');
      const start = performance.now();
      await grant();
      server.pause();
      await stream.done;
      expect(performance.now() - start).toBeLessThan(REVOKED);
      server.resume();
      await grant(all);
      await expect.poll(code, { timeout: 10_000 }).toMatch(/^200/);
    }
  });
});

describe('a database that', () => {
  it('is killed means refusal, with no grant older than 5 s, and comes back by itself', async () => {
    expect(await code()).toBe('200 ');
    const stream = readEvents(await client.request('live'));
    await server.kill();
    const start = performance.now();
    let last = 0;
    while (performance.now() - start < OLD + 2000) {
      const [asked, answer] = [performance.now() - start, await code()];
      if (answer === '200 ') last = asked;
      else expect(answer).toBe('503 store-unavailable');
      await sleep(50);
    }
    expect(last).toBeLessThan(OLD);
    const refused = await client.request('scope');
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([503, true]);
    await stream.done;
    expect(performance.now() - start).toBeLessThan(REVOKED);
    // Not denied, since nobody knows: the page comes back and hears of it then.
    expect(stream.named('denied')).toEqual([]);
    await server.start();
    await expect.poll(code, { timeout: 10_000 }).toBe('200 ');
  });

  it('hangs means refusal within seconds', async () => {
    await directory.principal('ann');
    server.pause();
    await sleep(OLD);
    const start = performance.now();
    expect(await code()).toBe('503 store-unavailable');
    expect(performance.now() - start).toBeLessThan(3000);
    server.resume();
    await expect.poll(code, { timeout: 10_000 }).toBe('200 ');
  });

  it('is not there yet at the start is waited for in service', async () => {
    await server.kill();
    const { log, text } = capturedLog();
    const early = await createMysqlDirectory({ url: database.url, log });
    expect(text()).toContain('does not answer yet');
    await expect(early.principal('ann')).rejects.toMatchObject({ code: 'store-unavailable' });
    await server.start();
    await expect.poll(() => early.principal('ann').catch(() => null), { timeout: 10_000 }).toMatchObject({ id: 'ann' });
    await early.close();
  });
});
