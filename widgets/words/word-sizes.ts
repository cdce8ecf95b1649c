/** 3 is the largest. */
export type Size = 1 | 2 | 3;

/** Share of the most frequent word's count from which a word is large, and how many may be: where all are large, none is. */
const LARGE = { share: 0.5, most: 6 };
const MIDDLE = { share: 0.2, most: 24 };
/** A word once or twice in a range is no cry. */
const LEAST = 3;

/** Sizes of words by their counts, most frequent first: few sizes, so that one is seen to be larger; equals are of one size. */
export function sizesOf(counts: readonly number[]): Size[] {
  const most = counts[0] ?? 0;
  const reach = ({ share, most: allowed }: typeof LARGE): number => {
    // The first count that does not fit any more takes its equals with it.
    const beyond = counts[allowed] ?? 0;
    return Math.max(LEAST, share * most, beyond + 1);
  };
  const [large, middle] = [reach(LARGE), reach(MIDDLE)];
  return counts.map((count) => (count >= large ? 3 : count >= middle ? 2 : 1));
}
