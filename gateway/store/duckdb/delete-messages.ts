import { type DuckDBConnection, INTEGER, LIST, listValue, VARCHAR } from '@duckdb/node-api';

/** Messages by the numbers of their conversations and their ids: in one statement, since each one looks through the table. */
export async function deleteMessages(connection: DuckDBConnection, places: readonly { conversation: number; id: string }[]): Promise<void> {
  if (places.length === 0) return;
  const numbers = places.map(({ conversation }) => conversation);
  const [least, most] = [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
  await connection.run(
    `DELETE FROM messages USING (SELECT unnest($1) AS conversation, unnest($2) AS id) doomed
     WHERE messages.conversation BETWEEN $3 AND $4 AND messages.conversation = doomed.conversation AND messages.id = doomed.id`,
    [listValue(numbers), listValue(places.map(({ id }) => id)), least, most],
    [LIST(INTEGER), LIST(VARCHAR), INTEGER, INTEGER],
  );
}
