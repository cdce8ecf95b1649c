import { type DuckDBValue } from '@duckdb/node-api';
import { type Scope } from '../../access/scope.ts';
import { SENDERS } from '../../contract/message.ts';
import { type Filter, type Moment } from '../store.ts';
import { type Dictionary } from './dictionary.ts';
import { type Names } from './draft.ts';

/** Collects the values of a statement; texts reach SQL only so. */
export function createValues() {
  const list: DuckDBValue[] = [];
  const add = (value: DuckDBValue): string => `$${list.push(value)}`;
  return { list, add, in: (values: readonly string[]): string => `(${values.map(add).join(', ') || 'NULL'})` };
}
export type Values = ReturnType<typeof createValues>;

/** A whole number as SQL: ours, never a caller's text. */
export function int(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no whole number.`);
  return String(value);
}

export const ints = (values: readonly number[]): string => `(${values.map(int).join(', ') || 'NULL'})`;

/** The numbers of the scope's bots; a bot without messages has none. */
export function botNumbers(scope: Scope, bots: Dictionary): number[] {
  return scope.bots.flatMap(({ business, bot }) => bots.find([business, bot]) ?? []);
}

/** The scope's bots and the filter as conditions on conversations `c` or messages `m`, whose rows belong to the moment in `time`. */
export function conditions(
  scope: Scope,
  { from, to, channels, languages }: Filter,
  bots: Dictionary,
  time: 'c.started' | 'm.timestamp',
  values: Values,
): string[] {
  const table = time.split('.')[0] ?? '';
  return [
    `${table}.bot IN ${ints(botNumbers(scope, bots))}`,
    `${time} >= ${int(from)} AND ${time} < ${int(to)}`,
    ...(channels ? [`${unbounded(`${table}.channel`)} IN ${values.in(channels)}`] : []),
    ...(languages ? [`${unbounded(`${table}.language`)} IN ${values.in(languages)}`] : []),
  ];
}

/**
 * A text column as it is, but not as one whose least and greatest value the store knows: skipping what lies beyond them would tell, by the
 * time it saves, which values others have.
 */
const unbounded = (column: string): string => `nullif(${column}, '')`;

/** Condition for a user message. */
export const FROM_USER = `sender = ${SENDERS.indexOf('user')}`;
/** Condition for a message that the bot did not understand. */
export const MISSED = `${FROM_USER} AND NOT understood`;

/** Numbers of the nodes with one of the stories and one of the names (absent: any), among those that the scope's bots ever invoked and no others. */
export function nodesOf(
  scope: Scope,
  { bots, nodes, invoked }: Names,
  stories: readonly string[] | undefined,
  named: readonly string[] | undefined,
): number[] {
  const [ofStory, ofName] = [stories && new Set(stories), named && new Set(named)];
  const numbers = new Set(botNumbers(scope, bots).flatMap((bot) => [...(invoked.get(bot) ?? [])]));
  return [...numbers].filter((number) => {
    const [story, name] = nodes.pair(number);
    return (ofStory?.has(story) ?? true) && (ofName?.has(name) ?? true);
  });
}

/** Outcomes of section 2 as conditions on `conversations`. */
export function outcomeConditions({ now, idle }: Moment) {
  const open = `ended > ${int(now - idle)}`;
  const unfinished = 'NOT handed_off AND NOT completed';
  return {
    handedOff: 'handed_off',
    completed: 'NOT handed_off AND completed',
    open: `${unfinished} AND ${open}`,
    abandoned: `${unfinished} AND NOT ${open}`,
  };
}

/** When the first open conversation falls idle, as an aggregate over `conversations`. */
export function idleAt(moment: Moment): string {
  return `(min(ended) FILTER (${outcomeConditions(moment).open}) + ${int(moment.idle)})::DOUBLE`;
}
