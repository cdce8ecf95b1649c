let segmenter: Intl.Segmenter | undefined;

/** Cuts a text in the middle, where names differ least, by whole characters. @param fits - whether a text is short enough */
export function cutMiddle(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const signs = Array.from((segmenter ??= new Intl.Segmenter()).segment(text), ({ segment }) => segment);
  const cut = (kept: number): string =>
    `${signs
      .slice(0, Math.ceil(kept / 2))
      .join('')
      .trimEnd()}…${signs
      .slice(signs.length - Math.floor(kept / 2))
      .join('')
      .trimStart()}`;
  let [low, high] = [0, signs.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(cut(middle))) low = middle;
    else high = middle - 1;
  }
  return cut(low);
}

/** Texts as they fit, measured once: a picture is drawn at each move of the view, its texts stay. */
export class FittedTexts {
  readonly #known = new Map<string, string>();

  /** @param room - px @param otherwise - instead of cutting */
  fit(ctx: CanvasRenderingContext2D, text: string, room: number, otherwise?: string): string {
    const key = `${ctx.font} ${room} ${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fits = (part: string): boolean => ctx.measureText(part).width <= room;
    const fitted = otherwise !== undefined && !fits(text) ? otherwise : cutMiddle(text, fits);
    this.#known.set(key, fitted);
    return fitted;
  }
}
