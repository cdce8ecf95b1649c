import { type Conversation } from './conversation.ts';
import { type Journey } from '../../gateway/contract/journey.ts';
import { byCodePoint, groupBy, inOrder, lowerMedian } from './order.ts';

type Node = Journey['nodes'][number];
interface Visit {
  conversation: number;
  id: string;
  story: string;
  node: string;
  /** From 1. */
  step: number;
  last: boolean;
}

const LATER = 21;
const idOf = (story: string, node: string): string => JSON.stringify([story, node]);

function rowOf(visits: readonly Visit[]): Node {
  const { id, story, node } = visits[0]!;
  const steps = visits.map(({ step }) => Math.min(step, LATER));
  return {
    id,
    story,
    node,
    invocations: visits.length,
    conversations: id === 'other' ? null : new Set(visits.map(({ conversation }) => conversation)).size,
    steps: Array.from({ length: LATER }, (_, index) => steps.filter((step) => step === index + 1).length),
    medianStep: lowerMedian(steps),
    starts: visits.filter(({ step }) => step === 1).length,
    ends: visits.filter(({ last }) => last).length,
  };
}

function asked({ outcome, path }: Conversation, query: URLSearchParams): boolean {
  const is = (name: string, value: string): boolean => !query.has(name) || query.getAll(name).includes(value);
  if (!is('outcome', outcome)) return false;
  if (!query.has('story') && !query.has('node')) return true;
  return path.some(({ story, node }) => is('story', story) && is('node', node));
}

/** @param engaged - the engaged conversations in scope that started in the range */
export function journeyOf(engaged: readonly Conversation[], query: URLSearchParams): Journey {
  const conversations = engaged.filter((conversation) => asked(conversation, query));
  const visits = conversations.flatMap(({ path }, conversation) =>
    path.map(({ story, node }, index): Visit => ({
      conversation,
      id: idOf(story, node),
      story,
      node,
      step: index + 1,
      last: index === path.length - 1,
    })),
  );
  const ranked = groupBy(visits, ({ id }) => [id])
    .map(rowOf)
    .sort(
      inOrder<Node>(
        (a, b) => b.invocations - a.invocations,
        (a, b) => byCodePoint(a.story, b.story),
        (a, b) => byCodePoint(a.node, b.node),
      ),
    );
  const nodes = ranked.slice(0, Number(query.get('limit') ?? 40));
  const kept = new Set(nodes.map(({ id }) => id));
  const folded = visits.filter(({ id }) => !kept.has(id)).map((visit) => ({ ...visit, id: 'other', story: '', node: '' }));

  const hops = conversations.flatMap(({ path }, conversation) => {
    const places = ['start', ...path.map(({ story, node }) => (kept.has(idOf(story, node)) ? idOf(story, node) : 'other')), 'end'];
    return places.slice(1).map((to, index) => ({ conversation, from: places[index]!, to }));
  });
  return {
    conversations: conversations.length,
    nodes: folded.length === 0 ? nodes : [...nodes, rowOf(folded)],
    links: groupBy(hops, ({ from, to }) => [from, to]).map((same) => {
      const { from, to } = same[0]!;
      const atOther = from === 'other' || to === 'other';
      return {
        from,
        to,
        count: same.length,
        conversations: atOther ? null : new Set(same.map(({ conversation }) => conversation)).size,
      };
    }),
  };
}
