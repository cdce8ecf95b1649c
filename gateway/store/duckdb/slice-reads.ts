import { SLICE } from '../slices/slice.ts';
import { type Database, type Read } from './database.ts';

/** Reads that nobody waits for, each in a snapshot of its own. */
export const readingBehind =
  (database: Database, signal: AbortSignal): Read =>
  (sql) =>
    database.snapshot((own) => own(sql), signal, 'slices');

/** How many rows there are in each slice. @param rows - `FROM` and what follows it */
export async function documentsIn(read: Read, time: 'timestamp' | 'started', rows: string): Promise<Map<number, number>> {
  const found = await read(`SELECT ${time} // ${SLICE} AS slice, count(*)::DOUBLE AS documents ${rows} GROUP BY slice`);
  return new Map(found.map(({ slice, documents }) => [Number(slice), Number(documents)]));
}
