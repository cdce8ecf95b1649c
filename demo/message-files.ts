import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { type Businesses } from './directory.ts';

/** Lines of NDJSON files, gzipped or not, one file after the other; empty lines are left out. @throws Error in a plain sentence */
export async function* linesOf(files: readonly string[]): AsyncGenerator<string> {
  for (const file of files) {
    try {
      const bytes = createReadStream(file);
      const zipped = file.endsWith('.gz');
      const input = zipped ? bytes.pipe(createGunzip()) : bytes;
      // A pipe does not hand errors on.
      if (zipped) bytes.on('error', (error) => input.destroy(error));
      for await (const line of createInterface({ input, crlfDelay: Infinity })) if (line.trim() !== '') yield line.replace(/^\uFEFF/, '');
    } catch (cause) {
      throw new Error(`The file ${file} cannot be read: ${reasonOf(cause)}.`, { cause });
    }
  }
}

/** Checks that all files are there before anything else is begun. @throws Error in a plain sentence */
export async function checkFiles(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const found = await stat(file).catch((cause: unknown) => {
      throw new Error(`The file ${file} cannot be read: ${reasonOf(cause)}.`, { cause });
    });
    if (!found.isFile()) throw new Error(`${file} is no file: name NDJSON files, gzipped or not.`);
  }
}

export interface FileContent {
  businesses: Businesses;
  lines: number;
}

/** Looks through the files for the bots that a directory needs; whether a line is a message, the gateway decides later. */
export async function lookThrough(files: readonly string[]): Promise<FileContent> {
  const businesses = new Map<string, Set<string>>();
  let lines = 0;
  for await (const line of linesOf(files)) {
    lines++;
    const { business, bot } = namesIn(line);
    if (typeof business !== 'string' || typeof bot !== 'string' || business === '*' || bot === '*') continue;
    businesses.set(business, (businesses.get(business) ?? new Set()).add(bot));
  }
  if (businesses.size === 0)
    throw new Error(`No line of ${files.join(', ')} names a business and a bot: is it NDJSON with one message a line?`);
  return {
    lines,
    businesses: [...businesses].map(([id, bots]) => ({ id, name: id, bots: [...bots].map((bot) => ({ id: bot, name: bot })) })),
  };
}

function namesIn(line: string): { business?: unknown; bot?: unknown } {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function reasonOf(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EACCES') return 'access is denied';
  if (code === 'EISDIR') return 'it is a folder';
  if (code?.startsWith('Z_')) return 'it is no intact gzip file';
  return code ?? 'unknown reason';
}
