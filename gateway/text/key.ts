/** One text for a pair of texts, for maps: unique whatever the texts hold, and far cheaper than a composed name. */
export const pairKey = (first: string, second: string): string => `${first.length}:${first}${second}`;
