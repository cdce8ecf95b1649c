import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mintToken } from '../../../gateway/access/mint-token.ts';
import { makeDatabase, type TestDatabase } from '../../services/mysql.ts';
import { redisUrl, removeKeys, testPrefix } from '../../services/redis.ts';
import { message } from '../../support/ask.ts';
import { build, type Built } from '../../support/built.ts';
import { ROOT, SECRET } from '../../support/gateway.ts';

// Each test starts several processes, which on a busy machine takes a while.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const QUESTION = '/v1/trends?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';
const prefix = testPrefix();
let built: Built;
let folder: string;
let database: TestDatabase;
let env: Record<string, string>;
let authorization: string;
beforeAll(async () => {
  built = await build();
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  database = await makeDatabase({ businesses: [], principals: ROOT.principals as never });
  env = { DATA_DIR: join(folder, 'data'), MYSQL_URL: database.url, REDIS_URL: await redisUrl(), REDIS_PREFIX: prefix };
  authorization = `Bearer ${await mintToken({ secret: SECRET, sub: 'root', expiresIn: 3600 })}`;
});
afterAll(async () => {
  await built.remove();
  await database.drop();
  await removeKeys(await redisUrl(), prefix);
  await rm(folder, { recursive: true });
});

const send = (url: string) =>
  fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(message()),
  });
async function total(url: string): Promise<number> {
  const response = await fetch(`${url}${QUESTION}`, { headers: { authorization } });
  expect(response.status).toBe(200);
  return ((await response.json()) as { data: { totals: { messages: number } } }).data.totals.messages;
}
async function stop(gateway: Awaited<ReturnType<Built['serve']>>): Promise<void> {
  gateway.process.kill('SIGTERM');
  expect((await gateway.exited)[0]).toBe(0);
}

test('a gateway takes its grants from MySQL and keeps its answers in Redis, and forgets those when others wrote to its store meanwhile', async () => {
  const first = await built.serve(env);
  expect((await send(first.url)).status).toBe(200);
  expect(await total(first.url)).toBe(1);
  const redis = new Redis(await redisUrl());
  expect(await redis.keys(`${prefix}*:answer:*`)).toHaveLength(1);
  redis.disconnect();
  await stop(first);

  const file = join(folder, 'more.ndjson');
  await writeFile(file, JSON.stringify(message()));
  expect((await built.run(['import', file], { ...env, REDIS_URL: '' })).stdout).toContain('1 accepted');
  const second = await built.serve(env);
  expect(await total(second.url)).toBe(2);
  await stop(second);
});

test('a gateway starts without Redis and says so once, and starts without MySQL and refuses', async () => {
  const gateway = await built.serve({ ...env, REDIS_URL: 'redis://127.0.0.1:1', DATA_DIR: join(folder, 'without-redis') });
  expect((await send(gateway.url)).status).toBe(200);
  expect(await total(gateway.url)).toBe(1);
  expect(gateway.output().match(/Redis is away/g)).toHaveLength(1);
  await stop(gateway);

  const refusing = await built.serve({ ...env, MYSQL_URL: 'mysql://root@127.0.0.1:1/nowhere', DATA_DIR: join(folder, 'without-mysql') });
  const refused = await fetch(`${refusing.url}/v1/scope`, { headers: { authorization } });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await refused.text()).not.toContain('127.0.0.1:1');
  await stop(refusing);
});

test('a gateway that MySQL refuses, or whose settings contradict each other, ends with a sentence', async () => {
  const refused = await built.run([], { ...env, MYSQL_GRANTS_SQL: 'SELECT 1' });
  expect([refused.code, refused.stderr.includes('the statement for grants does not return principal')], refused.stderr).toEqual([1, true]);
  const both = await built.run([], { ...env, DIRECTORY_FILE: 'directory.json', REDIS_URL: 'http://127.0.0.1' });
  expect(both.code).toBe(1);
  expect(both.stderr).toContain('DIRECTORY_FILE and MYSQL_URL exclude each other');
  expect(both.stderr).toContain('REDIS_URL must be a URL that begins with redis://');
});
