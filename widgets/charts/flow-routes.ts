import type { FlowPicture } from './flow-layout.ts';
import type { OrderLink } from './flow-order.ts';
import type { FlowBox } from './flow-place.ts';
import { chooseLanes, type Lane, settleLanes } from './flow-lanes.ts';
import { type PortEnd, settlePorts } from './flow-ports.ts';

export interface Point {
  x: number;
  y: number;
}

/**
 * How a link runs: `forward` to the right, `back` to the left, `side` to another node of its column, `self` to its own node.
 */
export type RouteKind = 'forward' | 'back' | 'side' | 'self';

export interface FlowRoute {
  key: string;
  from: string;
  to: string;
  count: number;
  kind: RouteKind;
  /** Thickness, px. */
  width: number;
  /** From border to border, between columns through the gaps between their nodes; none of a self-link. */
  points: Point[];
}

const THICKEST = 14;
const THICKEST_BACK = 3;
/** How far a link between nodes of one column bulges out, px: long ones around short ones, and at most so much of the way to the next column. */
const BULGE = { least: 8, grows: 0.06, most: 28, share: 0.6 };

export const linkKey = ({ from, to }: { from: string; to: string }): string => `${from}>${to}`;

/** Ways for links between the boxes of a picture: none runs behind a node that it has nothing to do with. */
export function flowRoutes({ boxes, columns }: FlowPicture, links: readonly OrderLink[]): FlowRoute[] {
  const at = new Map(boxes.map((box) => [box.id, box]));
  const most = Math.max(1, ...links.map(({ count }) => count));
  const ways = links.flatMap((link) => {
    const [from, to] = [at.get(link.from), at.get(link.to)];
    return from && to ? [way(link, from, to, most)] : [];
  });
  const stacks = columns.map((ids) => ids.flatMap((id) => at.get(id) ?? []));
  const lanes = new Map(ways.map((each) => [each, chooseLanes(each.from, each.to, stacks)]));
  settleLanes([...lanes.values()].flat());
  const ends = new Map(ways.map((each) => [each, portsOf(each, lanes.get(each) ?? [])]));
  settlePorts([...ends.values()].flat());
  const free = stacks.map((stack, column) => between(stack, stacks[column + 1]));
  return ways.map((each) => ({
    key: each.key,
    from: each.from.id,
    to: each.to.id,
    count: each.count,
    kind: each.kind,
    width: each.width,
    points: pointsOf(each, lanes.get(each) ?? [], ends.get(each) ?? [], free[each.from.column] ?? Infinity),
  }));
}

interface Way extends Omit<FlowRoute, 'from' | 'to' | 'points'> {
  from: FlowBox;
  to: FlowBox;
}

function way(link: OrderLink, from: FlowBox, to: FlowBox, most: number): Way {
  const kind = from === to ? 'self' : from.column === to.column ? 'side' : from.column < to.column ? 'forward' : 'back';
  const full = 1 + (THICKEST - 1) * Math.sqrt(link.count / most);
  return {
    key: linkKey(link),
    from,
    to,
    count: link.count,
    kind,
    width: kind === 'forward' ? full : Math.min(THICKEST_BACK, 0.8 + full * 0.3),
  };
}

/** Where a link touches its nodes; a forward one leaves to the right and comes from the left, one back the other way round. */
function portsOf({ key, from, to, kind, width }: Way, lanes: readonly Lane[]): PortEnd[] {
  if (kind === 'self') return [];
  const right = from.x <= to.x;
  const towards = lanes[0]?.y ?? to.y;
  const coming = lanes.at(-1)?.y ?? from.y;
  return [
    { key, box: from, right: kind === 'side' || right, towards, width, y: 0 },
    { key, box: to, right: kind === 'side' || !right, towards: coming, width, y: 0 },
  ];
}

/** Width of the corridor beside a column. */
function between([here]: readonly FlowBox[], [next]: readonly FlowBox[] = []): number {
  return here && next ? Math.abs(next.x - here.x) - (here.width + next.width) / 2 : Infinity;
}

function pointsOf({ from, to, kind }: Way, lanes: readonly Lane[], [leave, arrive]: readonly PortEnd[], free: number): Point[] {
  if (!leave || !arrive) return [];
  const border = ({ box, right, y }: PortEnd): Point => ({ x: box.x + (right ? box.width : -box.width) / 2, y });
  if (kind === 'side') {
    const wished = Math.min(BULGE.most, BULGE.least + BULGE.grows * Math.abs(arrive.y - leave.y));
    const middle = { x: from.x + from.width / 2 + Math.min(wished, free * BULGE.share), y: (leave.y + arrive.y) / 2 };
    return [border(leave), middle, border(arrive)];
  }
  const direction = from.x < to.x ? 1 : -1;
  const through = lanes.flatMap(({ x, y, width }) => [
    { x: x - (direction * width) / 2, y },
    { x: x + (direction * width) / 2, y },
  ]);
  return [border(leave), ...through, border(arrive)];
}
