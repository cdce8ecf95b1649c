import type { Journey } from '../../gateway/contract/journey.ts';
import { END, OTHER, START } from '../charts/flow-ids.ts';

/** A node with what is read off it. */
export interface NodeRow {
  id: string;
  /** Folded nodes: no name, and no conversations. */
  isOther: boolean;
  story: string;
  node: string;
  invocations: number;
  /** Of all invocations of the answer. */
  share: number;
  conversations: number | null;
  medianStep: number;
  starts: number;
  ends: number;
  /** Ends of its invocations. */
  dropOff: number;
}

export interface LinkRow {
  key: string;
  from: string;
  to: string;
  count: number;
  conversations: number | null;
  /** Of all that leaves `from`. */
  share: number;
}

const portion = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export function nodeRows({ nodes }: Pick<Journey, 'nodes'>): NodeRow[] {
  const all = nodes.reduce((sum, { invocations }) => sum + invocations, 0);
  return nodes.map(({ id, story, node, invocations, conversations, medianStep, starts, ends }) => ({
    id,
    isOther: id === OTHER,
    story,
    node,
    invocations,
    share: portion(invocations, all),
    conversations,
    medianStep,
    starts,
    ends,
    dropOff: portion(ends, invocations),
  }));
}

/** Links with their share: what leaves a node is what comes to it, what leaves the start is all conversations. */
export function linkRows({ nodes, links, conversations }: Journey): LinkRow[] {
  const leaves = new Map([[START, conversations], ...nodes.map(({ id, invocations }) => [id, invocations] as const)]);
  return links.map((link) => ({ ...link, key: `${link.from}>${link.to}`, share: portion(link.count, leaves.get(link.from) ?? 0) }));
}

export interface Reading {
  nodes: ReadonlyMap<string, NodeRow>;
  links: ReadonlyMap<string, LinkRow>;
}

const readings = new WeakMap<Journey, Reading>();

/** Nodes by id and links by key, read off an answer once. */
export function readingOf(journey: Journey): Reading {
  const reading = readings.get(journey) ?? {
    nodes: new Map(nodeRows(journey).map((row) => [row.id, row])),
    links: new Map(linkRows(journey).map((row) => [row.key, row])),
  };
  readings.set(journey, reading);
  return reading;
}

export type SortKey = 'name' | 'medianStep' | 'invocations' | 'share' | 'conversations' | 'starts' | 'ends' | 'dropOff';

export interface Sort {
  key: SortKey;
  descending: boolean;
}

/** Sorted; equals as the gateway has ordered them, what has no value last. */
export function sortRows(rows: readonly NodeRow[], { key, descending }: Sort, nameOf: (row: NodeRow) => string, locale: string): NodeRow[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (key === 'name') return sign * collator.compare(nameOf(a), nameOf(b));
    const [left, right] = [a[key], b[key]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}

/** Nodes by median step, in order; inside a step as the gateway has ordered them. */
export function bySteps(rows: readonly NodeRow[]): { step: number; rows: NodeRow[] }[] {
  const steps = [...new Set(rows.map(({ medianStep }) => medianStep))].sort((a, b) => a - b);
  return steps.map((step) => ({ step, rows: rows.filter(({ medianStep }) => medianStep === step) }));
}

/** Where it goes on from a node to others, the most frequent first. */
export function nextOf(id: string, links: readonly LinkRow[]): LinkRow[] {
  return links.filter(({ from, to }) => from === id && to !== id && to !== END).toSorted((a, b) => b.count - a.count);
}
