import { type Scope } from '../../access/scope.ts';
import { type Counted, counted } from '../slices/counted.ts';
import { type InvocationCount, type StoriesAsked } from '../store.ts';
import { type Read } from './database.ts';
import { type Dictionary } from './dictionary.ts';
import { type Names } from './draft.ts';
import { type Counting } from './read-cells.ts';
import { conditions, createValues, ints, nodesOf } from './where.ts';

const COUNTS = `count(*)::DOUBLE AS invocations,
  (count(*) FILTER (success))::DOUBLE AS successes, (count(*) FILTER (NOT success))::DOUBLE AS failures`;

/** By the numbers of nodes. */
export const countingInvocations: Counting<'invocations' | 'successes' | 'failures'> = {
  name: 'stories',
  fields: ['invocations', 'successes', 'failures'],
  table: 'messages',
  time: 'timestamp',
  where: 'node IS NOT NULL',
  counts: `SELECT cell, node::VARCHAR AS term, ${COUNTS} FROM counted GROUP BY cell, node`,
};

export async function stories(read: Read, names: Names, scope: Scope, asked: StoriesAsked): Promise<InvocationCount[]> {
  const values = createValues();
  const where = conditions(scope, asked, names.bots, 'm.timestamp', values);
  const wanted = asked.stories && nodesOf(scope, names, asked.stories, undefined);
  const rows = await read(
    `SELECT node, ${COUNTS} FROM messages m WHERE ${[...where, wanted ? `node IN ${ints(wanted)}` : 'node IS NOT NULL'].join(' AND ')}
     GROUP BY node`,
    values.list,
  );
  return rows.map(({ node, invocations, successes, failures }) => {
    const [story, name] = names.nodes.pair(Number(node));
    return { story, node: name, invocations: Number(invocations), successes: Number(successes), failures: Number(failures) };
  });
}

export function storiesSummed({ terms }: Counted<'invocations' | 'successes' | 'failures'>, nodes: Dictionary): InvocationCount[] {
  return Array.from(counted(terms.invocations), ({ name: key, number, count }) => {
    const [story, node] = nodes.pair(Number(key));
    return {
      story,
      node,
      invocations: count,
      successes: terms.successes.counts[number] ?? 0,
      failures: terms.failures.counts[number] ?? 0,
    };
  });
}
