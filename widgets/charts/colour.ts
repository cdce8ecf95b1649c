/** Red, green, blue 0 ... 1, and opacity. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Reads what a browser computes for `rgb(from ... r g b)`, or for a plain colour; black for anything else. */
export function parseColour(computed: string): Rgba {
  const numbers = (computed.slice(computed.indexOf('(') + 1).match(/[-+.\de%]+|none/g) ?? []).map((part) =>
    part.endsWith('%') ? parseFloat(part) / 100 : part === 'none' ? 0 : Number(part),
  );
  const wide = computed.startsWith('color(');
  if (!wide && !computed.startsWith('rgb')) return [0, 0, 0, 1];
  // `color(srgb 1 0 0 / 0.5)`: the space's name is no number, so the match above gave only what follows it.
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers.filter((value) => !Number.isNaN(value));
  const scale = wide ? 1 : 255;
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  return [within(red / scale), within(green / scale), within(blue / scale), within(alpha)];
}

/** As canvases and Chart.js take it. */
export function writeColour([red, green, blue, alpha]: Rgba): string {
  return `rgba(${[red, green, blue].map((value) => Math.round(value * 255)).join(', ')}, ${Number(alpha.toFixed(3))})`;
}

/** `share` 0 ... 1 of the way from one colour to another. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [parseColour(from), parseColour(to)];
  const between = (at: 0 | 1 | 2 | 3): number => a[at] + (b[at] - a[at]) * share;
  return writeColour([between(0), between(1), between(2), between(3)]);
}

export function fade(colour: string, alpha: number): string {
  const [red, green, blue, own] = parseColour(colour);
  return writeColour([red, green, blue, own * alpha]);
}
