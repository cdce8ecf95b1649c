import { type Scope } from '../../access/scope.ts';
import { type NodeRef } from '../../conversation/facts.ts';
import { type Counted, counted } from '../slices/counted.ts';
import { type JourneyAsked, type JourneyFound } from '../store.ts';
import { type Read } from './database.ts';
import { type Dictionary } from './dictionary.ts';
import { type Counting } from './read-cells.ts';
import { decodeStep, type Decoded, decoded } from './step-code.ts';
import { conditions, createValues, idleAt, nodesOf, outcomeConditions } from './where.ts';
import { type Names } from './draft.ts';

/** By the codes of steps. */
export const countingLinks: Counting<'steps'> = {
  name: 'journey',
  fields: ['steps'],
  table: 'conversations',
  time: 'started',
  where: 'engaged',
  counts: `SELECT cell, code::VARCHAR AS term, count(*)::DOUBLE AS steps FROM (SELECT cell, unnest(steps) AS code FROM counted) GROUP BY cell, code`,
};

/** Groups the encoded links of all paths; folding them into nodes is left to `conversation/journey.ts`. */
export async function journey(read: Read, names: Names, scope: Scope, asked: JourneyAsked): Promise<JourneyFound> {
  const values = createValues();
  const is = outcomeConditions(asked);
  const scoped = ['engaged', ...conditions(scope, asked, names.bots, 'c.started', values), ...through(scope, names, asked)].join(' AND ');
  const ended = asked.outcomes ? ` AND (${asked.outcomes.map((outcome) => `(${is[outcome]})`).join(' OR ')})` : '';
  const rows = await read(
    `SELECT ${decoded.from('code')} AS "from", ${decoded.to('code')} AS "to", ${decoded.step('code')} AS step,
       sum(n)::DOUBLE AS count, sum(n * ${decoded.newNode('code')})::DOUBLE AS "newNodes", sum(n * ${decoded.newLink('code')})::DOUBLE AS "newLinks"
     FROM (SELECT code, count(*) AS n FROM (SELECT unnest(steps) AS code FROM conversations c WHERE ${scoped}${ended}) GROUP BY code)
     GROUP BY 1, 2, 3`,
    values.list,
  );
  // Open conversations that the outcome filter leaves out come in when they fall idle, so they bound the answer's life too.
  const [open] = asked.outcomes ? await read(`SELECT ${idleAt(asked)} AS idle FROM conversations c WHERE ${scoped}`, values.list) : [];
  const node = (number: unknown) => nodeRef(names.nodes, Number(number));
  return {
    idleAt: typeof open?.idle === 'number' ? open.idle : null,
    steps: rows.map(({ from, to, step, count, newNodes, newLinks }) => ({
      from: node(from),
      to: node(to),
      step: Number(step),
      count: Number(count),
      newNodes: Number(newNodes),
      newLinks: Number(newLinks),
    })),
  };
}

/** Only conversations through the nodes asked. */
function through(scope: Scope, names: Names, { stories, nodes }: JourneyAsked): string[] {
  if (!stories && !nodes) return [];
  const wanted = nodesOf(scope, names, stories, nodes);
  return [`list_has_any(list_transform(steps, lambda code: ${decoded.to('code')}), [${wanted.join(', ')}]::INTEGER[])`];
}

function nodeRef(nodes: Dictionary, number: number): NodeRef | null {
  if (number === 0) return null;
  const [story, node] = nodes.pair(number);
  return { story, node };
}

/** What codes mean, by their places among the names of terms: taking them apart costs more than counting them. */
const known = new WeakMap<readonly string[], (Decoded | undefined)[]>();

export function journeySummed({ terms: { steps } }: Counted<'steps'>, nodes: Dictionary): JourneyFound {
  const decodings = known.get(steps.names) ?? [];
  known.set(steps.names, decodings);
  const refs = new Map<number, NodeRef | null>();
  const ref = (number: number): NodeRef | null => {
    let found = refs.get(number);
    if (found === undefined) refs.set(number, (found = nodeRef(nodes, number)));
    return found;
  };
  const counts = Array.from(counted(steps), ({ name, number, count }) => {
    const { from, to, step, newNode, newLink } = (decodings[number] ??= decodeStep(BigInt(name)));
    return { from: ref(from), to: ref(to), step, count, newNodes: newNode ? count : 0, newLinks: newLink ? count : 0 };
  });
  return { steps: counts, idleAt: null };
}
