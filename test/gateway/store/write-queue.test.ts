import { expect, test } from 'vitest';
import { createWriteQueue } from '../../../gateway/store/duckdb/write-queue.ts';
import { type StoredMessage } from '../../../gateway/store/store.ts';

const message = (id: string): StoredMessage => ({
  id,
  revision: 0,
  timestamp: 0,
  business: 'b',
  bot: 'x',
  conversation: 'c',
  user: 'u',
  sender: 'user',
  text: '',
  seq: 0,
  words: [],
});

test('calls that wait share a transaction, in order, and each gets the results of its own messages', async () => {
  const batches: string[][] = [];
  const { write } = createWriteQueue(async (messages) => {
    batches.push(messages.map(({ id }) => id));
    await new Promise(setImmediate);
    return messages.map(({ id }) => (id.startsWith('old') ? 'duplicate' : 'accepted'));
  });
  const results = await Promise.all([write([message('a')]), write([message('b'), message('old')]), write([message('c')])]);
  expect(results).toEqual([['accepted'], ['accepted', 'duplicate'], ['accepted']]);
  expect(batches.flat()).toEqual(['a', 'b', 'old', 'c']);
  expect(batches.length).toBeLessThan(3);
});

test('messages that cannot be stored do not keep those of another caller out', async () => {
  const stored: string[] = [];
  const { write } = createWriteQueue((messages) => {
    if (messages.some(({ id }) => id === 'poison')) return Promise.reject(new Error('cannot be stored'));
    stored.push(...messages.map(({ id }) => id));
    return Promise.resolve(messages.map(() => 'accepted'));
  });
  const results = await Promise.allSettled([write([message('a')]), write([message('poison')]), write([message('b')])]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(stored).toEqual(['a', 'b']);
});

test('work that must be alone waits for what was queued before it, and a failure of it stops nothing', async () => {
  const order: string[] = [];
  const { write, alone } = createWriteQueue(async (messages) => {
    await new Promise(setImmediate);
    order.push(...messages.map(({ id }) => id));
    return messages.map(() => 'accepted');
  });
  const first = write([message('a')]);
  const failing = alone(() => {
    order.push('alone');
    return Promise.reject(new Error('failed'));
  });
  const second = write([message('b')]);
  await expect(failing).rejects.toThrow('failed');
  await Promise.all([first, second]);
  expect(order.indexOf('a')).toBeLessThan(order.indexOf('alone'));
  expect(order).toContain('b');
});

test('work that must be alone gets its turn while messages never stop coming', async () => {
  let sending = true;
  const { write, alone } = createWriteQueue(async (messages) => {
    await new Promise(setImmediate);
    return messages.map(() => 'accepted');
  });
  const senders = ['a', 'b', 'c'].map(async (id) => {
    while (sending) await write([message(id)]);
  });
  await new Promise(setImmediate);
  expect(await alone(() => Promise.resolve('done'))).toBe('done');
  sending = false;
  await Promise.all(senders);
});
