/** Number of a categorical colour: `--bot-color-1` ... `--bot-color-8`. */
export type Category = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** How far a colour is taken towards the text's, as an index into `TONES`: 0 is the colour itself. */
export type Tone = 0 | 1 | 2;

/** Shares of the text's colour, mixed in sRGB: `color-mix(in srgb, var(--_1), var(--_text) 34%)`. */
export const TONES = [0, 0.34, 0.62] as const;

/** A beginning from which stories that many bots have (a welcome, a fallback, a hand-off, ...) get different colours. */
const SEED = 0x34cb;

/**
 * The colour of a story (or a node) is a function of its name alone, so that it is the same in every widget, range, page and year, whatever else is
 * shown. Two stories may therefore share one; `tonesOf` keeps them apart where they meet.
 */
export function storyColour(name: string): Category {
  // As FNV-1a goes on, with murmur3's finish: names that differ in their last letter must not get neighbouring numbers.
  let hash = SEED;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) & 7) + 1) as Category;
}

/**
 * Tones for the stories of one picture, in their order round a pie: who shares a colour differs in tone. Which tone follows from the names that are
 * there, not from their sizes, so that a pie whose slices change places keeps its looks. Only a fourth of one colour may repeat a tone, and never
 * beside its like (the last and the first are neighbours too). `null` is what is no story, such as "other".
 */
export function tonesOf(names: readonly (string | null)[]): Tone[] {
  const colours = names.map((name) => (name === null ? null : storyColour(name)));
  const wanted = names.map((name, at): number => {
    if (name === null) return 0;
    return names.filter((other, place) => colours[place] === colours[at] && other !== null && other < name).length % TONES.length;
  });
  const tones: Tone[] = [];
  wanted.forEach((tone, at) => {
    const beside = [...(at > 0 ? [at - 1] : []), ...(at > 1 && at === names.length - 1 ? [0] : [])];
    const taken = beside.filter((place) => colours[at] !== null && colours[place] === colours[at]).map((place) => tones[place]);
    const free = [tone, tone + 1, tone + 2].map((candidate) => (candidate % TONES.length) as Tone);
    tones.push(free.find((candidate) => !taken.includes(candidate)) ?? 0);
  });
  return tones;
}
