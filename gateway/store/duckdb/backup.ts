import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openDatabase, StoreInUse } from './database.ts';
import { STORE_FILE } from './duckdb-store.ts';

const SETTINGS = { memoryLimit: '1GB', threads: 1 };

/**
 * Writes all that is in the store into a new file: nothing of what was erased or replaced is in it, which a copy of the old file's blocks would hold.
 *
 * @throws Error with a sentence when the store is in use, or the target exists
 */
export async function backupStore(folder: string, target: string): Promise<void> {
  const file = join(folder, STORE_FILE);
  if (!(await exists(file))) throw new Error(`There is no store in ${folder}.`);
  if (await exists(target)) throw new Error(`${target} exists already. Choose another name.`);
  // Of this version, or one that it can read, and nobody else's.
  (await openDatabase({ file, ...SETTINGS })).close();
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  try {
    await copyRows(file, partial);
    // Complete or absent, never half.
    await rename(partial, target);
  } finally {
    await Promise.all([partial, `${partial}.wal`].map((path) => rm(path, { force: true })));
  }
}

/** Holds the store open while it is copied, so that no gateway can write meanwhile. */
async function copyRows(file: string, target: string): Promise<void> {
  const quoted = (path: string) => `'${path.replaceAll("'", "''")}'`;
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: SETTINGS.memoryLimit, threads: String(SETTINGS.threads) });
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH ${quoted(file)} AS store`);
    await connection.run(`ATTACH ${quoted(target)} AS copy`);
    await connection.run('COPY FROM DATABASE store TO copy');
    await connection.run('DETACH copy');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * Puts a backup in the store's place, after opening it once to see that this version can read it.
 *
 * @param force - replace a store that is there
 * @throws Error with a sentence, and then nothing was changed
 */
export async function restoreStore(folder: string, source: string, force: boolean): Promise<void> {
  const file = join(folder, STORE_FILE);
  const trial = `${file}.restoring`;
  if (!(await exists(source))) throw new Error(`${source} cannot be read.`);
  if (await exists(file)) {
    if (!force) throw new Error(`There is a store in ${folder} already. Add --force to replace it.`);
    await refuseIfInUse(file);
  }
  await mkdir(folder, { recursive: true });
  try {
    await copyFile(source, trial);
    (await openDatabase({ file: trial, ...SETTINGS })).close();
    // The store that was there is kept beside it.
    if (await exists(file)) await rename(file, `${file}.replaced`);
    await rm(`${file}.wal`, { force: true });
    await rename(trial, file);
  } finally {
    await Promise.all([trial, `${trial}.wal`].map((path) => rm(path, { force: true })));
  }
}

/** A store that cannot be read may be replaced, and is the likeliest one to be; one that a gateway has open may not. */
async function refuseIfInUse(file: string): Promise<void> {
  try {
    (await openDatabase({ file, ...SETTINGS })).close();
  } catch (error) {
    if (error instanceof StoreInUse) throw error;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
