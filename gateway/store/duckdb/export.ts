import { DuckDBListValue, type DuckDBValue, HUGEINT, LIST, listValue } from '@duckdb/node-api';
import { type Scope } from '../../access/scope.ts';
import { SENDERS } from '../../contract/message.ts';
import { QUARTER } from '../../time/quarter.ts';
import { type ConversationName, type FoundConversation, type FoundMessage, type MessagesFilter, type Position } from '../store.ts';
import { type Database, type Read } from './database.ts';
import { digest } from './digest.ts';
import { type Names } from './draft.ts';
import { filters } from './messages.ts';
import { botNumbers, createValues, int, ints } from './where.ts';

/** Messages of one query: what is read ahead of a slow reader, about five megabytes. */
const PAGE = 8_000;
/** Rows that are handed over at once, between which others get a turn. */
const BATCH = 1024;

const COLUMNS =
  'm.id, m.revision, m.timestamp::DOUBLE, m.seq, m.sender, m.user, m.user_alias, m.node, m.success, m.understood, m.completed, m.channel, m.language, m.keywords, m.text, m.bot, c.conversation, c.alias';
/** The order of section 4; names compare by their bytes, which is by code point. */
const ORDER = 'm.timestamp, m.seq, m.id, b.business, b.bot, c.conversation';

/**
 * One query after the other over spans that hold about a page each, so that no transaction stays open for a slow reader and no query
 * sorts more than a page. A span with more than a page in it is read page by page, from the last message on. While a span is written the
 * next one is read, and no further one: writing and reading each take about one core.
 */
export async function* allMessages(
  database: Database,
  names: Names,
  scope: Scope,
  asked: MessagesFilter,
  signal: AbortSignal,
  counted?: (messages: number) => void,
): AsyncGenerator<readonly FoundMessage[]> {
  const { starts, messages } = await spans(database, names, scope, asked, signal);
  counted?.(messages);
  const leaving = new AbortController();
  const either = AbortSignal.any([signal, leaving.signal]);
  function read(index: number, after?: Position) {
    const from = starts[index];
    if (from === undefined) return undefined;
    const pieces = database.pieces(...page(names, scope, { ...asked, from, to: starts[index + 1] ?? asked.to }, after), either);
    // Told when it is waited for.
    pieces.catch(() => undefined);
    return pieces;
  }
  try {
    for (let index = 0, pieces = read(0), next; pieces; index++, pieces = next) {
      next = undefined;
      let after: Position | undefined;
      let found: number;
      do {
        found = 0;
        const here = await (after ? read(index, after) : pieces);
        next ??= read(index + 1);
        for await (const columns of here ?? []) {
          const rows = columns[0]?.length ?? 0;
          for (let row = 0; row < rows; row += BATCH) {
            const batch = toMessages(columns, row, Math.min(rows, row + BATCH), names);
            found += batch.length;
            after = batch.at(-1);
            await new Promise(setImmediate);
            signal.throwIfAborted();
            yield batch;
          }
        }
      } while (found >= PAGE);
    }
  } finally {
    leaving.abort(new Error('The reader has left.'));
  }
}

/**
 * Where spans begin that hold about a page each: full quarter hours, the range's start first. What comes meanwhile falls into one of them.
 * And how many messages they hold now.
 */
async function spans(
  database: Database,
  names: Names,
  scope: Scope,
  asked: MessagesFilter,
  signal: AbortSignal,
): Promise<{ starts: number[]; messages: number }> {
  const values = createValues();
  const where = filters(asked, names, scope, values).join(' AND ');
  const rows = await database.snapshot(
    (read) =>
      read(
        `SELECT (min(quarter) * ${QUARTER})::DOUBLE AS start, sum(messages)::DOUBLE AS messages FROM (
           SELECT quarter, messages, sum(messages) OVER (ORDER BY quarter) // ${PAGE} AS page
           FROM (SELECT m.timestamp // ${QUARTER} AS quarter, count(*) AS messages FROM messages m WHERE ${where} GROUP BY quarter)
         ) GROUP BY page ORDER BY start`,
        values.list,
      ),
    signal,
  );
  return {
    starts: [asked.from, ...rows.slice(1).map(({ start }) => Number(start))],
    messages: rows.reduce((sum, { messages }) => sum + Number(messages), 0),
  };
}

