import { byId } from './flow-columns.ts';
import { OTHER } from './flow-ids.ts';
import type { OrderLink } from './flow-order.ts';

/** What is drawn before the viewer asks for all: four fifths of the flow, and nothing without its ways in and out. */
const MAIN_SHARE = 0.8;

/**
 * The links that matter: the thickest until they carry most of the flow between nodes, and for every node the thickest into it and out of it; those of
 * `other`, which stands for many nodes, only there. The same journey gives the same links; order as given.
 */
export function mainLinks<Link extends OrderLink>(links: readonly Link[], share = MAIN_SHARE): Link[] {
  const sorted = [...links].sort((a, b) => b.count - a.count || byId(a.from, b.from) || byId(a.to, b.to));
  const enough = share * sorted.reduce((sum, link) => sum + (ofOther(link) ? 0 : link.count), 0);
  const kept = new Set<Link>();
  const reached = new Set([OTHER]);
  const left = new Set([OTHER]);
  let carried = 0;
  for (const link of sorted) {
    const self = link.from === link.to;
    const other = ofOther(link);
    const first = !self && (!reached.has(link.to) || !left.has(link.from));
    if (first || (carried < enough && !other)) kept.add(link);
    if (!other) carried += link.count;
    if (self) continue;
    reached.add(link.to);
    left.add(link.from);
  }
  return links.filter((link) => kept.has(link));
}

const ofOther = ({ from, to }: OrderLink): boolean => from === OTHER || to === OTHER;
