import { randomBytes } from 'node:crypto';
import { type DuckDBConnection } from '@duckdb/node-api';
import { transaction } from './transaction.ts';

/**
 * Brings a file to the newest schema, each step in a transaction of its own.
 *
 * @throws Error with a sentence for the operator when a newer program made the file
 */
export async function migrate(connection: DuckDBConnection, steps: readonly string[]): Promise<void> {
  const version = await schemaVersion(connection);
  if (version > steps.length)
    throw new Error(
      `The store's file has schema version ${version}, made by a newer bot-widgets; this one knows up to ${steps.length}. ` +
        'Start the newer version, or restore a backup made by this one.',
    );
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    await transaction(connection, async () => {
      await connection.run(step);
      if (index === 0) await setMeta(connection, 'secret', randomBytes(32).toString('hex'));
      await setMeta(connection, 'schema', String(index + 1));
    });
  }
}

/** 0: an empty file. */
async function schemaVersion(connection: DuckDBConnection): Promise<number> {
  const tables = await connection.runAndReadAll(`SELECT table_name FROM duckdb_tables()`);
  if (tables.currentRowCount === 0) return 0;
  if (!tables.getRows().some(([name]) => name === 'meta'))
    throw new Error('The file is a DuckDB file, but not one of a bot-widgets store.');
  return Number(await meta(connection, 'schema'));
}

/** A value that the store keeps about itself. */
export async function meta(connection: DuckDBConnection, name: string): Promise<string | undefined> {
  const found = await connection.runAndReadAll('SELECT value FROM meta WHERE name = $1', [name]);
  return found.getRows()[0]?.[0]?.toString();
}

async function setMeta(connection: DuckDBConnection, name: string, value: string): Promise<void> {
  await connection.run('DELETE FROM meta WHERE name = $1', [name]);
  await connection.run('INSERT INTO meta VALUES ($1, $2)', [name, value]);
}
