import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Cluster } from './cluster.ts';
import { type Marks } from './marks.ts';
import { type Names } from './names.ts';
import { type SavedSlices, type Slices } from '../slices/slices.ts';

/** To be raised whenever values of slices come to mean something else. */
const FORMAT = 3;

interface Saved {
  format: number;
  /** The index of marks that it was true of. */
  index: string;
  from: number;
  slices: SavedSlices;
}

interface Parts {
  cluster: Cluster;
  names: Names;
  marks: Marks;
  slices: Slices;
  file: string;
}

/**
 * Keeps what is known of slices in a file while no gateway runs, so that the first questions after a start are not asked as a whole. It is taken when
 * it is read, so that it is never older than one stop; without it, or with one that cannot be used, everything is asked anew.
 */
export function createSliceFile({ cluster, names, marks, slices, file }: Parts) {
  let loaded = false;

  async function indexNow(): Promise<string | undefined> {
    type Settings = Record<string, { settings: { index: { uuid: string } } }>;
    const settings = await cluster.send<Settings>({ method: 'GET', path: `/${names.marks}/_settings` });
    return Object.values(settings)[0]?.settings.index.uuid;
  }

  async function load(): Promise<void> {
    const saved = deserialize(await readFile(file)) as Saved;
    await rm(file);
    if (saved.format !== FORMAT || saved.index !== (await indexNow())) return;
    loaded = true;
    marks.resume(saved.from);
    slices.restore(saved.slices);
  }

  async function save(): Promise<void> {
    // Also what nobody asked for meanwhile is good for the next start.
    if (loaded) await marks.look();
    const standing = marks.standing();
    const index = standing && (await indexNow());
    if (!index) return;
    const saved: Saved = { format: FORMAT, index, from: standing.from, slices: slices.save(standing.look) };
    // Whole or not at all, also when the process is killed meanwhile; what bots did is nobody else's business.
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, serialize(saved), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  return {
    load: (): Promise<void> => load().catch(() => undefined),
    save: (): Promise<void> => save().catch(() => undefined),
  };
}
