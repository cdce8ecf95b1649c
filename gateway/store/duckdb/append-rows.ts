import { type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';

/**
 * Appends rows to a table within the caller's transaction. When `write` fails, nothing of it is left in the appender,
 * which would otherwise reach the table when it is collected.
 */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  write: (appender: DuckDBAppender) => void | Promise<void>,
): Promise<void> {
  const appender = await connection.createAppender(table);
  try {
    await write(appender);
  } catch (error) {
    appender.clear();
    throw error;
  } finally {
    appender.closeSync();
  }
}