function page(
  names: Names,
  scope: Scope,
  asked: MessagesFilter,
  after: Position | undefined,
): readonly [sql: string, values: DuckDBValue[]] {
  const values = createValues();
  const where = filters(after ? { ...asked, from: after.timestamp } : asked, names, scope, values);
  if (after) {
    const [id, ...rest] = [after.id, after.business, after.bot, after.conversation].map(values.add);
    where.push(`(${ORDER}) > (${int(after.timestamp)}, ${int(after.seq)}, ${id}, ${rest.join(', ')})`);
  }
  const sql = `SELECT ${COLUMNS} FROM messages m JOIN conversations c ON c.number = m.conversation JOIN bots b ON b.number = m.bot
    WHERE ${where.join(' AND ')} ORDER BY ${ORDER} LIMIT ${PAGE}`;
  return [sql, values.list];
}

/** Rows of some columns, in the order of `COLUMNS`, as the messages they were. */
function toMessages(columns: readonly (readonly DuckDBValue[])[], from: number, to: number, { bots, nodes }: Names): FoundMessage[] {
  const messages: FoundMessage[] = [];
  for (let row = from; row < to; row++) {
    const at = (column: number) => columns[column]?.[row];
    const [node, bot] = [at(7), bots.pair(Number(at(15)))];
    const [story, name] = node === null || node === undefined ? [] : nodes.pair(Number(node));
    const message: FoundMessage = {
      id: at(0) as string,
      revision: at(1) as number,
      timestamp: at(2) as number,
      business: bot[0],
      bot: bot[1],
      conversation: at(16) as string,
      user: at(5) as string,
      sender: SENDERS[at(4) as number] ?? 'user',
      text: at(14) as string,
      seq: at(3) as number,
    };
    if (story !== undefined) message.story = story;
    if (name !== undefined) message.node = name;
    const keywords = at(13);
    if (typeof at(8) === 'boolean') message.success = at(8) as boolean;
    if (typeof at(9) === 'boolean') message.understood = at(9) as boolean;
    if (keywords instanceof DuckDBListValue) message.keywords = keywords.items.map(String);
    if (typeof at(10) === 'boolean') message.completed = at(10) as boolean;
    if (typeof at(11) === 'string') message.channel = at(11) as string;
    if (typeof at(12) === 'string') message.language = at(12) as string;
    if (typeof at(6) === 'string') message.userAlias = at(6) as string;
    if (typeof at(17) === 'string') message.conversationAlias = at(17) as string;
    messages.push(message);
  }
  return messages;
}

/** Looked up by their digests, which are stored for it. */
export async function conversations(
  read: Read,
  { bots }: Names,
  scope: Scope,
  asked: readonly ConversationName[],
): Promise<FoundConversation[]> {
  const digests = asked.map(({ business, bot, conversation }) => digest(business, bot, conversation));
  const rows = await read(
    `SELECT digest, alias, started::DOUBLE AS started, ended::DOUBLE AS ended, messages, handed_off, completed, channel, language
     FROM conversations WHERE bot IN ${ints(botNumbers(scope, bots))} AND digest IN (SELECT unnest($1::HUGEINT[]))`,
    [listValue(digests)],
    [LIST(HUGEINT)],
  );
  const byDigest = new Map(rows.map((row) => [row.digest as bigint, row]));
  return asked.flatMap(({ business, bot, conversation }, index) => {
    const row = byDigest.get(digests[index] ?? 0n);
    if (!row) return [];
    return {
      business,
      bot,
      conversation,
      ...(typeof row.alias === 'string' && { conversationAlias: row.alias }),
      started: Number(row.started),
      ended: Number(row.ended),
      messages: Number(row.messages),
      handedOff: row.handed_off === true,
      completed: row.completed === true && row.handed_off !== true,
      ...(typeof row.channel === 'string' && { channel: row.channel }),
      ...(typeof row.language === 'string' && { language: row.language }),
    };
  });
}
