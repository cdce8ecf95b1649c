import { type Scope } from '../../access/scope.ts';
import { type Filter, type InvocationCount } from '../store.ts';
import { type Read } from './database.ts';
import { type Names } from './draft.ts';
import { conditions, createValues, ints, nodesOf } from './where.ts';

export async function stories(
  read: Read,
  names: Names,
  scope: Scope,
  asked: Filter & { stories?: readonly string[] | undefined },
): Promise<InvocationCount[]> {
  const values = createValues();
  const where = conditions(scope, asked, names.bots, 'm.timestamp', values);
  const wanted = asked.stories && nodesOf(scope, names, asked.stories, undefined);
  const rows = await read(
    `SELECT node, count(*)::DOUBLE AS invocations,
       (count(*) FILTER (success))::DOUBLE AS successes, (count(*) FILTER (NOT success))::DOUBLE AS failures
     FROM messages m WHERE ${[...where, wanted ? `node IN ${ints(wanted)}` : 'node IS NOT NULL'].join(' AND ')}
     GROUP BY node`,
    values.list,
  );
  return rows.map(({ node, invocations, successes, failures }) => {
    const [story, name] = names.nodes.pair(Number(node));
    return { story, node: name, invocations: Number(invocations), successes: Number(successes), failures: Number(failures) };
  });
}
