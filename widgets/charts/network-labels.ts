import type { Emphasis, NetworkDrawing, NetworkLine } from './network-drawing.ts';
import type { Theme } from './theme.ts';

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const PADDING = 5;
/** More numbers than these are a wall; the rest is told by pointing. */
const MOST = 40;

export interface PlacedLabel {
  text: string;
  x: number;
  y: number;
}

function setFont(ctx: CanvasRenderingContext2D, { fontSize, fontFamily }: Theme): void {
  ctx.font = `400 ${fontSize - 2}px ${fontFamily}`;
}

/** Where numbers stand on lines: the thickest first, each only where it covers no other number and no node. */
export function placeLabels(
  ctx: CanvasRenderingContext2D,
  { cards, lines }: NetworkDrawing,
  theme: Theme,
  emphasis: Emphasis | null,
): PlacedLabel[] {
  setFont(ctx, theme);
  const taken: Box[] = cards.map(({ box }) => around(box.x, box.y, box.width, box.height));
  const wanted = emphasis ? lines.filter(({ route }) => emphasis.lines.has(route.key)) : lines;
  const thickest = wanted.toSorted((a, b) => b.route.count - a.route.count).slice(0, MOST);
  return thickest.flatMap(({ route, label }) => {
    const width = ctx.measureText(label).width + 2 * PADDING;
    const height = theme.fontSize;
    const at = placesOf(route).find(({ x, y }) => !taken.some((box) => overlap(box, around(x, y, width, height))));
    if (!at) return [];
    taken.push(around(at.x, at.y, width, height));
    return [{ text: label, ...at }];
  });
}

/** Writes numbers where they stand. */
export function paintLabels(ctx: CanvasRenderingContext2D, labels: readonly PlacedLabel[], theme: Theme, strong: boolean): void {
  ctx.save();
  setFont(ctx, theme);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = theme.colours.surface;
  ctx.fillStyle = strong ? theme.colours.text : theme.colours.muted;
  for (const { text, x, y } of labels) {
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  }
  ctx.restore();
}

/** Where a number may stand on its line: in the middle of a piece, or nearer to one of its ends. */
function placesOf({ points, kind }: NetworkLine['route']): { x: number; y: number }[] {
  const [first, second, third] = points;
  if (!first || !second) return [];
  if (kind === 'side') return third ? [second] : [];
  return points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    return [0.5, 0.3, 0.7].map((share) => along(from, to, share));
  });
}

/** A point of the curve that vis-network draws: control points half way, on the height of the ends. */
function along(from: { x: number; y: number }, to: { x: number; y: number }, share: number): { x: number; y: number } {
  const middle = (from.x + to.x) / 2;
  const rest = 1 - share;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * share, 3 * rest * share ** 2, share ** 3];
  return { x: a * from.x + (b + c) * middle + d * to.x, y: (a + b) * from.y + (c + d) * to.y };
}

const around = (x: number, y: number, width: number, height: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
