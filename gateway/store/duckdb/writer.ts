import { type DuckDBConnection, HUGEINT, INTEGER, LIST, listValue } from '@duckdb/node-api';
import { MAX_CONVERSATION_MESSAGES } from '../../contract/ingest.ts';
import { factOf, supersedes } from '../../conversation/facts.ts';
import { type StoredMessage, type Written } from '../store.ts';
import { appendConversations, appendMessages } from './append.ts';
import { createCells } from '../slices/cells.ts';
import { type Changes, touch, type Touched } from './changes.ts';
import { deleteMessages } from './delete-messages.ts';
import { digest } from './digest.ts';
import { type Draft, type Names, newDraft } from './draft.ts';
import { readFacts } from './read-facts.ts';
import { transaction } from './transaction.ts';

export interface WriterState {
  /** Next number of a conversation. */
  nextConversation: number;
  /** Whether anything was ever erased. */
  erasures: boolean;
  changes: Changes;
}

/** Stores one batch in one transaction and says what became of each message. */
export async function writeBatch(
  connection: DuckDBConnection,
  names: Names,
  state: WriterState,
  secret: string,
  messages: readonly StoredMessage[],
): Promise<Written[]> {
  const digests = messages.map(({ business, bot, conversation }) => conversationDigest(business, bot, conversation));
  const drafts = await loadDrafts(connection, names, messages, digests);
  const tombstones = state.erasures ? await findTombstones(connection, secret, messages) : undefined;
  const written = messages.map((message, index) => {
    const draft = drafts.get(digests[index] ?? 0n);
    if (!draft) throw new Error('A message without its conversation.');
    return tombstones?.has(tombstone(secret, message)) ? 'duplicate' : take(draft, message);
  });
  const changed = [...drafts.values()].filter(({ news }) => news.size > 0);
  if (changed.length === 0) return written;

  let next = state.nextConversation;
  const store = async () => {
    await removeReplaced(connection, changed);
    for (const draft of changed) draft.number ??= next++;
    await appendMessages(connection, names, changed);
    await appendConversations(connection, names, changed);
    await names.bots.save(connection);
    await names.nodes.save(connection);
  };
  const touched: Touched = createCells();
  for (const { name, facts } of changed) touch(touched, names.bots.number([name.business, name.bot]), facts.values());
  await state.changes.during(touched, () => transaction(connection, store));
  names.bots.saved();
  names.nodes.saved();
  state.nextConversation = next;
  return written;
}

/** Merges one message into its conversation (sections 1 and 2). */
function take(draft: Draft, message: StoredMessage): Written {
  const known = draft.facts.get(message.id);
  if (!supersedes(message, known)) return 'duplicate';
  if (known && known.timestamp !== message.timestamp) return 'changed-timestamp';
  if (!known && draft.facts.size >= MAX_CONVERSATION_MESSAGES) return 'conversation-full';
  if (known && !draft.news.has(message.id)) draft.replaced.add(message.id);
  draft.facts.set(message.id, factOf(message));
  draft.news.set(message.id, message);
  return 'accepted';
}

async function loadDrafts(
  connection: DuckDBConnection,
  names: Names,
  messages: readonly StoredMessage[],
  digests: readonly bigint[],
): Promise<Map<bigint, Draft>> {
  const drafts = new Map<bigint, Draft>();
  messages.forEach((name, index) => {
    const key = digests[index] ?? 0n;
    if (!drafts.has(key)) drafts.set(key, newDraft(key, name));
  });
  const stored = await connection.runAndReadAll(
    'SELECT number, digest FROM conversations WHERE digest IN (SELECT unnest($1))',
    [listValue([...drafts.keys()])],
    [LIST(HUGEINT)],
  );
  const byNumber = new Map<number, Draft>();
  for (const [number, key] of stored.getRows()) {
    const draft = drafts.get(key as bigint);
    if (!draft) continue;
    draft.number = number as number;
    byNumber.set(draft.number, draft);
  }
  for (const { conversation, fact } of await readFacts(connection, names.nodes, [...byNumber.keys()]))
    byNumber.get(conversation)?.facts.set(fact.id, fact);
  return drafts;
}

/** Rows that are about to be written anew: conversations that were stored before, and messages that got a higher revision. */
async function removeReplaced(connection: DuckDBConnection, changed: readonly Draft[]): Promise<void> {
  const numbers = changed.flatMap(({ number }) => (number === undefined ? [] : [number]));
  if (numbers.length === 0) return;
  await connection.run('DELETE FROM conversations WHERE number IN (SELECT unnest($1))', [listValue(numbers)], [LIST(INTEGER)]);
  const places = changed.flatMap(({ number, replaced }) =>
    number === undefined ? [] : [...replaced].map((id) => ({ conversation: number, id })),
  );
  await deleteMessages(connection, places);
}

const recent = new Map<string, bigint>();

/** Remembers the last ones: a conversation's messages come close together, and a digest costs more than a look-up. */
function conversationDigest(business: string, bot: string, conversation: string): bigint {
  const name = JSON.stringify([business, bot, conversation]);
  const known = recent.get(name);
  if (known !== undefined) return known;
  if (recent.size >= 20_000) recent.clear();
  const made = digest(business, bot, conversation);
  recent.set(name, made);
  return made;
}

/** What stays of an erased message: enough to know it again, nothing to learn from. */
export function tombstone(
  secret: string,
  { business, bot, conversation, id }: Pick<StoredMessage, 'business' | 'bot' | 'conversation' | 'id'>,
): bigint {
  return digest(secret, business, bot, conversation, id);
}

async function findTombstones(connection: DuckDBConnection, secret: string, messages: readonly StoredMessage[]): Promise<Set<bigint>> {
  const found = await connection.runAndReadAll(
    'SELECT digest FROM erased WHERE digest IN (SELECT unnest($1))',
    [listValue(messages.map((message) => tombstone(secret, message)))],
    [LIST(HUGEINT)],
  );
  return new Set(found.getRows().map(([value]) => value as bigint));
}
