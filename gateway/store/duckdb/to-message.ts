import { DuckDBListValue } from '@duckdb/node-api';
import { SENDERS } from '../../contract/message.ts';
import { type FoundMessage } from '../store.ts';
import { type Row } from './database.ts';
import { type Names } from './draft.ts';

/** A row of `messages`, with the row of its conversation, as the message it was. */
export function toMessage(row: Row, conversation: Row, { bots, nodes }: Names): FoundMessage {
  const optional = <Field extends string, Value>(field: Field, value: Value | null | undefined) =>
    (value === null || value === undefined ? {} : { [field]: value }) as Partial<Record<Field, Value>>;
  const [business, bot] = bots.pair(Number(row.bot));
  const [story, node] = row.node === null ? [] : nodes.pair(Number(row.node));
  return {
    id: String(row.id),
    revision: Number(row.revision),
    timestamp: Number(row.timestamp),
    business,
    bot,
    conversation: String(conversation.conversation),
    user: String(row.user),
    sender: SENDERS[Number(row.sender)] ?? 'user',
    text: String(row.text),
    seq: Number(row.seq),
    ...optional('story', story),
    ...optional('node', node),
    ...optional('success', row.success as boolean | null),
    ...optional('understood', row.understood as boolean | null),
    ...optional('keywords', row.keywords instanceof DuckDBListValue ? row.keywords.items.map(String) : null),
    ...optional('completed', row.completed as boolean | null),
    ...optional('channel', row.channel as string | null),
    ...optional('language', row.language as string | null),
    ...optional('userAlias', row.user_alias as string | null),
    ...optional('conversationAlias', conversation.alias as string | null),
  };
}
