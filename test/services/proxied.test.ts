import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { MAX_BODY_BYTES } from '../../gateway/contract/ingest.ts';
import { PERMISSIONS } from '../../gateway/contract/scope.ts';
import { type Trends } from '../../gateway/contract/trends.ts';
import { readEvents } from '../gateway/http/sse-reader.ts';
import { build, type Built } from '../support/built.ts';
import { SECRET } from '../support/gateway.ts';
import { sample } from '../support/sample.ts';
import { makeDatabase, type TestDatabase } from './mysql.ts';
import { startProxy } from './nginx.ts';
import { type OwnServer } from './own-server.ts';
import { redisUrl, removeKeys, testPrefix } from './redis.ts';
import { createTestStore, type TestStore } from './stores.ts';

// Three gateways behind the proxy of deploy/, on one cluster, one Redis and one MySQL: what compose.gateways.yaml starts.
const ORIGIN = 'https://portal.example';
const RANGE = 'from=2026-01-01T00:00:00Z&to=2026-04-03T00:00:00Z';
const DIRECTORY = { businesses: [], principals: [{ id: 'root', grants: [{ business: '*', bot: '*', permissions: PERMISSIONS }] }] };
const CONVERSATIONS = 60;
const { messages } = sample(20260403, CONVERSATIONS);
const prefix = testPrefix();

let built: Built;
let database: TestDatabase;
let store: TestStore;
let proxy: OwnServer;
let gateways: Awaited<ReturnType<Built['serve']>>[];
let authorization: string;
let at: string;
beforeAll(async () => {
  [built, database] = await Promise.all([build(), makeDatabase(DIRECTORY)]);
  store = createTestStore(inject('elasticsearchUrl'));
  const env = {
    ELASTICSEARCH_URL: inject('elasticsearchUrl'),
    ELASTICSEARCH_INDEX_PREFIX: store.prefix,
    MYSQL_URL: database.url,
    REDIS_URL: await redisUrl(),
    REDIS_PREFIX: prefix,
    ALLOWED_ORIGINS: ORIGIN,
    BASE_PATH: '/bots',
    RATE_LIMIT: '0',
  };
  gateways = await Promise.all([1, 2, 3].map(() => built.serve(env)));
  proxy = await startProxy(gateways.map(({ url }) => new URL(url).host));
  at = `http://127.0.0.1:${proxy.port}/bots`;
  authorization = `Bearer ${await mintToken({ secret: SECRET, sub: 'root', expiresIn: 3600 })}`;
});
afterAll(async () => {
  await proxy.remove();
  await built.remove();
  await store.remove();
  await database.drop();
  await removeKeys(await redisUrl(), prefix);
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${at}${path}`, { ...init, headers: { authorization, ...(init.headers as Record<string, string> | undefined) } });

const send = (lines: readonly object[]): Promise<Response> =>
  ask('/v1/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
    body: gzipSync(lines.map((line) => JSON.stringify(line)).join('\n')),
  });

const conversations = async (): Promise<number> =>
  ((await (await ask(`/v1/trends?${RANGE}`)).json()) as { data: Trends }).data.totals.conversations;

test('each of the three answers, and each counts what any of them took in', async () => {
  for (let start = 0; start < messages.length; start += 500) expect((await send(messages.slice(start, start + 500))).status).toBe(200);
  for (let round = 0; round < 6; round++) expect(await conversations()).toBe(CONVERSATIONS);
  for (const { output } of gateways) expect(output()).toMatch(/"route":"\/bots\/v1\/trends","status":200/);
});

test('a live stream tells of a message at once, whichever gateway took it in', async () => {
  const streams = await Promise.all([1, 2, 3].map(async () => readEvents(await ask('/v1/live'))));
  for (const stream of streams) await expect.poll(() => stream.named('comment').length, { timeout: 10_000 }).toBeGreaterThan(0);
  await send([{ ...messages[0], id: 'live', conversation: 'live' }]);
  for (const stream of streams) await expect.poll(() => stream.changed().length, { timeout: 10_000 }).toBeGreaterThan(0);
  for (const stream of streams) await stream.leave();
});

test('pages of the origins that are allowed may ask, the id of a request comes along, and downloads come whole', async () => {
  const preflight = await fetch(`${at}/v1/trends`, {
    method: 'OPTIONS',
    headers: { origin: ORIGIN, 'access-control-request-method': 'GET' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN]);
  const answer = await ask('/health/ready', { headers: { origin: ORIGIN } });
  const id = answer.headers.get('x-request-id') ?? '';
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  await expect.poll(() => gateways.some(({ output }) => output().includes(id))).toBe(true);
  const file = await (await ask(`/v1/messages/export?format=ndjson&${RANGE}`)).text();
  expect(file.trimEnd().split('\n')).toHaveLength(messages.filter(({ revision }) => revision === undefined).length + 1);
});

test('a file of the widgets that one gateway does not have is looked for at the others', async () => {
  expect((await ask('/widgets/of-another-version.js')).status).toBe(404);
  const looked = (): boolean => gateways.every(({ output }) => /"route":"\/bots\/widgets\/[^"]*","status":404/.test(output()));
  await expect.poll(looked).toBe(true);
});

test('a body that is too large is refused in the words of the gateway', async () => {
  const answer = await ask('/v1/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: new Uint8Array(MAX_BODY_BYTES + 1),
  });
  expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'too-large' }]);
});

test('a gateway that is stopped ends its streams, and one that is killed is not missed', async () => {
  const [one, two, three] = gateways as [(typeof gateways)[0], (typeof gateways)[0], (typeof gateways)[0]];
  const streams = await Promise.all([1, 2, 3].map(async () => readEvents(await ask('/v1/live'))));
  one.process.kill('SIGTERM');
  expect(await one.exited).toEqual([0, null]);
  await expect.poll(() => streams.some((stream) => stream.ended()), { timeout: 10_000 }).toBe(true);
  two.process.kill('SIGKILL');
  await two.exited;
  for (let round = 0; round < 3; round++) {
    expect((await send([{ ...messages[0], id: `late ${round}`, conversation: `late ${round}` }])).status).toBe(200);
    expect((await ask('/v1/live')).status).toBe(200);
  }
  expect(await conversations()).toBe(CONVERSATIONS + 4);
  expect(three.output()).toMatch(/"route":"\/bots\/v1\/messages","status":200/);
});
