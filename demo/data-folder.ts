import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { directoryOf, type Businesses } from './directory.ts';

export interface DataFolder {
  secret: string;
  directoryFile: string;
}

/**
 * Makes the folder ready: a secret of its own, kept over restarts so that open pages stay signed in, and the directory file.
 *
 * @throws Error in a plain sentence
 */
export async function prepareFolder(folder: string, businesses: Businesses): Promise<DataFolder> {
  try {
    await mkdir(folder, { recursive: true });
    const directoryFile = join(folder, 'directory.json');
    await writeFile(`${directoryFile}.new`, `${JSON.stringify(directoryOf(businesses), null, 2)}\n`);
    await rename(`${directoryFile}.new`, directoryFile);
    return { secret: await secretIn(join(folder, 'secret')), directoryFile };
  } catch (cause) {
    throw new Error(`The data folder ${folder} cannot be used: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}.`, { cause });
  }
}

async function secretIn(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.length >= 32) return kept;
  const secret = randomBytes(32).toString('base64url');
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
