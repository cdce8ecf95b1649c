import { Agent, get as httpGet } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { type IngestResult } from '../../gateway/contract/ingest.ts';
import { build, type Built } from '../support/built.ts';
import { ROOT, SECRET } from '../support/gateway.ts';
import { seeded } from '../support/sample.ts';

// Each test starts several gateways, which on a busy machine takes a while.
vi.setConfig({ testTimeout: 120_000 });

let built: Built;
let folder: string;
let authorization: string;
beforeAll(async () => {
  built = await build();
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  await writeFile(join(folder, 'directory.json'), JSON.stringify(ROOT));
  authorization = `Bearer ${await mintToken({ secret: SECRET, sub: 'root', expiresIn: 3600 })}`;
});
afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true });
});

const settings = (data: string) => ({ DATA_DIR: join(folder, data), DIRECTORY_FILE: join(folder, 'directory.json'), RATE_LIMIT: '0' });

const BATCH = 200;
const START = Date.parse('2026-03-01T00:00:00Z');
const RANGE = 'from=2026-03-01T00:00:00Z&to=2026-03-08T00:00:00Z';

/** One request: messages of its own conversations and one of a conversation that all batches add to. */
const batch = (number: number): string =>
  Array.from({ length: BATCH }, (_, index) =>
    JSON.stringify({
      id: `${number}-${index}`,
      timestamp: START + number * 1000 + index,
      business: 'acme',
      bot: 'shop',
      conversation: index === 0 ? 'shared' : `c-${number}-${index % 20}`,
      user: 'u',
      sender: index % 40 < 20 ? 'user' : 'bot',
      text: `message ${index} of batch ${number}`,
    }),
  ).join('\n');

async function send(url: string, number: number): Promise<IngestResult> {
  const headers = { authorization, 'content-type': 'application/x-ndjson' };
  const response = await fetch(`${url}/v1/messages`, { method: 'POST', headers, body: batch(number) });
  return (await response.json()) as IngestResult;
}

async function get<Data>(url: string, path: string): Promise<Data> {
  const response = await fetch(`${url}/v1/${path}`, { headers: { authorization } });
  return ((await response.json()) as { data: Data }).data;
}

/** Ids of all messages, page by page. */
async function storedIds(url: string): Promise<string[]> {
  const ids: string[] = [];
  let after = '';
  do {
    const page: { messages: { id: string }[]; next: string | null } = await get(url, `messages?${RANGE}&limit=500&order=oldest${after}`);
    ids.push(...page.messages.map(({ id }) => id));
    after = page.next === null ? '' : `&after=${page.next}`;
  } while (after !== '');
  return ids;
}

test('kill -9 loses no acknowledged message and invents none', async () => {
  const acknowledged = new Set<number>();
  let sent = 0;
  // Killed a moment after so many batches more were acknowledged: none, some, one, many.
  for (const [batches, moment] of [
    [0, 60],
    [5, 15],
    [1, 5],
    [20, 30],
  ] as const) {
    const gateway = await built.serve(settings('killed'));
    const enough = acknowledged.size + batches;
    const killed = vi
      .waitUntil(() => acknowledged.size >= enough, { timeout: 60_000, interval: 1 })
      .then(() => sleep(moment))
      .then(() => gateway.process.kill('SIGKILL'));
    // Four at a time, so that some are always under way.
    const senders = Array.from({ length: 4 }, async () => {
      for (;;) {
        const number = sent++;
        const result = await send(gateway.url, number).catch(() => null);
        if (!result) return;
        expect(result).toEqual({ accepted: BATCH, duplicates: 0, rejected: 0, errors: [] });
        acknowledged.add(number);
      }
    });
    await Promise.all([killed, ...senders]);
    await gateway.exited;
  }
  expect(acknowledged.size).toBeGreaterThan(25);

  const gateway = await built.serve(settings('killed'));
  const ids = await storedIds(gateway.url);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => Number(id.split('-')[1]) >= BATCH)).toEqual([]);
  const byBatch = new Map<number, number>();
  for (const id of ids) byBatch.set(Number(id.split('-')[0]), (byBatch.get(Number(id.split('-')[0])) ?? 0) + 1);
  for (const number of acknowledged) expect(byBatch.get(number)).toBe(BATCH);
  // One transaction a batch: what was not acknowledged is there as a whole or not at all.
  for (const [number, messages] of byBatch) expect([number < sent, messages]).toEqual([true, BATCH]);

  for (let number = 0; number < sent; number++) {
    const { accepted, duplicates } = await send(gateway.url, number);
    expect([accepted, duplicates]).toEqual(byBatch.has(number) ? [0, BATCH] : [BATCH, 0]);
  }
  const { totals } = await get<{ totals: { conversations: number; messages: number } }>(gateway.url, `trends?${RANGE}`);
  // Twenty conversations of its own a batch, and the one that all share.
  expect(totals).toMatchObject({ messages: sent * BATCH, conversations: sent * 20 + 1 });
  expect((await storedIds(gateway.url)).length).toBe(sent * BATCH);
  gateway.process.kill('SIGKILL');
  await gateway.exited;
});

