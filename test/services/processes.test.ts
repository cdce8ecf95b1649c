import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { type Answer } from '../../gateway/contract/answer.ts';
import { type IngestResult } from '../../gateway/contract/ingest.ts';
import { build, type Built } from '../support/built.ts';
import { ROOT, SECRET } from '../support/gateway.ts';
import { sample, shuffled } from '../support/sample.ts';
import { createTestStore, type TestStore } from './stores.ts';

// Gateways as they really run, each a process of its own.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const { messages } = sample(20260402, 300);
const RANGE = 'from=2026-01-01T00:00:00Z&to=2026-04-03T00:00:00Z';
const QUESTIONS = [
  `trends?${RANGE}&tz=Europe/Berlin&compare=previous`,
  `trends?from=2026-03-20T00:00:00Z&to=2026-04-03T00:00:00Z&interval=hour&tz=Asia/Kathmandu`,
  `trends?${RANGE}&interval=week&channel=web`,
  `stories?${RANGE}`,
  `stories?${RANGE}&story=refund&bot=globex%2Fshop`,
  `words?${RANGE}&tz=America/New_York`,
  `words?${RANGE}&limit=3&language=de`,
  `journey?${RANGE}`,
  `journey?${RANGE}&limit=3&outcome=handedOff&outcome=completed`,
  `journey?${RANGE}&node=pay+back`,
  `messages?${RANGE}&limit=500`,
  `messages?${RANGE}&q=refund+lamp&order=oldest&limit=17`,
  `messages?${RANGE}&keyword=voucher&sender=user`,
];

let built: Built;
let folder: string;
let authorization: string;
let place: TestStore;
beforeAll(async () => {
  built = await build();
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  await writeFile(join(folder, 'directory.json'), JSON.stringify(ROOT));
  authorization = `Bearer ${await mintToken({ secret: SECRET, sub: 'root', expiresIn: 3600 })}`;
  place = createTestStore(inject('elasticsearchUrl'));
});
afterAll(async () => {
  await built.remove();
  await place.remove();
  await rm(folder, { recursive: true });
});

const common = () => ({ DIRECTORY_FILE: join(folder, 'directory.json'), RATE_LIMIT: '0' });
const shared = () => ({ ...common(), ELASTICSEARCH_URL: inject('elasticsearchUrl'), ELASTICSEARCH_INDEX_PREFIX: place.prefix });

async function send(url: string, lines: readonly object[]): Promise<IngestResult> {
  const response = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
  const result = (await response.json()) as IngestResult;
  if (!response.ok) throw new Error(JSON.stringify(result));
  return result;
}

async function data(url: string, question: string): Promise<unknown> {
  const response = await fetch(`${url}/v1/${question}`, { headers: { authorization } });
  const answer = (await response.json()) as Answer<{ next?: unknown }>;
  expect(response.status, JSON.stringify(answer)).toBe(200);
  expect(answer.estimates).toEqual([]);
  // A cursor is sealed with the store's own secret.
  return { ...answer.data, ...('next' in answer.data && { next: answer.data.next !== null }), newest: answer.newestMessage };
}

test('two gateways side by side, one of which is killed, answer as the embedded one does', async () => {
  const embedded = await built.serve({ ...common(), DATA_DIR: join(folder, 'embedded') });
  await send(embedded.url, messages);
  const [one, two] = await Promise.all([built.serve(shared()), built.serve(shared())]);

  // Each gets all lines in an order of its own; one ends in the middle of it, and its shipper goes on at another gateway.
  const ship = async (urls: string[], seed: number, killed?: () => void) => {
    const lines = shuffled(messages, seed);
    let url = urls.shift() ?? '';
    for (let start = 0; start < lines.length; start += 250) {
      for (let sent = false; !sent;) {
        try {
          const sending = send(url, lines.slice(start, start + 250));
          if (killed && start > lines.length / 2) {
            await sleep(5);
            killed();
            killed = undefined;
          }
          await sending;
          sent = true;
        } catch (error) {
          url = urls.shift() ?? '';
          if (url === '') throw error;
        }
      }
    }
  };
  await Promise.all([ship([one.url], 1), ship([two.url, one.url], 2, () => two.process.kill('SIGKILL'))]);
  await two.exited;
  const again = await built.serve(shared());
  for (const question of QUESTIONS) {
    const expected = await data(embedded.url, question);
    for (const gateway of [one, again]) expect(await data(gateway.url, question), question).toEqual(expected);
  }
  for (const gateway of [embedded, one, again]) {
    gateway.process.kill('SIGTERM');
    expect(await gateway.exited).toEqual([0, null]);
  }
});

test('files are imported into the cluster, which has backups of its own', async () => {
  const file = join(folder, 'some.ndjson');
  await writeFile(file, [1, 2].map((id) => JSON.stringify({ ...messages[0], business: 'imported', id: `${id}` })).join('\n'));
  expect((await built.run(['import', file], shared())).stdout).toContain('some.ndjson: 2 accepted, 0 duplicates, 0 rejected');
  expect((await built.run(['import', file], shared())).stdout).toContain('some.ndjson: 0 accepted, 2 duplicates, 0 rejected');
  for (const args of [
    ['backup', join(folder, 'backup')],
    ['restore', file, '--force'],
  ]) {
    const { code, stderr } = await built.run(args, shared());
    expect([code, stderr]).toEqual([1, expect.stringContaining(`take a snapshot of its indices ${place.prefix}*`)]);
  }
});

test('faults of the settings are told at once', async () => {
  const { code, stderr } = await built.run([], {
    ...common(),
    ELASTICSEARCH_URL: 'localhost:9200',
    ELASTICSEARCH_INDEX_PREFIX: 'Bot*',
    RETENTION_DAYS: '0',
  });
  for (const name of ['ELASTICSEARCH_URL', 'ELASTICSEARCH_INDEX_PREFIX', 'RETENTION_DAYS']) expect(stderr).toContain(name);
  expect(code).toBe(1);
});
