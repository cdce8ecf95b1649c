import type { Edge, Node, Smooth } from 'vis-network/esnext';
import type { FlowRoute, Point } from './flow-routes.ts';
import type { NetworkCard, NetworkLine } from './network-drawing.ts';

/** What vis-network is given: cards, the points that links run through as nodes without a size, and links piece by piece. */
export interface NetworkData {
  nodes: Node[];
  edges: Edge[];
  /** Which link a piece belongs to. */
  lineOf: Map<string, string>;
}

export const CARD = 'card ';
const POINT = 'point ';

export function networkData(cards: readonly NetworkCard[], lines: readonly NetworkLine[]): NetworkData {
  const nodes: Node[] = cards.map(({ box }) => ({ id: CARD + box.id, x: box.x, y: box.y, size: box.height / 2 }));
  const edges: Edge[] = [];
  const lineOf = new Map<string, string>();
  for (const { route, colour } of lines) {
    const pieces = piecesOf(route);
    pieces.forEach(({ from, to, smooth }, index) => {
      const id = `${index} ${route.key}`;
      lineOf.set(id, route.key);
      edges.push({
        id,
        from,
        to,
        width: route.width,
        color: { color: colour, inherit: false },
        dashes: route.kind === 'back' ? [6, 4] : false,
        smooth,
        // A thick band shows its way by itself: from left to right.
        arrows: { to: { enabled: route.kind !== 'forward' && index === pieces.length - 1, scaleFactor: 0.35 } },
        ...(route.kind === 'self' && { selfReference: { size: 9, angle: Math.PI / 4, renderBehindTheNode: false } }),
      });
    });
    route.points.forEach(({ x, y }, index) => nodes.push({ id: pointId(route.key, index), x, y, size: 0 }));
  }
  // Dashed pieces come last: vis-network leaves round line ends behind them, which would show as dots where the others meet.
  return { nodes, edges: edges.sort((a, b) => Number(a.dashes !== false) - Number(b.dashes !== false)), lineOf };
}

const pointId = (key: string, index: number): string => `${POINT}${index} ${key}`;

interface Piece {
  from: string;
  to: string;
  smooth: Smooth;
}

const FLOWING: Smooth = { enabled: true, type: 'cubicBezier', forceDirection: 'horizontal', roundness: 0.5 };

function piecesOf({ key, kind, from, points }: FlowRoute): Piece[] {
  if (kind === 'self') return [{ from: CARD + from, to: CARD + from, smooth: { enabled: true, type: 'continuous', roundness: 0.5 } }];
  return points.slice(1).map((_: Point, index) => ({
    from: pointId(key, index),
    to: pointId(key, index + 1),
    smooth: kind === 'side' ? { enabled: true, type: index === 0 ? 'horizontal' : 'vertical', roundness: 1 } : FLOWING,
  }));
}
