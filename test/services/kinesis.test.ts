import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { recordsOf } from '../gateway/ingest/records.ts';
import { build, type Built, type Running } from '../support/built.ts';
import { everyAnswer } from '../support/every-answer.ts';
import { ROOT, SECRET } from '../support/gateway.ts';
import { startKinesis, type TestKinesis } from '../support/kinesis.ts';
import { sample, shuffled } from '../support/sample.ts';
import { redisUrl, removeKeys, testPrefix } from './redis.ts';
import { createTestStore, type TestStore } from './stores.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const { messages } = sample(20260402, 150);
const prefix = testPrefix();

let built: Built;
let folder: string;
let kinesis: TestKinesis;
let place: TestStore;
beforeAll(async () => {
  [built, kinesis] = await Promise.all([build(), startKinesis()]);
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  await writeFile(join(folder, 'directory.json'), JSON.stringify(ROOT));
  place = createTestStore(inject('elasticsearchUrl'));
});
afterAll(async () => {
  await built.remove();
  await kinesis.close();
  await place.remove();
  await removeKeys(await redisUrl(), prefix);
  await rm(folder, { recursive: true });
});

/** Shards that a reader has taken up, in order. */
const taken = ({ output }: Running) =>
  [...output().matchAll(/"shard":"([^"]+)"[^\n]*"msg":"Reading a shard\."/g)].map(([, shard]) => shard);

test('consumers share the shards, and take over those of one that is killed: every message once', async () => {
  const token = async () => `Bearer ${await mintToken({ secret: SECRET, sub: 'root', expiresIn: 3600 })}`;
  const common = { DIRECTORY_FILE: join(folder, 'directory.json'), RATE_LIMIT: '0', DATA_DIR: join(folder, 'data') };
  const file = join(folder, 'messages.ndjson');
  await writeFile(file, messages.map((message) => JSON.stringify(message)).join('\n'));
  expect((await built.run(['import', file], common)).code).toBe(0);
  const embedded = await built.serve(common);

  const records = shuffled(recordsOf(shuffled(messages, 3)), 4);
  const half = Math.ceil(records.length / 2);
  await kinesis.create('shared', 4);
  await kinesis.put('shared', records.slice(0, half));
  const shared = {
    ...common,
    ...kinesis.env,
    ELASTICSEARCH_URL: inject('elasticsearchUrl'),
    ELASTICSEARCH_INDEX_PREFIX: place.prefix,
    REDIS_URL: await redisUrl(),
    REDIS_PREFIX: prefix,
    KINESIS_STREAM: 'shared',
  };
  const start = () => built.start(['consume', 'kinesis'], shared, /Reading a shard/);
  // The first has all shards until the second comes, which another one of them is then left to.
  const first = await start();
  const second = await start();
  await vi.waitFor(() => expect(new Set(taken(second)).size).toBe(2), { timeout: 30_000, interval: 50 });
  await kinesis.put('shared', records.slice(half));
  await kinesis.split('shared', taken(second)[0] ?? '');
  second.process.kill('SIGKILL');
  await second.exited;
  // What the dead one had, and what came of it, the other has now.
  const shards = (await kinesis.shards('shared')).map(({ ShardId }) => ShardId);
  await vi.waitFor(() => expect(new Set(taken(first))).toEqual(new Set(shards)), { timeout: 40_000, interval: 100 });

  const gateway = await built.serve({ ...shared, KINESIS_STREAM: '' });
  await vi.waitFor(async () => expect((await answersOf(gateway.url)).messages).toHaveLength(distinct), { timeout: 30_000, interval: 500 });
  expect(await answersOf(gateway.url)).toEqual(await answersOf(embedded.url));
  first.process.kill('SIGTERM');
  expect(await first.exited).toEqual([0, null]);

  function answersOf(url: string) {
    return everyAnswer({ token, app: { request: (path, init) => fetch(`${url}${path}`, init) } });
  }
});

const distinct = messages.filter(({ revision }) => revision === undefined).length;
