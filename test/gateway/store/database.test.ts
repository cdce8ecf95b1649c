import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJwtTokens } from '../../../gateway/access/jwt-tokens.ts';
import { mintToken } from '../../../gateway/access/mint-token.ts';
import { backupStore, restoreStore } from '../../../gateway/store/duckdb/backup.ts';
import { type Database, openDatabase } from '../../../gateway/store/duckdb/database.ts';
import { createDuckdbStore, STORE_FILE } from '../../../gateway/store/duckdb/duckdb-store.ts';
import { migrations } from '../../../gateway/store/duckdb/migrations.ts';
import { type StoredMessage } from '../../../gateway/store/store.ts';

const SETTINGS = { memoryLimit: '256MB', threads: 2 };
const SLOW = 'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b';
const forever = () => new AbortController().signal;
const READERS = 2;

/** Passes only when so many snapshots are open at the same time. */
async function meet(database: Database, count: number): Promise<void> {
  let [here, open] = [0, (): void => undefined];
  const all = new Promise<void>((resolve) => (open = resolve));
  const visits = Array.from({ length: count }, () =>
    database.snapshot(async (read) => {
      if (++here === count) open();
      await all;
      return read('SELECT 1 AS one');
    }, AbortSignal.timeout(5_000)),
  );
  expect(await Promise.all(visits)).toEqual(Array(count).fill([{ one: 1 }]));
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
});
afterAll(() => rm(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const MESSAGE: StoredMessage = {
  id: '1',
  revision: 0,
  timestamp: 1_700_000_000_000,
  business: 'acme',
  bot: 'shop',
  conversation: 'c',
  user: 'u',
  sender: 'user',
  text: 'hello',
  seq: 0,
  words: ['hello'],
};

describe('the file of the store', () => {
  test('of an older schema is migrated and keeps its data', async () => {
    const file = at('older');
    const older = await openDatabase({ file, ...SETTINGS, migrations });
    await older.writer.run(`INSERT INTO bots VALUES (1, 'acme', 'shop')`);
    older.close();
    const next = [...migrations, `ALTER TABLE bots ADD COLUMN since BIGINT DEFAULT 7`];
    const newer = await openDatabase({ file, ...SETTINGS, migrations: next });
    expect(await newer.snapshot((read) => read('SELECT business, since::INTEGER AS since FROM bots'), forever())).toEqual([
      { business: 'acme', since: 7 },
    ]);
    expect(await newer.snapshot((read) => read(`SELECT value FROM meta WHERE name = 'schema'`), forever())).toEqual([
      { value: String(next.length) },
    ]);
    newer.close();
    await expect(openDatabase({ file, ...SETTINGS, migrations })).rejects.toThrow(
      `schema version ${next.length}, made by a newer bot-widgets`,
    );
  });

  test('stays as it was when a migration fails', async () => {
    const file = at('failing');
    (await openDatabase({ file, ...SETTINGS })).close();
    const broken = [...migrations, 'CREATE TABLE half (a INTEGER); SELECT no_such_function()'];
    await expect(openDatabase({ file, ...SETTINGS, migrations: broken })).rejects.toThrow();
    const again = await openDatabase({ file, ...SETTINGS });
    expect(await again.snapshot((read) => read(`SELECT * FROM duckdb_tables() WHERE table_name = 'half'`), forever())).toEqual([]);
    again.close();
  });

  test('is refused with a sentence where no folder can be made', async () => {
    await expect(openDatabase({ file: '/proc/nowhere/messages.duckdb', ...SETTINGS })).rejects.toThrow('/proc/nowhere cannot be made');
  });

  test('is refused with a sentence when it is something else', async () => {
    await writeFile(at('text'), 'no database at all, but long enough to be looked at as one'.repeat(300));
    await expect(openDatabase({ file: at('text'), ...SETTINGS })).rejects.toThrow('cannot be opened as a DuckDB file');
    const other = await DuckDBInstance.create(at('other'));
    const connection = await other.connect();
    await connection.run('CREATE TABLE theirs (a INTEGER)');
    connection.closeSync();
    other.closeSync();
    await expect(openDatabase({ file: at('other'), ...SETTINGS })).rejects.toThrow('not one of a bot-widgets store');
  });
});

describe('a connection of the store', () => {
  test('reaches nothing outside its file, and cannot be talked into it', async () => {
    const database = await openDatabase({ file: at('locked'), ...SETTINGS });
    const secret = at('secret.csv');
    await writeFile(secret, 'a\n1\n');
    for (const sql of [
      `SELECT * FROM read_csv('${secret}')`,
      `COPY (SELECT 1) TO '${at('out.csv')}'`,
      `ATTACH '${at('else.duckdb')}'`,
      'SET enable_external_access = true',
      `SET memory_limit = '8GB'`,
    ])
      for (const run of [(each: string) => database.writer.run(each), (each: string) => database.snapshot((read) => read(each), forever())])
        await expect(run(sql), sql).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => /^(out|else)/.test(name))).toEqual([]);
    database.close();
  });

  test('tells that the store is well while all readers are busy', async () => {
    const store = await createDuckdbStore({ folder: at('busy'), ...SETTINGS });
    const database = await openDatabase({ file: at('busy-too'), ...SETTINGS });
    const leaving = new AbortController();
    const busy = Promise.allSettled(Array.from({ length: 4 }, () => database.snapshot((read) => read(SLOW), leaving.signal)));
    await database.probe.run('SELECT 1');
    expect(await store.ready()).toBe(true);
    leaving.abort();
    await busy;
    database.close();
    await store.close();
  });

  test('is there for others, and for tokens, while one asker has a hundred long questions', async () => {
    const database = await openDatabase({ file: at('hog'), ...SETTINGS });
    const secret = 'a secret of over thirty-two characters';
    const tokens = createJwtTokens({ secret, clock: Date.now });
    const leaving = new AbortController();
    const hog = Promise.allSettled(Array.from({ length: 100 }, () => database.snapshot((read) => read(SLOW), leaving.signal, 'hog')));
    await sleep(200);
    for (const asker of ['ann', 'bob'])
      expect(await database.snapshot((read) => read('SELECT 1 AS one'), AbortSignal.timeout(10_000), asker)).toEqual([{ one: 1 }]);
    // A token is checked on one of the threads that questions take.
    const token = await mintToken({ secret, sub: 'ann', expiresIn: 60 });
    const checked = await Promise.race([tokens.verify(token), sleep(10_000)]);
    expect(checked).toMatchObject({ sub: 'ann' });
    leaving.abort();
    await hog;
    await meet(database, READERS);
    database.close();
  });

  test('gives up a long query when the asker leaves, and is free again', async () => {
    const database = await openDatabase({ file: at('slow'), ...SETTINGS });
    const started = performance.now();
    // More than there are connections: the last ones wait in the queue, and leave it.
    const asked = Array.from({ length: 8 }, () => {
      const leaving = AbortSignal.timeout(200);
      return expect(database.snapshot((read) => read(SLOW), leaving)).rejects.toThrow(/aborted|timeout/i);
    });
    await Promise.all(asked);
    expect(await database.snapshot((read) => read('SELECT 42 AS answer'), forever())).toEqual([{ answer: 42 }]);
    // Run to its end, each of them would take hours.
    expect(performance.now() - started).toBeLessThan(10_000);
    await expect(database.snapshot((read) => read(SLOW), AbortSignal.abort())).rejects.toThrow(/aborted/i);
    database.close();
  });

  test('is free within two seconds of the asker leaving, and none of them is lost by it', async () => {
    const database = await openDatabase({ file: at('freed'), ...SETTINGS });
    for (let round = 0; round < 3; round++) {
      const leaving = new AbortController();
      const asked = Promise.allSettled(Array.from({ length: READERS }, () => database.snapshot((read) => read(SLOW), leaving.signal)));
      await sleep(50 * round);
      const left = performance.now();
      leaving.abort();
      expect((await asked).map(({ status }) => status)).toEqual(Array<string>(READERS).fill('rejected'));
      expect(performance.now() - left).toBeLessThan(2_000);
    }
    await meet(database, READERS);
    database.close();
  });

  test('is not waited for by an asker who has left, and goes to the next one', async () => {
    const database = await openDatabase({ file: at('queue'), ...SETTINGS });
    const holders = Array.from({ length: READERS }, () => new AbortController());
    const held = Promise.allSettled(holders.map(({ signal }) => database.snapshot((read) => read(SLOW), signal)));
    const leaving = new AbortController();
    const left = database.snapshot((read) => read('SELECT 1'), leaving.signal);
    const next = database.snapshot((read) => read('SELECT 2 AS turn'), AbortSignal.timeout(5_000));
    leaving.abort();
    // All connections are still busy: it is the queue that lets go.
    await expect(left).rejects.toThrow(/aborted/i);
    // One connection comes free: it must not be kept for the asker who left.
    holders[0]?.abort();
    expect(await next).toEqual([{ turn: 2 }]);
    for (const holder of holders) holder.abort();
    await held;
    await meet(database, READERS);
    database.close();
  });
});

