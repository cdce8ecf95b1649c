import { type DuckDBConnection, INTEGER, LIST, listValue } from '@duckdb/node-api';
import { type BotRef } from '../../contract/names.ts';
import { derive } from '../../conversation/conversation.ts';
import { appendConversations } from './append.ts';
import { appendRows } from './append-rows.ts';
import { createCells } from '../slices/cells.ts';
import { type Changes, touch, type Touched } from './changes.ts';
import { deleteMessages } from './delete-messages.ts';
import { type Draft, type Names, newDraft } from './draft.ts';
import { readFacts } from './read-facts.ts';
import { transaction } from './transaction.ts';
import { tombstone } from './writer.ts';

/**
 * Erases what is a user's: conversations that are theirs, whole, and their messages in conversations of others, which are derived anew.
 * The user is named by the identifier or by its pseudonym.
 */
export async function eraseUser(
  connection: DuckDBConnection,
  names: Names,
  changes: Changes,
  secret: string,
  business: string,
  user: string,
): Promise<{ messages: number; conversations: number; bots: BotRef[] }> {
  const bots = names.bots.entries().flatMap(([owner], index) => (owner === business ? [index + 1] : []));
  const found = await connection.runAndReadAll(
    'SELECT DISTINCT conversation, user FROM messages WHERE bot IN (SELECT unnest($1)) AND (user = $2 OR user_alias = $2)',
    [listValue(bots), user],
    [LIST(INTEGER)],
  );
  const rows = found.getRows();
  if (rows.length === 0) return { messages: 0, conversations: 0, bots: [] };
  const users = new Set(rows.map(([, name]) => String(name)));
  const drafts = await loadDrafts(connection, names, [...new Set(rows.map(([number]) => Number(number)))]);

  const touched: Touched = createCells();
  for (const { name, facts } of drafts) touch(touched, names.bots.number([business, name.bot]), facts.values());
  const doomed = drafts.map((draft) => {
    const whole = users.has(derive(draft.facts)?.user ?? '');
    const ids = [...draft.facts.values()].filter((fact) => whole || users.has(fact.user)).map(({ id }) => id);
    for (const id of ids) draft.facts.delete(id);
    return { draft, ids };
  });
  const remove = async () => {
    await appendRows(connection, 'erased', (appender) => {
      for (const { draft, ids } of doomed)
        for (const id of ids) {
          appender.appendHugeInt(tombstone(secret, { ...draft.name, id }));
          appender.endRow();
        }
    });
    await deleteMessages(
      connection,
      doomed.flatMap(({ draft, ids }) => ids.map((id) => ({ conversation: draft.number ?? 0, id }))),
    );
    const numbers = listValue(drafts.flatMap(({ number }) => number ?? []));
    await connection.run('DELETE FROM conversations WHERE number IN (SELECT unnest($1))', [numbers], [LIST(INTEGER)]);
    await appendConversations(connection, names, drafts);
  };
  await changes.during(touched, () => transaction(connection, remove));
  return {
    messages: doomed.reduce((sum, { ids }) => sum + ids.length, 0),
    conversations: drafts.filter(({ facts }) => facts.size === 0).length,
    bots: [...new Set(drafts.map(({ name }) => name.bot))].map((bot) => ({ business, bot })),
  };
}

async function loadDrafts(connection: DuckDBConnection, names: Names, numbers: readonly number[]): Promise<Draft[]> {
  const found = await connection.runAndReadAll(
    'SELECT number, digest, bot, conversation, alias FROM conversations WHERE number IN (SELECT unnest($1))',
    [listValue([...numbers])],
    [LIST(INTEGER)],
  );
  const drafts = new Map<number, Draft>();
  for (const [number, digest, bot, conversation, alias] of found.getRows()) {
    const [business, name] = names.bots.pair(Number(bot));
    const of = { business, bot: name, conversation: String(conversation), ...(alias !== null && { conversationAlias: alias as string }) };
    drafts.set(Number(number), newDraft(digest as bigint, of, Number(number)));
  }
  for (const { conversation, fact } of await readFacts(connection, names.nodes, numbers))
    drafts.get(conversation)?.facts.set(fact.id, fact);
  return [...drafts.values()];
}
