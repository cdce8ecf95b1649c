import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askNewest } from '../../demo/ask-newest.ts';
import { prepareFolder } from '../../demo/data-folder.ts';
import { businessesOf, PRODUCER } from '../../demo/directory.ts';
import { sendLive } from '../../demo/live-traffic.ts';
import { load } from '../../demo/load.ts';
import { createSender, type Sender, tellRejected } from '../../demo/sender.ts';
import { demoWorld } from '../../demo/traffic/demo-world.ts';
import { messagesBetween } from '../../demo/traffic/messages-between.ts';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { type RunningGateway, serve } from '../../gateway/commands/serve.ts';
import { parseConfig } from '../../gateway/config.ts';

const HOUR = 3_600_000;
const morning = Date.UTC(2026, 8, 7, 8);

let folder: string;
let secret: string;
let gateway: RunningGateway;
const stop = new AbortController();

const token = (sub: string) => mintToken({ secret, sub, expiresIn: 60 });
const newSender = (signal = stop.signal): Sender => createSender(gateway.url, () => token(PRODUCER), signal);
const linesOf = (from: number, to: number) => [...messagesBetween(demoWorld, from, to)].map((message) => JSON.stringify(message));
const send = async (lines: string[]) => {
  const sender = newSender();
  await load(lines, sender, { total: lines.length, doneAfter: (batch) => batch.length });
  return sender.sums;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-demo-'));
  const prepared = await prepareFolder(folder, businessesOf(demoWorld));
  secret = prepared.secret;
  const settings = { PORT: '0', DATA_DIR: folder, DIRECTORY_FILE: prepared.directoryFile, JWT_SECRET: secret };
  gateway = await serve(parseConfig(settings), pino({ level: 'silent' }), join(folder, 'widgets'));
});
afterAll(async () => {
  stop.abort();
  await gateway.close();
  await rm(folder, { recursive: true });
});

describe('the demo, sending to a gateway', () => {
  test('finds nothing in a new folder', async () => {
    expect(await askNewest(gateway.url, await token('admin'))).toBeNull();
  });

  test('has every generated message accepted, more than one batch of them', async () => {
    const lines = linesOf(morning, morning + 26 * HOUR);
    expect(lines.length).toBeGreaterThan(10_000);
    expect(await send(lines)).toEqual({ accepted: lines.length, duplicates: 0, rejected: 0, errors: [] });
  });

  test('goes on after the newest message without a hole and without a double', async () => {
    const newest = await askNewest(gateway.url, await token('admin'));
    expect(newest).toBeGreaterThan(morning + 25 * HOUR);
    const gap = linesOf(newest!, morning + 28 * HOUR);
    const { accepted, duplicates } = await send(gap);
    expect(accepted + duplicates).toBe(gap.length);
    expect(duplicates).toBeGreaterThanOrEqual(1);
    const again = await send(linesOf(morning, morning + 28 * HOUR));
    expect(again.accepted).toBe(0);
  });

  test('sums up refused lines with the line and the reason', async () => {
    const [good] = linesOf(Date.now() - HOUR, Date.now());
    const sums = await send([good!, 'nonsense', JSON.stringify({ ...(JSON.parse(good!) as object), sender: 'robot' }), 'more nonsense']);
    expect(sums).toMatchObject({ accepted: 1, rejected: 3 });
    const told = tellRejected(sums);
    expect(told[0]).toBe('3 lines were refused:');
    expect(told[1]).toMatch(/^ {2}2 x .*\(not-json\), first in line 2$/);
    expect(told[2]).toMatch(/^ {2}1 x sender: .*\(invalid\), first in line 3$/);
    expect(tellRejected({ accepted: 1, duplicates: 0, rejected: 0, errors: [] })).toEqual([]);
  });

  test('sends live what has come due, and ends when told', async () => {
    const ending = new AbortController();
    const sender = newSender(ending.signal);
    const from = Date.now() - 2 * HOUR;
    const told: string[] = [];
    const sending = sendLive(demoWorld, from, sender, ending.signal, (sentence) => told.push(sentence));
    await expect.poll(() => sender.sums.accepted, { timeout: 10_000 }).toBeGreaterThan(20);
    const newest = await askNewest(gateway.url, await token('admin'));
    ending.abort();
    await sending;
    expect(newest).toBeGreaterThan(from);
    expect(newest).toBeLessThanOrEqual(Date.now());
    expect(told).toEqual([]);
  });

  test('says why when the gateway takes nothing from the caller', async () => {
    const sender = createSender(gateway.url, () => token('partner'), stop.signal);
    await expect(sender.send(linesOf(morning, morning + HOUR))).rejects.toThrow('The gateway refused messages with 403');
  });

  test('keeps its secret over restarts', async () => {
    expect((await prepareFolder(folder, businessesOf(demoWorld))).secret).toBe(secret);
  });
});
