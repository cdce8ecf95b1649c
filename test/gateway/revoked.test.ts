import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFileDirectory } from '../../gateway/access/file-directory.ts';
import { type Client, clientOf, message } from '../support/ask.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { readEvents } from './http/sse-reader.ts';

/** The contract's, milliseconds. MySQL's part of it is in `access/mysql-away.test.ts`. */
const REVOKED = 10_000;
const grants = (...permissions: string[]) => ({
  businesses: [],
  principals: ['ann', 'bob'].map((id) => ({
    id,
    grants: [{ business: 'acme', bot: 'shop', permissions: id === 'ann' ? permissions : ['reports', 'ingest'] }],
  })),
});

let folder: string;
let file: string;
let gateway: TestGateway;
let ann: Client;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  file = join(folder, 'directory.json');
  await writeFile(file, JSON.stringify(grants('reports', 'messages')));
  // As it is served: nothing is hurried for the test.
  gateway = await startTestGateway({ directory: await createFileDirectory({ file, log: pino({ level: 'silent' }) }) });
  ann = await clientOf(gateway, 'ann');
  await (await clientOf(gateway, 'bob')).send([message({ timestamp: new Date().toISOString() })]);
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

it('a grant that is taken out of the directory file ends on requests, cached answers too, and on open live streams, and on those alone', async () => {
  const bob = await clientOf(gateway, 'bob');
  const [stream, others] = await Promise.all([ann, bob].map(async (client) => readEvents(await client.request('live'))));
  const statuses = () => Promise.all(['trends', 'messages'].map(async (report) => (await ann.request(report)).status));
  expect(await statuses()).toEqual([200, 200]);
  const start = performance.now();
  await writeFile(file, JSON.stringify(grants('messages')));
  await expect.poll(statuses, { timeout: REVOKED, interval: 50 }).toEqual([403, 200]);
  await stream?.done;
  expect(performance.now() - start).toBeLessThan(REVOKED);
  expect(stream?.named('denied')).toHaveLength(1);
  await bob.send([message({ timestamp: new Date().toISOString() })]);
  await expect.poll(() => others?.changed().length, { timeout: 5000 }).toBeGreaterThan(0);
});
