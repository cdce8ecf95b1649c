import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDuckdbStore } from '../../../gateway/store/duckdb/duckdb-store.ts';
import { type Store, type StoredMessage } from '../../../gateway/store/store.ts';

let folder: string;
let store: Store;
const open = () => createDuckdbStore({ folder, memoryLimit: '256MB', threads: 1 });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  store = await open();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const message = (id: string, fields: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  revision: 0,
  timestamp: 1_700_000_000_000,
  business: 'acme',
  bot: 'shop',
  conversation: 'c',
  user: 'gone',
  sender: 'user',
  text: '',
  seq: 0,
  words: [],
  ...fields,
});

test('what was erased stays out after a restart too, and new messages of the user come in', async () => {
  await store.write([message('1')]);
  expect(await store.erase('acme', 'gone')).toMatchObject({ messages: 1, conversations: 1 });
  await store.close();
  store = await open();
  const again = [message('1'), message('1', { revision: 9 }), message('2')];
  expect(await store.write(again)).toEqual(['duplicate', 'duplicate', 'accepted']);
});

test('a conversation goes to whoever began it, with all that was said in it', async () => {
  await store.write([message('1'), message('2', { user: 'stays', timestamp: 1_700_000_000_001 })]);
  expect(await store.erase('acme', 'gone')).toMatchObject({ messages: 2, conversations: 1 });
  expect(await store.write([message('2', { user: 'stays' })])).toEqual(['duplicate']);
});

test('the user is erased in every bot of the business, and in no other business', async () => {
  const bots = [{ bot: 'shop' }, { bot: 'faq' }, { business: 'globex' }];
  const messages = bots.map((bot) => message('1', bot));
  await store.write(messages);
  const { bots: changed, ...erased } = await store.erase('acme', 'gone');
  expect(erased).toEqual({ messages: 2, conversations: 2 });
  expect(new Set(changed.map(({ business, bot }) => `${business} ${bot}`))).toEqual(new Set(['acme shop', 'acme faq']));
  // The third was never erased: its revision still counts.
  expect(await store.write(messages.map((each) => ({ ...each, revision: 1 })))).toEqual(['duplicate', 'duplicate', 'accepted']);
});

test('messages that come while the user is being erased are judged after it', async () => {
  await store.write([message('1')]);
  // The write is over as a whole: what follows is queued in the order of the calls.
  await new Promise(setImmediate);
  const erasing = store.erase('acme', 'gone');
  const redelivered = store.write([message('1', { revision: 1 }), message('2')]);
  expect(await erasing).toMatchObject({ messages: 1 });
  expect(await redelivered).toEqual(['duplicate', 'accepted']);
});
