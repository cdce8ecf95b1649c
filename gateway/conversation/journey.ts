import { type Journey, STEPS } from '../contract/journey.ts';
import { composeName } from '../contract/names.ts';
import { compareCodePoints } from '../text/code-points.ts';
import { pairKey } from '../text/key.ts';
import { type NodeRef } from './facts.ts';

/** One link of a path: from the node before (`null`: the start) to the next (`null`: the end). */
export interface Step {
  from: NodeRef | null;
  to: NodeRef | null;
  /** Step of `to`, 1 ... 20, later ones as 21; 0 at the end. */
  step: number;
  /** The conversation had not been at `to` before, nor gone this link before: summing them counts conversations. */
  newNode: boolean;
  newLink: boolean;
}

/** The links of a path, one more than its invocations: an empty path is one link from start to end. */
export function steps(path: readonly NodeRef[]): Step[] {
  const nodes = new Set<string>();
  const links = new Set<string>();
  const isNew = (seen: Set<string>, key: string) => seen.size < seen.add(key).size;
  return Array.from({ length: path.length + 1 }, (_, index) => {
    const from = path[index - 1] ?? null;
    const to = path[index] ?? null;
    return {
      from,
      to,
      step: to ? Math.min(index + 1, STEPS) : 0,
      newNode: to !== null && isNew(nodes, nodeKey(to)),
      newLink: isNew(links, pairKey(from ? nodeKey(from) : '', to ? nodeKey(to) : '')),
    };
  });
}

/** Steps of many conversations that are alike, counted. */
export interface StepCount {
  from: NodeRef | null;
  to: NodeRef | null;
  step: number;
  count: number;
  newNodes: number;
  newLinks: number;
}

const nodeKey = ({ story, node }: NodeRef): string => pairKey(story, node);

/** Opaque to callers; holds a slash, so that no node is ever taken for `start`, `end` or `other`. */
function createNodeIds(): (ref: NodeRef) => string {
  // Each is made once: there are far fewer nodes than steps.
  const stories = new Map<string, Map<string, string>>();
  return ({ story, node }) => {
    let ids = stories.get(story);
    if (!ids) stories.set(story, (ids = new Map<string, string>()));
    let id = ids.get(node);
    if (id === undefined) ids.set(node, (id = composeName(story, node)));
    return id;
  };
}

type Node = Journey['nodes'][number];
type Link = Journey['links'][number];

/**
 * Folds counted steps into the journey: the first `limit` nodes by invocations, the rest as `other`.
 * Every step adds one to the links into and out of its nodes, so flow is conserved by construction.
 */
export function foldJourney(counts: readonly StepCount[], limit: number): Journey {
  const nodeId = createNodeIds();
  const all = new Map<string, Node>();
  const at = (ref: NodeRef): Node => {
    const id = nodeId(ref);
    let node = all.get(id);
    if (!node) all.set(id, (node = emptyNode(id, ref.story, ref.node, 0)));
    return node;
  };
  for (const { from, to, step, count, newNodes } of counts) {
    if (from && !to) at(from).ends += count;
    if (!to) continue;
    const node = at(to);
    node.invocations += count;
    node.conversations = (node.conversations ?? 0) + newNodes;
    node.steps[step - 1] = (node.steps[step - 1] ?? 0) + count;
    if (!from) node.starts += count;
  }
  const ordered = [...all.values()].sort(
    (a, b) => b.invocations - a.invocations || compareCodePoints(a.story, b.story) || compareCodePoints(a.node, b.node),
  );
  const kept = ordered.slice(0, limit);
  const nodes = ordered.length > limit ? [...kept, fold(ordered.slice(limit))] : kept;
  for (const node of nodes) node.medianStep = lowerMedian(node.steps);
  // Every path has one link that leaves the start, also an empty one.
  const conversations = counts.reduce((sum, { from, count }) => (from ? sum : sum + count), 0);
  return { conversations, nodes, links: foldLinks(counts, nodes, nodeId) };
}

function foldLinks(counts: readonly StepCount[], nodes: readonly Node[], nodeId: (ref: NodeRef) => string): Link[] {
  const ids = ['start', ...nodes.filter(({ id }) => id !== 'other').map(({ id }) => id), 'other', 'end'];
  const [start, other, end] = [0, ids.length - 2, ids.length - 1];
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = (ref: NodeRef | null, virtual: number) => (ref ? (places.get(nodeId(ref)) ?? other) : virtual);
  const links = new Map<number, Link>();
  for (const { from, to, count, newLinks } of counts) {
    const [first, second] = [placeOf(from, start), placeOf(to, end)];
    // A number for both, in the order of their places.
    const key = first * ids.length + second;
    let link = links.get(key);
    if (!link) links.set(key, (link = { from: ids[first] ?? '', to: ids[second] ?? '', count: 0, conversations: 0 }));
    link.count += count;
    link.conversations = first === other || second === other ? null : (link.conversations ?? 0) + newLinks;
  }
  return [...links].sort(([key, a], [another, b]) => b.count - a.count || key - another).map(([, link]) => link);
}

function emptyNode(id: string, story: string, node: string, conversations: number | null): Node {
  return { id, story, node, invocations: 0, conversations, steps: Array<number>(STEPS).fill(0), medianStep: 1, starts: 0, ends: 0 };
}

function fold(nodes: readonly Node[]): Node {
  const other = emptyNode('other', '', '', null);
  for (const node of nodes) {
    other.invocations += node.invocations;
    other.starts += node.starts;
    other.ends += node.ends;
    node.steps.forEach((count, index) => (other.steps[index] = (other.steps[index] ?? 0) + count));
  }
  return other;
}

/** Of an even number the lower of the two in the middle. */
function lowerMedian(histogram: readonly number[]): number {
  const middle = Math.ceil(histogram.reduce((sum, count) => sum + count, 0) / 2);
  let seen = 0;
  return histogram.findIndex((count) => (seen += count) >= middle) + 1;
}
