/** Numbers in [0, 1), the same ones for the same seed. */
export type Random = () => number;

/** Mixes whole numbers into 32 bits; every one of them changes the result. */
export function mix(...parts: number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul((hash ^ (hash >>> 13)) + Math.floor(part / 2 ** 32), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** A name as a number, to be mixed. */
export function mixName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32: small, fast and even enough for made-up conversations. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value = (value + Math.imul(value ^ (value >>> 7), value | 61)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The item at an index that wraps around. */
export function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
}

/** One of them, each as likely as the next. */
export const pick = <Item>(random: Random, items: readonly Item[]): Item => itemAt(items, Math.floor(random() * items.length));

/** Choices with their weights, which need not add up to one. */
export type Weighted<Item> = readonly (readonly [Item, number])[];

/** One of them by weight. */
export function pickWeighted<Item>(random: Random, choices: Weighted<Item>): Item {
  let left = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of choices) {
    left -= weight;
    if (left < 0) return item;
  }
  return pick(random, choices)[0];
}

/** A rank from 0, low ones far more often: few users write much, few words are asked often. */
export const pickRank = (random: Random, count: number, steepness: number): number => Math.floor(count * random() ** steepness);

/** A whole number from `min` to `max`. */
export const between = (random: Random, min: number, max: number): number => min + Math.floor(random() * (max - min + 1));
