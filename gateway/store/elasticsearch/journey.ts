import { type Outcome } from '../../contract/journey.ts';
import { type Scope } from '../../access/scope.ts';
import { type NodeRef } from '../../conversation/facts.ts';
import { type StepCount } from '../../conversation/journey.ts';
import { type JourneyAsked } from '../store.ts';
import { type Found, type Search } from './cluster.ts';
import { nodeKey } from './documents.ts';
import { all, any, type Clause, engaged, firstIdle, type FirstIdle, isAbandoned, isOpen, named, scoped } from './filters.ts';
import { type Names } from './names.ts';
import { unpack } from './pack.ts';
import { type Counting } from './slice-terms.ts';
import { complete, everyTerm, NO_TERMS, type Part, type Terms } from './terms.ts';

export interface WalkCounted {
  links: Terms;
  steps: Terms;
  nodes: Terms;
}

export const countingLinks = (names: Names): Counting<keyof WalkCounted> => ({
  name: 'journey',
  index: () => names.conversations,
  time: 'started',
  documents: [engaged],
  fields: ['links', 'steps', 'nodes'],
});

/**
 * The links, places and nodes of all paths, each counted by a field of its own.
 *
 * @param part - of how many parts of each, when they are too many for one answer
 */
export function journeySearch(names: Names, scope: Scope, asked: JourneyAsked, part: Part): Search {
  return {
    index: names.conversations,
    body: {
      size: 0,
      track_total_hits: false,
      query: all([...walked(scope, asked), ...ended(asked)]),
      aggs: { links: everyTerm('links', part), steps: everyTerm('steps', part), nodes: everyTerm('nodes', part) },
    },
  };
}

/** Open conversations that the outcome filter leaves out come in when they fall idle, so they bound the answer's life too. */
export function journeyIdleSearch(names: Names, scope: Scope, asked: JourneyAsked): Search {
  return {
    index: names.conversations,
    body: { size: 0, track_total_hits: false, query: all(walked(scope, asked)), aggs: { idle: firstIdle(asked) } },
  };
}
export interface IdleCounted {
  idle: FirstIdle;
}

function walked(scope: Scope, asked: JourneyAsked): Clause[] {
  const { stories, nodes } = asked;
  const through =
    stories && nodes
      ? [
          named(
            scope.bots,
            'invoked',
            stories.flatMap((story) => nodes.map((node) => nodeKey({ story, node }))),
          ),
        ]
      : [...(stories ? [named(scope.bots, 'story', stories)] : []), ...(nodes ? [named(scope.bots, 'node', nodes)] : [])];
  return [engaged, ...scoped(scope, asked, 'started'), ...through];
}

function ended(asked: JourneyAsked): Clause[] {
  if (!asked.outcomes) return [];
  const is: Record<Outcome, Clause> = {
    handedOff: { term: { outcome: 'handedOff' } },
    completed: { term: { outcome: 'completed' } },
    open: isOpen(asked),
    abandoned: isAbandoned(asked),
  };
  return [any(asked.outcomes.map((outcome) => is[outcome]))];
}

/** `null`: there are more of them than one answer holds. */
export function walksFound({ aggregations }: Found<WalkCounted>): WalkCounted[] | null {
  const { links, steps, nodes } = aggregations ?? { links: NO_TERMS, steps: NO_TERMS, nodes: NO_TERMS };
  return [links, steps, nodes].every(complete) ? [{ links, steps, nodes }] : null;
}

interface Place {
  step: number;
  count: number;
}

/**
 * Joins links and places to steps. The terms say how often each link was taken and how often each node was at each place, not which link
 * led to which place; the report sums over either, so any way of dealing out the places among a node's links gives the same answer.
 */
export function combine(walks: readonly WalkCounted[]): StepCount[] {
  const buckets = (field: keyof WalkCounted) => walks.flatMap((walk) => walk[field].buckets);
  const visitors = new Map(buckets('nodes').map(({ key, doc_count }) => [key, doc_count]));
  const places = placesOf(buckets('steps'));
  return [...linksOf(buckets('links'))].flatMap(({ from, to, count, newLinks }): StepCount[] => {
    if (!to) return [{ from, to, step: 0, count, newNodes: 0, newLinks }];
    const key = nodeKey(to);
    return deal(places.get(key) ?? [], count).map(({ step, count: dealt }, index) => {
      const newNodes = visitors.get(key) ?? 0;
      visitors.delete(key);
      return { from, to, step, count: dealt, newNodes, newLinks: index === 0 ? newLinks : 0 };
    });
  });
}

/** Takes so many from the places of a node, which keep the rest. */
function deal(places: Place[], count: number): Place[] {
  const dealt: Place[] = [];
  for (let open = count; open > 0;) {
    const place = places[0];
    if (!place) throw new Error('A node was reached more often than it has places.');
    const taken = Math.min(open, place.count);
    dealt.push({ step: place.step, count: taken });
    open -= taken;
    place.count -= taken;
    if (place.count === 0) places.shift();
  }
  return dealt;
}

function placesOf(terms: Terms['buckets']): Map<string, Place[]> {
  const places = new Map<string, Map<number, number>>();
  for (const { key, doc_count } of terms) {
    const [times, step, story = '', node = ''] = unpack(key);
    const ofNode = places.get(nodeKey({ story, node })) ?? new Map<number, number>();
    places.set(nodeKey({ story, node }), ofNode.set(Number(step), (ofNode.get(Number(step)) ?? 0) + Number(times) * doc_count));
  }
  return new Map([...places].map(([key, ofNode]) => [key, [...ofNode].map(([step, count]) => ({ step, count }))]));
}

interface Link {
  from: NodeRef | null;
  to: NodeRef | null;
  count: number;
  newLinks: number;
}

function linksOf(terms: Terms['buckets']): Iterable<Link> {
  const links = new Map<string, Link>();
  for (const { key, doc_count } of terms) {
    const [times, ...names] = unpack(key);
    const [fromStory = '', fromNode = '', toStory = '', toNode = ''] = names;
    const name = JSON.stringify(names);
    const link = links.get(name) ?? { from: toNodeRef(fromStory, fromNode), to: toNodeRef(toStory, toNode), count: 0, newLinks: 0 };
    link.count += Number(times) * doc_count;
    link.newLinks += doc_count;
    links.set(name, link);
  }
  return links.values();
}

const toNodeRef = (story: string, node: string): NodeRef | null => (story === '' ? null : { story, node });
