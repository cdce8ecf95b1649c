import { type Scope } from '../../access/scope.ts';
import { SENDERS } from '../../contract/message.ts';
import { type FoundMessage, type MessagesAsked } from '../store.ts';
import { type Database } from './database.ts';
import { nodesOf } from './stories.ts';
import { toMessage } from './to-message.ts';
import { botNumbers, conditions, createValues, int, ints, type Values } from './where.ts';
import { MISSED } from './words.ts';
import { type Names } from './writer.ts';

/** The order of section 4. */
const ORDER = ['m.timestamp', 'm.seq', 'm.id', 'b.business', 'b.bot', 'c.conversation'];

/** First finds how far in time the page reaches, then reads whole rows of that span alone. */
export async function messages(
  database: Database,
  names: Names,
  scope: Scope,
  asked: MessagesAsked,
  signal: AbortSignal,
): Promise<FoundMessage[]> {
  const span = await pageSpan(database, names, scope, asked, signal);
  const values = createValues();
  const where = [...filters({ ...asked, ...span }, names, scope, values), ...after(asked, values)].join(' AND ');
  const direction = asked.order === 'newest' ? 'DESC' : 'ASC';
  const rows = await database.read(
    `SELECT m.* EXCLUDE (bot, conversation, words), b.business, b.bot, c.conversation, c.alias
     FROM messages m JOIN bots b ON b.number = m.bot JOIN conversations c ON c.number = m.conversation
     WHERE ${where}
     ORDER BY ${ORDER.map((column) => `${column} ${direction}`).join(', ')} LIMIT ${int(asked.limit)}`,
    values.list,
    signal,
  );
  return rows.map((row) => toMessage(row, names.nodes));
}

/** The part of the range that the page lies in, to the millisecond. */
async function pageSpan({ read }: Database, names: Names, scope: Scope, asked: MessagesAsked, signal: AbortSignal) {
  const { order, limit, after: position } = asked;
  const span = beyond(asked, position?.timestamp);
  const count = async (timestamp: number) => {
    const values = createValues();
    const where = filters({ ...asked, from: timestamp, to: timestamp + 1 }, names, scope, values).join(' AND ');
    const [row] = await read(`SELECT count(*)::DOUBLE AS n FROM messages m WHERE ${where}`, values.list, signal);
    return Number(row?.n ?? 0);
  };
  // Messages of the position's own millisecond may all have been on earlier pages.
  const skip = position ? await count(position.timestamp) : 0;
  const values = createValues();
  const where = filters({ ...asked, ...span }, names, scope, values).join(' AND ');
  const [last] = await read(
    `SELECT timestamp::DOUBLE AS timestamp FROM messages m WHERE ${where}
     ORDER BY m.timestamp ${order === 'newest' ? 'DESC' : 'ASC'} LIMIT 1 OFFSET ${int(limit - 1 + skip)}`,
    values.list,
    signal,
  );
  if (!last) return span;
  const reached = Number(last.timestamp);
  return order === 'newest' ? { ...span, from: reached } : { ...span, to: reached + 1 };
}

/** The range from the position's millisecond on, itself included. */
function beyond({ from, to, order }: MessagesAsked, timestamp: number | undefined) {
  if (timestamp === undefined) return { from, to };
  return order === 'newest' ? { from, to: Math.min(to, timestamp + 1) } : { from: Math.max(from, timestamp), to };
}

function after({ order, after: position }: MessagesAsked, values: Values): string[] {
  if (!position) return [];
  const { seq, id, business, bot, conversation } = position;
  const place = [int(position.timestamp), int(seq), ...[id, business, bot, conversation].map(values.add)];
  return [`(${ORDER.join(', ')}) ${order === 'newest' ? '<' : '>'} (${place.join(', ')})`];
}

/** What `m` must fulfil. */
function filters(asked: MessagesAsked, { bots, nodes }: Names, scope: Scope, values: Values): string[] {
  const { words, senders, conversations, users, stories, nodes: named, keywords, understood } = asked;
  const wanted =
    (stories ?? named) && nodesOf(nodes.entries(), (story, node) => (stories?.includes(story) ?? true) && (named?.includes(node) ?? true));
  return [
    ...conditions(scope, asked, bots, 'm.timestamp', values),
    ...(words ?? []).map((word) => `contains(m.words, ${values.add(` ${word} `)})`),
    ...(senders ? [`m.sender IN ${ints(senders.map((sender) => SENDERS.indexOf(sender)))}`] : []),
    ...(wanted ? [`m.node IN ${ints(wanted)}`] : []),
    ...(keywords ? [`${MISSED} AND list_has_any(m.keywords, [${keywords.map(values.add).join(', ')}])`] : []),
    ...(understood === undefined ? [] : [`m.understood = ${understood ? 'TRUE' : 'FALSE'}`]),
    ...(users ? [identified('m.bot', 'm.user', 'm.user_alias', users, scope, bots, values)] : []),
    ...(conversations ? [`m.conversation IN (${conversationNumbers(conversations, scope, bots, values)})`] : []),
  ];
}

function conversationNumbers(
  conversations: NonNullable<MessagesAsked['conversations']>,
  scope: Scope,
  bots: Names['bots'],
  values: Values,
): string {
  const each = conversations.map(
    ({ business, bot, conversation }) =>
      `(bot = ${int(bots.find([business, bot]) ?? 0)} AND ${identified('bot', 'conversation', 'alias', [conversation], scope, bots, values)})`,
  );
  return `SELECT number FROM conversations WHERE ${each.join(' OR ')}`;
}

/** An identifier by its name; where the caller may not see it, by its pseudonym alone, so that a guess confirms nothing. */
function identified(bot: string, name: string, alias: string, asked: readonly string[], scope: Scope, bots: Names['bots'], values: Values) {
  const open = botNumbers({ ...scope, bots: scope.bots.filter(({ unmask }) => unmask) }, bots);
  const list = values.in(asked);
  return `(coalesce(${alias}, ${name}) IN ${list} OR (${bot} IN ${ints(open)} AND ${name} IN ${list}))`;
}