describe('backup and restore', () => {
  test('bring the whole store back, and say what is in the way', async () => {
    const [live, target, copy] = [at('live'), at('backup.duckdb'), at('copy')];
    await expect(backupStore(live, target)).rejects.toThrow('There is no store');
    const store = await createDuckdbStore({ folder: live, ...SETTINGS });
    expect(await store.write([MESSAGE])).toEqual(['accepted']);
    await store.close();

    await backupStore(live, target);
    await expect(backupStore(live, target)).rejects.toThrow('exists already');
    await restoreStore(copy, target, false);
    await expect(restoreStore(copy, target, false)).rejects.toThrow('--force');
    await restoreStore(copy, target, true);

    const restored = await createDuckdbStore({ folder: copy, ...SETTINGS });
    expect(Buffer.from(restored.secret)).toEqual(Buffer.from(store.secret));
    expect(await restored.write([MESSAGE, { ...MESSAGE, id: '2' }])).toEqual(['duplicate', 'accepted']);
    await restored.close();
  });

  test('replace a store that cannot be read any more, and keep it beside', async () => {
    const [whole, broken, backup] = [at('whole'), at('broken-store'), at('rescue.duckdb')];
    const store = await createDuckdbStore({ folder: whole, ...SETTINGS });
    await store.write([MESSAGE]);
    await store.close();
    await backupStore(whole, backup);
    await mkdir(broken);
    await writeFile(join(broken, STORE_FILE), 'rubbish'.repeat(3000));
    await restoreStore(broken, backup, true);
    const rescued = await createDuckdbStore({ folder: broken, ...SETTINGS });
    expect(await rescued.write([MESSAGE])).toEqual(['duplicate']);
    await rescued.close();
    expect(await readFile(join(broken, `${STORE_FILE}.replaced`), 'utf8')).toContain('rubbish');
  });

  test('change nothing when the backup is none', async () => {
    const live = at('kept');
    const store = await createDuckdbStore({ folder: live, ...SETTINGS });
    await store.write([MESSAGE]);
    await store.close();
    await writeFile(at('none'), 'x'.repeat(20_000));
    await expect(restoreStore(live, at('none'), true)).rejects.toThrow('cannot be opened');
    const newer = await openDatabase({ file: at('newer'), ...SETTINGS, migrations: [...migrations, 'CREATE TABLE later (a INTEGER)'] });
    newer.close();
    await expect(restoreStore(live, at('newer'), true)).rejects.toThrow('made by a newer');
    const again = await createDuckdbStore({ folder: live, ...SETTINGS });
    expect(await again.write([MESSAGE])).toEqual(['duplicate']);
    await again.close();
  });
});
