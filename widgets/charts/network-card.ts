import { fade, mix } from './colour.ts';
import type { NetworkCard } from './network-drawing.ts';
import type { FittedTexts } from './network-text.ts';
import type { Theme } from './theme.ts';

export interface CardLook {
  theme: Theme;
  endColour: string;
  texts: FittedTexts;
  /** Fades behind what stands out. */
  faded: boolean;
  /** Has a ring. */
  focused: boolean;
}

/** Paints a node: a card with its story's stripe, name and number, tinted by how often conversations end there. */
export function paintCard(ctx: CanvasRenderingContext2D, card: NetworkCard, look: CardLook): void {
  const { theme } = look;
  ctx.save();
  // What fades must still hide the lines behind it.
  if (look.faded) outline(ctx, card, theme, theme.colours.surface);
  ctx.globalAlpha = look.faded ? 0.3 : 1;
  if (card.kind === 'start' || card.kind === 'end') paintEnd(ctx, card, look);
  else paintNode(ctx, card, look);
  ctx.restore();
  if (look.focused) ring(ctx, card, theme);
}

function paintNode(ctx: CanvasRenderingContext2D, card: NetworkCard, { theme, endColour, texts }: CardLook): void {
  const { colours } = theme;
  const { box } = card;
  const left = box.x - box.width / 2;
  const bottom = box.y + box.height / 2;
  const tint = 0.05 + 0.24 * card.ends;
  outline(ctx, card, theme, mix(colours.surface, endColour, theme.forcedColours ? 0 : tint));
  ctx.save();
  path(ctx, card, theme);
  ctx.clip();
  const start = theme.rtl ? left + box.width - 4 : left;
  ctx.fillStyle = card.colour ?? colours.muted;
  ctx.fillRect(start, bottom - box.height, 4, box.height);
  ctx.fillStyle = endColour;
  const length = (box.width - 4) * card.ends;
  ctx.fillRect(theme.rtl ? left + box.width - 4 - length : left + 4, bottom - 3, length, 3);
  ctx.restore();
  border(ctx, card, theme);
  write(ctx, card, theme, texts);
}

function write(ctx: CanvasRenderingContext2D, { box, title, note, aside }: NetworkCard, theme: Theme, texts: FittedTexts): void {
  const size = theme.fontSize;
  const room = box.width - 18;
  const begin = box.x - (theme.rtl ? -1 : 1) * (box.width / 2 - 11);
  ctx.textAlign = theme.rtl ? 'right' : 'left';
  ctx.textBaseline = 'middle';
  ctx.font = `500 ${size}px ${theme.fontFamily}`;
  ctx.fillStyle = theme.colours.text;
  ctx.fillText(texts.fit(ctx, title, room), begin, box.y - size * 0.6);
  noteStyle(ctx, theme);
  ctx.fillText(texts.fit(ctx, aside === '' ? note : `${note} · ${aside}`, room, note), begin, box.y + size * 0.62);
}

function noteStyle(ctx: CanvasRenderingContext2D, { fontSize, fontFamily, colours }: Theme): void {
  ctx.font = `400 ${fontSize - 1}px ${fontFamily}`;
  ctx.fillStyle = mix(colours.muted, colours.text, 0.35);
}

function paintEnd(ctx: CanvasRenderingContext2D, card: NetworkCard, { theme, endColour, texts }: CardLook): void {
  const { box, title, note } = card;
  const { colours, fontSize, fontFamily } = theme;
  outline(ctx, card, theme, mix(colours.surface, card.kind === 'end' ? endColour : colours.muted, theme.forcedColours ? 0 : 0.22));
  border(ctx, card, theme);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colours.text;
  ctx.font = `600 ${fontSize}px ${fontFamily}`;
  ctx.fillText(texts.fit(ctx, title, box.width - 4), box.x, box.y - fontSize * 0.62);
  noteStyle(ctx, theme);
  ctx.fillText(note, box.x, box.y + fontSize * 0.66);
}

function path(ctx: CanvasRenderingContext2D, { box, kind }: NetworkCard, { radius }: Theme, grow = 0): void {
  const [width, height] = [box.width + 2 * grow, box.height + 2 * grow];
  const isEnd = kind === 'start' || kind === 'end';
  // Round ends, and none where a page wants corners.
  const corner = Math.min(height / 2.6, isEnd ? 3 * radius : radius);
  ctx.beginPath();
  ctx.roundRect(box.x - width / 2, box.y - height / 2, width, height, corner > 0 ? Math.max(0, isEnd ? corner : corner + grow) : 0);
}

function outline(ctx: CanvasRenderingContext2D, card: NetworkCard, theme: Theme, fill: string): void {
  path(ctx, card, theme);
  ctx.fillStyle = fill;
  ctx.fill();
}

function border(ctx: CanvasRenderingContext2D, card: NetworkCard, theme: Theme): void {
  const { kind, picked } = card;
  const { colours, forcedColours } = theme;
  path(ctx, card, theme, picked ? 0 : -0.5);
  ctx.lineWidth = picked ? 2 : 1;
  ctx.setLineDash(kind === 'other' ? [4, 3] : []);
  const line = forcedColours ? colours.text : fade(colours.muted, kind === 'other' ? 0.9 : 0.45);
  ctx.strokeStyle = picked ? colours.accent : line;
  ctx.stroke();
  ctx.setLineDash([]);
}

function ring(ctx: CanvasRenderingContext2D, card: NetworkCard, theme: Theme): void {
  path(ctx, card, theme, 3);
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.colours.focus;
  ctx.stroke();
}
