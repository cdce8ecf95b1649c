import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backupStore, restoreStore } from '../../../gateway/store/duckdb/backup.ts';
import { createDuckdbStore, STORE_FILE } from '../../../gateway/store/duckdb/duckdb-store.ts';
import { type Store } from '../../../gateway/store/store.ts';
import { DAY, scopeOf, stored } from '../../support/stored.ts';
import { keepsAsLongAsTold, type RetentionOptions } from '../conformance/retention.ts';
import { exportConformance } from '../conformance/export.ts';
import { type OpenedStore, storeConformance } from '../conformance/store.ts';

let folder: string;
let store: Store | undefined;
async function open(options: RetentionOptions = {}): Promise<Store> {
  await store?.close();
  return (store = await createDuckdbStore({ folder, memoryLimit: '256MB', threads: 1, ...options }));
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
});
afterEach(async () => {
  await store?.close();
  store = undefined;
  await rm(folder, { recursive: true });
});

async function openPlace(): Promise<OpenedStore> {
  const place = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  const openAgain = () => createDuckdbStore({ folder: place, memoryLimit: '256MB', threads: 1 });
  let conforming = await openAgain();
  return {
    store: conforming,
    async reopen() {
      await conforming.close();
      return (conforming = await openAgain());
    },
    async close() {
      await conforming.close();
      await rm(place, { recursive: true });
    },
  };
}

describe('the embedded store, every message of it,', () => exportConformance(openPlace, 23_000));

describe('the embedded store', () => {
  storeConformance(openPlace);

  test('keeps months as long as it is told to, and what is past that does not come back', () => keepsAsLongAsTold(open));

  const onDisk = async (text: string) => {
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    return files.some((bytes) => bytes.includes(text));
  };

  test('shows nothing of what was erased in a backup, whatever its own file still holds', async () => {
    // Texts of many shapes, so that none is packed away.
    const texts = Array.from({ length: 500 }, (_, index) => `${index} the quick brown fox ${Math.random()} jumps over the lazy dog`);
    const secret = 'PLEASE-FORGET-ME-4711';
    const others = texts.map((text, index) => stored(`${index}`, { user: 'stays', conversation: `c${index}`, text }));
    await (await open()).write([...others, stored('x', { user: 'gone', conversation: 'theirs', text: secret })]);
    expect(await onDisk(secret)).toBe(true);
    expect(await store?.erase('acme', 'gone')).toMatchObject({ messages: 1, conversations: 1 });
    expect(await store?.messages(scopeOf(), { ...DAY, order: 'oldest', limit: 500 }, AbortSignal.timeout(5000))).toHaveLength(500);
    await store?.close();
    await backupStore(folder, join(folder, 'backup'));
    await restoreStore(folder, join(folder, 'backup'), true);
    await rm(join(folder, `${STORE_FILE}.replaced`));
    expect(await onDisk(secret)).toBe(false);
    expect(await onDisk('quick brown fox')).toBe(true);
    const restored = await open();
    expect(await restored.messages(scopeOf(), { ...DAY, order: 'oldest', limit: 500 }, AbortSignal.timeout(5000))).toHaveLength(500);
    expect(await restored.write([stored('x', { user: 'gone', conversation: 'theirs', text: secret })])).toEqual(['duplicate']);
  });

  test('waits at its end for questions that are being answered, and ends them', async () => {
    await (await open()).write(Array.from({ length: 2000 }, (_, index) => stored(`${index}`, { text: `${index}`, words: [`w${index}`] })));
    const closing = await open();
    const asked = Array.from({ length: 12 }, () =>
      closing.messages(scopeOf(), { ...DAY, order: 'oldest', limit: 500 }, AbortSignal.timeout(5000)).catch((error: unknown) => error),
    );
    await closing.close();
    store = undefined;
    for (const answer of await Promise.all(asked)) if (!Array.isArray(answer)) expect(answer).toMatchObject({ code: 'store-unavailable' });
  });
});
