import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Trends } from '../../../gateway/contract/trends.ts';
import { clientOf, type Client, message } from '../../support/ask.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

const everything = ['reports', 'messages', 'ingest'];
const DIRECTORY = {
  businesses: [],
  principals: [
    { id: 'root', grants: [{ business: '*', bot: '*', permissions: everything }] },
    { id: 'peer', grants: [{ business: '*', bot: '*', permissions: everything }] },
    { id: 'narrow', grants: [{ business: 'acme', bot: 'faq', permissions: everything }] },
  ],
};
const QUESTION = 'trends?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';

let gateway: TestGateway;
let root: Client;
/** What the real store was asked while the test held it back. */
let asked: AbortSignal[];
let release: () => void;
beforeEach(async () => {
  gateway = await startTestGateway({ directory: DIRECTORY });
  root = await clientOf(gateway);
  await root.send([message(), message({ bot: 'faq', conversation: 'd' })]);
  asked = [];
  const { store } = gateway;
  const trends = store.trends.bind(store);
  const held = new Promise<void>((resolve) => (release = resolve));
  store.trends = async (scope, question, signal) => {
    asked.push(signal);
    await held;
    return trends(scope, question, signal);
  };
});
afterEach(async () => {
  release();
  await gateway.close();
});

const arrived = (count: number) => expect.poll(() => asked.length).toBe(count);
const conversations = async (client: Client) => (await client.ask<Trends>(QUESTION)).data.totals.conversations;

test('equal questions at the same time are computed once, whoever asks within the same scope', async () => {
  const peer = await clientOf(gateway, 'peer');
  const answers = [...Array.from({ length: 10 }, () => root), ...Array.from({ length: 10 }, () => peer)].map(conversations);
  await arrived(1);
  release();
  expect(new Set(await Promise.all(answers))).toEqual(new Set([2]));
  expect(asked).toHaveLength(1);
  await conversations(root);
  expect(asked).toHaveLength(1);
});

test('callers of different scopes share neither the work nor the answer', async () => {
  const narrow = await clientOf(gateway, 'narrow');
  const claimed = await clientOf(gateway, 'root', { bots: ['acme/shop'] });
  const answers = [root, narrow, claimed].map(conversations);
  await arrived(3);
  release();
  expect(await Promise.all(answers)).toEqual([2, 1, 1]);
  // Nor when it comes from the cache.
  expect(await Promise.all([narrow, root].map(conversations))).toEqual([1, 2]);
  expect(asked).toHaveLength(3);
});

test('the work goes on while one caller still waits, and ends in the store when the last has left', async () => {
  const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
  const leaving = root.request(QUESTION, { signal: first.signal });
  const staying = root.request(QUESTION, { signal: second.signal });
  await arrived(1);
  first.abort();
  expect((await leaving).status).toBe(499);
  expect(asked.map(({ aborted }) => aborted)).toEqual([false]);
  const joining = root.request(QUESTION, { signal: third.signal });
  // A question that came later has been answered: the one before it is waiting by now.
  await root.ask(QUESTION.replace('trends', 'messages'));
  second.abort();
  expect((await staying).status).toBe(499);
  expect(asked.map(({ aborted }) => aborted)).toEqual([false]);
  third.abort();
  expect((await joining).status).toBe(499);
  expect(asked.map(({ aborted }) => aborted)).toEqual([true]);
  // Who comes later is not told of what was given up.
  release();
  expect(await conversations(root)).toBe(2);
  expect(asked).toHaveLength(2);
});
