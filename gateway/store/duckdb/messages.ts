import { type Scope } from '../../access/scope.ts';
import { SENDERS } from '../../contract/message.ts';
import { compareFacts } from '../../conversation/facts.ts';
import { compareCodePoints } from '../../text/code-points.ts';
import { type Range } from '../../time/range.ts';
import { type FoundMessage, type MessagesAsked, type MessagesFilter, type Position } from '../store.ts';
import { type Read, type Row } from './database.ts';
import { toMessage } from './to-message.ts';
import { botNumbers, conditions, createValues, int, ints, MISSED, nodesOf, type Values } from './where.ts';
import { type Names } from './draft.ts';

/** The part of the order that a row carries itself; the names of its bot and conversation break what ties are left. */
const ORDER = ['m.timestamp', 'm.seq', 'm.id'];

/**
 * Finds by time alone how far the page reaches, reads whole rows of that span, and only then looks up the names of their
 * conversations, so that no step grows with the range.
 */
export async function messages(read: Read, names: Names, scope: Scope, asked: MessagesAsked): Promise<FoundMessage[]> {
  const { order, limit, after: position } = asked;
  const newest = order === 'newest';
  const direction = newest ? 'DESC' : 'ASC';

  async function select(columns: string, span: Range, rest: (values: Values) => string): Promise<Row[]> {
    const values = createValues();
    const where = filters({ ...asked, ...span }, names, scope, values).join(' AND ');
    return read(`SELECT ${columns} FROM messages m WHERE ${where} ${rest(values)}`, values.list);
  }
  const rows = (span: Range, rest: (values: Values) => string) => select('m.* EXCLUDE (words)', span, rest);
  const place = ({ timestamp, seq, id }: Place, values: Values) => `(${int(timestamp)}, ${int(seq)}, ${values.add(id)})`;
  const at = (tie: Place) => (values: Values) => `AND (${ORDER.join(', ')}) = ${place(tie, values)}`;
  const moment = (timestamp: number): Range => ({ from: timestamp, to: timestamp + 1 });

  // What shares the position's millisecond, or all but its names, may have been on earlier pages: the page must reach past it.
  const sameMoment = position ? await select('count(*)::DOUBLE AS n', moment(position.timestamp), () => '') : [];
  const samePlace = position ? await select('count(*)::DOUBLE AS n', moment(position.timestamp), at(position)) : [];
  const start = position ? startingAt(asked, position.timestamp) : { from: asked.from, to: asked.to };
  const [last] = await select(
    'm.timestamp::DOUBLE AS timestamp',
    start,
    () => `ORDER BY m.timestamp ${direction} LIMIT 1 OFFSET ${int(limit - 1 + Number(sameMoment[0]?.n ?? 0))}`,
  );
  const reached = last ? Number(last.timestamp) : undefined;
  const span = reached === undefined ? start : newest ? { ...start, from: reached } : { ...start, to: reached + 1 };
  const count = limit + Number(samePlace[0]?.n ?? 0);
  const found = await rows(
    span,
    (values) => `${position ? `AND (${ORDER.join(', ')}) ${newest ? '<=' : '>='} ${place(position, values)}` : ''}
      ORDER BY ${ORDER.map((column) => `${column} ${direction}`).join(', ')} LIMIT ${int(count)}`,
  );
  const end = found.length === count ? placeOf(found.at(-1)) : undefined;
  const complete = end ? [...found.filter((row) => !isAt(row, end)), ...(await rows(moment(end.timestamp), at(end)))] : found;
  const named = await withNames(complete, names, read);
  const sign = newest ? -1 : 1;
  return named
    .filter((message) => !position || sign * comparePositions(message, position) > 0)
    .sort((a, b) => sign * comparePositions(a, b))
    .slice(0, limit);
}

type Place = Pick<Position, 'timestamp' | 'seq' | 'id'>;

const placeOf = (row: Row | undefined): Place | undefined =>
  row && { timestamp: Number(row.timestamp), seq: Number(row.seq), id: String(row.id) };

const isAt = (row: Row, { timestamp, seq, id }: Place): boolean => Number(row.timestamp) === timestamp && row.seq === seq && row.id === id;

/** The range from a millisecond on, itself included. */
function startingAt({ from, to, order }: MessagesAsked, timestamp: number): Range {
  return order === 'newest' ? { from, to: Math.min(to, timestamp + 1) } : { from: Math.max(from, timestamp), to };
}

/** The order of section 4. */
function comparePositions(a: Position, b: Position): number {
  return (
    compareFacts(a, b) ||
    compareCodePoints(a.business, b.business) ||
    compareCodePoints(a.bot, b.bot) ||
    compareCodePoints(a.conversation, b.conversation)
  );
}

async function withNames(rows: readonly Row[], names: Names, read: Read): Promise<FoundMessage[]> {
  const numbers = [...new Set(rows.map(({ conversation }) => Number(conversation)))];
  if (numbers.length === 0) return [];
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const found = await read(
    `SELECT number, conversation, alias FROM conversations WHERE number BETWEEN ${int(least)} AND ${int(most)} AND number IN ${ints(numbers)}`,
  );
  const byNumber = new Map(found.map((row) => [Number(row.number), row]));
  return rows.flatMap((row) => {
    const conversation = byNumber.get(Number(row.conversation));
    return conversation ? [toMessage(row, conversation, names)] : [];
  });
}

/** What `m` must fulfil. */
export function filters(asked: MessagesFilter, names: Names, scope: Scope, values: Values): string[] {
  const { bots } = names;
  const { words, senders, conversations, users, stories, nodes: named, keywords, understood } = asked;
  const wanted = (stories ?? named) && nodesOf(scope, names, stories, named);
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
  conversations: NonNullable<MessagesFilter['conversations']>,
  scope: Scope,
  bots: Names['bots'],
  values: Values,
): string {
  const each = conversations.map(
    ({ business, bot, conversation }) =>
      `(bot = ${int(bots.find([business, bot]) ?? 0)} AND ${identified('bot', 'conversation', 'alias', [conversation], scope, bots, values)})`,
  );
  return `SELECT number FROM conversations WHERE ${each.join(' OR ') || 'FALSE'}`;
}

/** An identifier by its name; where the caller may not see it, by its pseudonym alone, so that a guess confirms nothing. */
function identified(bot: string, name: string, alias: string, asked: readonly string[], scope: Scope, bots: Names['bots'], values: Values) {
  const open = botNumbers({ ...scope, bots: scope.bots.filter(({ unmask }) => unmask) }, bots);
  const list = values.in(asked);
  return `(coalesce(${alias}, ${name}) IN ${list} OR (${bot} IN ${ints(open)} AND ${name} IN ${list}))`;
}
