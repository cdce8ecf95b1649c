import { readFile } from 'node:fs/promises';
import { type Logger } from 'pino';
import { type DirectoryContent, parseDirectory } from './directory-file.ts';
import { type Directory, type Principal } from './directory.ts';

export interface FileDirectorySettings {
  /** Path of the JSON file of section 5. */
  file: string;
  log: Logger;
  /** How often the file is looked at, milliseconds. */
  pollMs?: number | undefined;
}

/**
 * The directory as a JSON file, taken up anew when it changes. A file that cannot be read keeps the last good content and is told in
 * the log once.
 *
 * @throws Error when the file is absent or faulty at the start
 */
export async function createFileDirectory({ file, log, pollMs = 2000 }: FileDirectorySettings): Promise<Directory> {
  let current = take(file, await read(file));
  let fault: string | null = null;
  const listeners = new Map<symbol, () => void>();

  async function look(): Promise<void> {
    try {
      const text = await read(file);
      const changed = text !== current.text;
      if (changed) current = take(file, text);
      if (fault !== null) log.info({ file }, 'The directory file is good again.');
      fault = null;
      if (changed) for (const listener of [...listeners.values()]) listener();
    } catch (error) {
      const sentence = error instanceof Error ? error.message : 'The directory file cannot be read.';
      if (sentence !== fault) log.error({ file }, `${sentence} What was granted before stays until the file is good again.`);
      fault = sentence;
    }
  }

  // Reads instead of watching: watchers miss atomic renames, swapped links and network drives, and a time stamp misses quick edits.
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = null));
  }, pollMs);
  timer.unref();

  return {
    principal: (id) => Promise.resolve(current.principals.get(id) ?? null),
    businesses: () => Promise.resolve(current.content.businesses),
    onChange(listener) {
      const key = Symbol('listener');
      listeners.set(key, listener);
      return () => void listeners.delete(key);
    },
    async close() {
      clearInterval(timer);
      listeners.clear();
      await looking;
    },
  };
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' ? 'does not exist: create it, or let DIRECTORY_FILE name another' : `cannot be read (${code ?? 'unknown'})`;
    throw new Error(`The directory file ${file} ${reason}.`, { cause });
  }
}

function take(file: string, text: string): { text: string; content: DirectoryContent; principals: ReadonlyMap<string, Principal> } {
  try {
    const content = parseDirectory(text);
    return { text, content, principals: new Map(content.principals.map((principal) => [principal.id, principal])) };
  } catch (cause) {
    throw new Error(`The directory file ${file} has to be corrected: ${cause instanceof Error ? cause.message : 'unreadable'}.`, { cause });
  }
}
