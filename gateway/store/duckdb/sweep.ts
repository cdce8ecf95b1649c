import { type DuckDBConnection } from '@duckdb/node-api';
import { type Swept } from '../retention.ts';
import { transaction } from './transaction.ts';
import { int } from './where.ts';

/**
 * Removes what is past its time: conversations that ended before the floor, whole; of those that went on after it, what was said before.
 * Their facts stay, since who began a conversation, and when, is known by them alone.
 *
 * @param floor - epoch milliseconds
 */
export async function sweep(connection: DuckDBConnection, floor: number): Promise<Swept> {
  const before = int(floor);
  return transaction(connection, async () => {
    const messages = await changed(
      connection,
      `DELETE FROM messages WHERE timestamp < ${before} AND conversation IN (SELECT number FROM conversations WHERE ended < ${before})`,
    );
    const conversations = await changed(connection, `DELETE FROM conversations WHERE ended < ${before}`);
    const emptied = await changed(
      connection,
      `UPDATE messages SET text = '', words = '', keywords = NULL WHERE timestamp < ${before} AND (text <> '' OR words <> '' OR keywords IS NOT NULL)`,
    );
    return { floor, messages: messages + emptied, conversations };
  });
}

async function changed(connection: DuckDBConnection, sql: string): Promise<number> {
  return (await connection.run(sql)).rowsChanged;
}
