import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { benchWorld } from '../../../demo/traffic/bench-world.ts';
import { messagesBetween } from '../../../demo/traffic/messages-between.ts';
import { mintToken } from '../../../gateway/access/mint-token.ts';
import { build, type Built } from '../../support/built.ts';
import { everyAnswer } from '../../support/every-answer.ts';
import { ROOT, SECRET } from '../../support/gateway.ts';
import { startKinesis, type TestKinesis } from '../../support/kinesis.ts';
import { shuffled } from '../../support/sample.ts';
import { recordsOf } from './records.ts';

// Several gateways, each a process of its own.
vi.setConfig({ testTimeout: 120_000 });

const DAY = 86_400_000;
const TO = Date.parse('2026-04-01T00:00:00Z');
const messages = [...messagesBetween(benchWorld(120), TO - 2 * DAY, TO, TO - 2 * DAY)];

let built: Built;
let folder: string;
let kinesis: TestKinesis;
beforeAll(async () => {
  [built, kinesis] = await Promise.all([build(), startKinesis()]);
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  await writeFile(join(folder, 'directory.json'), JSON.stringify(ROOT));
});
afterAll(async () => {
  await built.remove();
  await kinesis.close();
  await rm(folder, { recursive: true });
});

const settings = (data: string) => ({ DATA_DIR: join(folder, data), DIRECTORY_FILE: join(folder, 'directory.json'), RATE_LIMIT: '0' });
const token = async () => `Bearer ${await mintToken({ secret: SECRET, sub: 'root', expiresIn: 3600 })}`;
const answersOf = (url: string) => everyAnswer({ token, app: { request: (path, init) => fetch(`${url}${path}`, init) } });

async function metric(url: string | undefined, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      ?.split(' ')
      .at(-1) ?? NaN,
  );
}

test('messages in shuffled order, with a reshard and kills in the middle, answer as a clean import does', async () => {
  const file = join(folder, 'messages.ndjson');
  await writeFile(file, messages.map((message) => JSON.stringify(message)).join('\n'));
  expect((await built.run(['import', file], settings('clean'))).code).toBe(0);
  const clean = await built.serve(settings('clean'));
  const expected = await answersOf(clean.url);
  clean.process.kill('SIGTERM');

  const records = shuffled(recordsOf(shuffled(messages, 1)), 2);
  const half = Math.ceil(records.length / 2);
  await kinesis.create('killed', 2);
  await kinesis.put('killed', records.slice(0, half));
  const streamed = { ...settings('streamed'), ...kinesis.env, KINESIS_STREAM: 'killed', METRICS_PORT: '0' };
  // The first is killed as soon as it has a shard, the second when something is stored.
  const first = await built.serve(streamed);
  await vi.waitFor(() => expect(first.output()).toContain('Reading a shard'), 20_000);
  first.process.kill('SIGKILL');
  await first.exited;

  const second = await built.serve(streamed);
  const metrics = /"metrics":"([^"]+)"/.exec(second.output())?.[1];
  await vi.waitFor(async () => expect(await metric(metrics, 'bot_widgets_ingested_messages_total')).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 5,
  });
  await kinesis.split('killed', 'shardId-000000000001');
  second.process.kill('SIGKILL');
  await second.exited;

  await kinesis.put('killed', records.slice(half));
  const rest = await built.run(['consume', 'kinesis', '--stream', 'killed', '--once'], { ...settings('streamed'), ...kinesis.env });
  expect([rest.code, rest.stdout]).toEqual([0, expect.stringContaining('all is read') as string]);

  const gateway = await built.serve(streamed);
  expect(await answersOf(gateway.url)).toEqual(expected);
  await vi.waitFor(() => expect(gateway.output()).toContain('Reading a shard'), 20_000);
  const ready = await fetch(`${gateway.url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', behindSeconds: 0 }]);
  gateway.process.kill('SIGTERM');
  expect(await gateway.exited).toEqual([0, null]);
  expect(gateway.output()).not.toContain('"level":50');
});

test('what somebody has to mend is said, and the command ends', async () => {
  const run = (args: string[], env: Record<string, string> = {}) =>
    built.run(['consume', ...args], { DATA_DIR: join(folder, 'none'), ...kinesis.env, ...env });
  const results = await Promise.all([
    run(['kinesis', '--stream', 'nowhere']),
    run(['kinesis', '--stream', 'nowhere'], { AWS_REGION: '' }),
    run(['kinesis']),
    run(['kafka']),
    run(['kinesis', '--stream', 'killed', '--from', 'yesterday']),
  ]);
  expect(results.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
  const told = results.map(({ stderr }) => stderr.replace(/\(node:[^]*?shown here\)|\(Use `node[^\n]*\n/g, ''));
  expect(told[0]).toContain('There is no stream "nowhere"');
  expect(told[1]).toContain('Needed: AWS_REGION');
  expect(told[2]).toContain('KINESIS_STREAM is required');
  expect(told[3]).toContain('consume kinesis --stream NAME');
  expect(told[4]).toContain('KINESIS_FROM must be oldest, latest or an RFC 3339 time');
});