test('kill -9 leaves of the largest request all or nothing, at whatever moment it comes', async () => {
  const SEED = 20_260_301;
  const random = seeded(SEED);
  const headers = { authorization, 'content-type': 'application/x-ndjson' };
  const large = (round: number) => {
    const of = { business: 'acme', bot: 'shop', user: 'u', sender: 'user', text: 'a few words of a message', channel: `round ${round}` };
    const line = (index: number) => ({ ...of, id: `${index}`, timestamp: START + index, conversation: `r${round}-${index % 500}` });
    return Array.from({ length: 10_000 }, (_, index) => JSON.stringify(line(index))).join('\n');
  };
  const post = async (url: string, round: number) => {
    const response = await fetch(`${url}/v1/messages`, { method: 'POST', headers, body: large(round) });
    return ((await response.json()) as IngestResult).accepted;
  };
  const stored = async (url: string, round: number) =>
    (await get<{ totals: { messages: number } }>(url, `trends?${RANGE}&channel=round%20${round}`)).totals.messages;

  // The first is left alone, to learn how long one takes.
  let gateway = await built.serve(settings('large'));
  const started = performance.now();
  expect(await post(gateway.url, 0)).toBe(10_000);
  const undisturbed = performance.now() - started;
  const rounds = [1, 2, 3, 4];
  const kept: number[] = [];
  for (const round of rounds) {
    const moment = Math.round(random() * 1.2 * undisturbed);
    const acknowledged = post(gateway.url, round).catch(() => 0);
    await sleep(moment);
    gateway.process.kill('SIGKILL');
    await gateway.exited;
    gateway = await built.serve(settings('large'));
    kept.push(await stored(gateway.url, round));
    const told = `seed ${SEED}, round ${round}, killed after ${moment} of about ${Math.round(undisturbed)} ms`;
    expect([0, 10_000], told).toContain(kept.at(-1));
    if ((await acknowledged) > 0) expect(kept.at(-1), told).toBe(10_000);
  }
  for (const [index, round] of rounds.entries()) expect(await post(gateway.url, round)).toBe(10_000 - (kept[index] ?? 0));
  for (const round of [0, ...rounds]) expect(await stored(gateway.url, round)).toBe(10_000);
  gateway.process.kill('SIGKILL');
  await gateway.exited;
});

test('SIGTERM ends streams, finishes what is under way, and keeps what was acknowledged', async () => {
  const gateway = await built.serve(settings('stopped'));
  const live = await fetch(`${gateway.url}/v1/live`, { headers: { authorization } });
  const streamed = live.text();
  expect((await send(gateway.url, 0)).accepted).toBe(BATCH);
  const underWay = send(gateway.url, 1);
  await sleep(5);
  gateway.process.kill('SIGTERM');
  expect((await underWay).accepted).toBe(BATCH);
  expect(await streamed).toContain('event: changed');
  expect(await gateway.exited).toEqual([0, null]);
  expect(gateway.output()).not.toContain(authorization.slice(7));

  const again = await built.serve(settings('stopped'));
  expect((await storedIds(again.url)).length).toBe(2 * BATCH);
  again.process.kill('SIGTERM');
  expect(await again.exited).toEqual([0, null]);
});

test('SIGTERM is not held up by connections that ask on and on', async () => {
  const gateway = await built.serve(settings('busy'));
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const ask = () =>
    new Promise<boolean>((resolve) => {
      httpGet(`${gateway.url}/health/live`, { agent }, (response) => void response.resume().on('close', () => resolve(true))).on(
        'error',
        () => resolve(false),
      );
    });
  let asked = 0;
  const busy = Array.from({ length: 4 }, async () => {
    while (await ask()) asked++;
  });
  await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThan(100);
  const start = performance.now();
  gateway.process.kill('SIGTERM');
  expect(await gateway.exited).toEqual([0, null]);
  // Less than the grace that is given to what is under way.
  expect(performance.now() - start).toBeLessThan(8000);
  await Promise.all(busy);
  agent.destroy();
});
