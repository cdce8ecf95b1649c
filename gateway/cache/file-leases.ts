import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Leases, isBehind, type Position } from './leases.ts';

interface Kept {
  begin: string | null;
  positions: Record<string, Position>;
}

const [PREFIX, SUFFIX] = ['positions-', '.json'];

export const positionsFile = (folder: string, name: string): string => join(folder, `${PREFIX}${name}${SUFFIX}`);

/** Lets all streams be read again from where they were begun: the store beside the files is older than they are. */
export async function rewindAll(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) continue;
    const { begin } = await read(join(folder, name));
    await replace(join(folder, name), JSON.stringify({ begin, positions: {} } satisfies Kept));
  }
}

/**
 * For the one reader of a stream, in a JSON file. A second one on the same file is not noticed and does no harm: both read all.
 *
 * @throws Error with a sentence when the file is none of ours
 */
export async function createFileLeases(file: string): Promise<Leases> {
  const self = 'this';
  const kept = await read(file);
  const positions = new Map(Object.entries(kept.positions));
  const held = new Set<string>();
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  /** Resolves when what was changed before the call is written; calls that come while another one is being written share the next. */
  const save = (): Promise<void> => (next ??= last.catch(() => undefined).then(write));
  function write(): Promise<void> {
    next = null;
    kept.positions = Object.fromEntries(positions);
    return (last = replace(file, JSON.stringify(kept)));
  }

  return {
    self,
    async begin(from) {
      if (kept.begin !== null) return kept.begin;
      kept.begin = from;
      await save();
      return from;
    },
    sign: () => Promise.resolve({ positions, owners: new Map([...held].map((shard) => [shard, self])), readers: [self] }),
    take(shard) {
      held.add(shard);
      return Promise.resolve(true);
    },
    async record(shard, position) {
      if (!isBehind(positions.get(shard), position)) return;
      positions.set(shard, position);
      await save();
    },
    release(shard) {
      held.delete(shard);
      return Promise.resolve();
    },
    async forget(shards) {
      for (const shard of shards) positions.delete(shard);
      if (shards.length > 0) await save();
    },
    leave: () => Promise.resolve(),
  };
}

async function read(file: string): Promise<Kept> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return { begin: null, positions: {} };
    throw cause;
  }
  try {
    const { begin, positions } = JSON.parse(text) as Kept;
    return { begin, positions: { ...positions } };
  } catch (cause) {
    throw new Error(`${file} says how far a stream is stored, and cannot be read. Remove it to read the stream from its beginning.`, {
      cause,
    });
  }
}

/** Writes beside it first, so that the file is whole at every moment. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
