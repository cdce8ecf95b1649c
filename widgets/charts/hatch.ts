const SIZE = 6;

/** Stripes of a colour on the surface, for what is not whole. */
export function hatch(colour: string, surface: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = SIZE;
  const ctx = tile.getContext('2d');
  if (!ctx) return colour;
  ctx.fillStyle = surface;
  ctx.fillRect(0, 0, SIZE, SIZE);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.2;
  ctx.beginPath();
  // Three strokes, so that the tile has no seams at its corners.
  for (const shift of [-SIZE, 0, SIZE]) {
    ctx.moveTo(shift - 1, SIZE + 1);
    ctx.lineTo(shift + SIZE + 1, -1);
  }
  ctx.stroke();
  return ctx.createPattern(tile, 'repeat') ?? colour;
}
