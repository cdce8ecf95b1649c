import { type DuckDBConnection, INTEGER, LIST, listValue } from '@duckdb/node-api';
import { SENDERS } from '../../contract/message.ts';
import { type Fact } from '../../conversation/facts.ts';
import { type Dictionary } from './dictionary.ts';

/** What is stored of the messages of some conversations, without their texts. */
export async function readFacts(
  connection: DuckDBConnection,
  nodes: Dictionary,
  conversations: readonly number[],
): Promise<{ conversation: number; fact: Fact }[]> {
  if (conversations.length === 0) return [];
  // The bounds let the engine skip row groups: numbers grow with time, as rows do.
  const [least, most] = [Math.min(...conversations), Math.max(...conversations)];
  const found = await connection.runAndReadAll(
    `SELECT conversation, id, revision, timestamp::DOUBLE, seq, sender, user, node, coalesce(completed, false), channel, language
     FROM messages WHERE conversation BETWEEN $2 AND $3 AND conversation IN (SELECT unnest($1))`,
    [listValue([...conversations]), least, most],
    [LIST(INTEGER), INTEGER, INTEGER],
  );
  return found.getRows().map((row) => {
    const [conversation, id, revision, timestamp, seq, sender, user, node, completed, channel, language] = row as [
      number,
      string,
      number,
      number,
      number,
      number,
      string,
      number | null,
      boolean,
      string | null,
      string | null,
    ];
    const [story, name] = node === null ? [] : nodes.pair(node);
    const fact: Fact = {
      id,
      revision,
      timestamp,
      seq,
      sender: SENDERS[sender] ?? 'user',
      user,
      completed,
      ...(story !== undefined && name !== undefined && { invoked: { story, node: name } }),
      ...(channel !== null && { channel }),
      ...(language !== null && { language }),
    };
    return { conversation, fact };
  });
}
