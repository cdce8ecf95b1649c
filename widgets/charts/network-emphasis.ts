import type { FlowRoute } from './flow-routes.ts';
import type { Emphasis, Target } from './network-drawing.ts';

/** What belongs to a node (its links and whom they lead to) or to a link (its ends). */
export function emphasisOf(target: Target, routes: readonly FlowRoute[]): Emphasis {
  const mine = routes.filter(({ key, from, to }) => ('line' in target ? key === target.line : from === target.node || to === target.node));
  const node = 'node' in target ? target.node : null;
  return {
    node,
    nodes: new Set([...(node === null ? [] : [node]), ...mine.flatMap(({ from, to }) => [from, to])]),
    lines: new Set(mine.map(({ key }) => key)),
  };
}
