import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openDatabase, StoreInUse } from './database.ts';
import { STORE_FILE } from './duckdb-store.ts';

const SETTINGS = { memoryLimit: '1GB', threads: 1 };

/**
 * Copies the store's file as a whole, after writing into it what is still in its log.
 *
 * @throws Error with a sentence when the store is in use, or the target exists
 */
export async function backupStore(folder: string, target: string): Promise<void> {
  const file = join(folder, STORE_FILE);
  if (!(await exists(file))) throw new Error(`There is no store in ${folder}.`);
  if (await exists(target)) throw new Error(`${target} exists already. Choose another name.`);
  // Held open while it is copied, so that no gateway can write meanwhile.
  const database = await openDatabase({ file, ...SETTINGS });
  try {
    await database.writer.run('CHECKPOINT');
    await place(file, target);
  } finally {
    database.close();
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

/** Complete or absent, never half. */
async function place(file: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  try {
    await copyFile(file, partial);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
