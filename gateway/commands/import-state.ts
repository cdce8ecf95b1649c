import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How far an import has come. */
export interface Progress {
  /** Where to go on. */
  after: string | number;
  documents: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Bytes of the file of rejected documents that belong to this. */
  rejectedBytes: number;
}

/** What an import keeps in the data folder, so that another run of the same command goes on where it stopped. */
export interface ImportState {
  progress: Progress | undefined;
  /** Where rejected documents are set aside, one a line with the reason. */
  rejectedFile: string;
  /** Sets rows aside and writes down how far the import is, in that order: neither is lost, and a row that is written twice is cut off again. */
  save(progress: Omit<Progress, 'rejectedBytes'>, rejected: readonly object[]): Promise<void>;
  /** Forgets the progress of an import that is complete. */
  done(): Promise<void>;
}

/** @param identity - what makes two imports the same */
export async function openImportState(dataDir: string, identity: readonly string[]): Promise<ImportState> {
  const name = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
  const folder = join(dataDir, 'imports');
  const [file, rejectedFile] = [join(folder, `${name}.json`), join(folder, `${name}.rejected.ndjson`)];
  await mkdir(folder, { recursive: true });
  const progress = await readFile(file, 'utf8').then(
    (json) => JSON.parse(json) as Progress,
    () => undefined,
  );
  let bytes = progress?.rejectedBytes ?? 0;
  const { size } = await stat(rejectedFile).catch(() => ({ size: 0 }));
  if (size > bytes) await truncate(rejectedFile, bytes);
  return {
    progress,
    rejectedFile,
    async save(current, rejected) {
      if (rejected.length > 0) {
        const rows = rejected.map((row) => `${JSON.stringify(row)}\n`).join('');
        // They hold what people said.
        await appendFile(rejectedFile, rows, { mode: 0o600 });
        bytes += Buffer.byteLength(rows);
      }
      // Renamed when it is whole: a cut-off file would lose the place.
      await writeFile(`${file}.new`, JSON.stringify({ ...current, rejectedBytes: bytes }));
      await rename(`${file}.new`, file);
    },
    done: () => rm(file, { force: true }),
  };
}
