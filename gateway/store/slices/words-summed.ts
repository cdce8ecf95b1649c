import { compareCodePoints } from '../../text/code-points.ts';
import { type WordsFound } from '../store.ts';
import { type Counted, counted } from './counted.ts';

/** Words of two ranges in which every word was counted. */
export function wordsSummed(now: Counted<'missed'>, earlier: Counted<'missed'>, limit: number): WordsFound {
  const all = [...counted(now.terms.missed)];
  // Few of the words are asked for: sorting numbers first leaves few names to compare.
  const counts = Float64Array.from(all, ({ count }) => count).sort();
  const least = counts[Math.max(0, counts.length - limit)] ?? 0;
  const words = all
    .filter(({ count }) => count >= least)
    .sort((a, b) => b.count - a.count || compareCodePoints(a.name, b.name))
    .slice(0, limit);
  const before = (number: number): number => earlier.terms.missed.counts[number] ?? 0;
  return {
    userMessages: now.documents,
    missed: now.apart,
    words: words.map(({ name, number, count }) => ({ word: name, messages: count, previous: before(number) })),
  };
}
