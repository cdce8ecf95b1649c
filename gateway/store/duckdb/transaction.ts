import { type DuckDBConnection } from '@duckdb/node-api';

/** All or nothing. */
export async function transaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const result = await work();
    await connection.run('COMMIT');
    return result;
  } catch (error) {
    // A failed COMMIT has already rolled back; its own error is the one worth telling.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
