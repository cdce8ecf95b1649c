import { type Scope } from '../../access/scope.ts';
import { createFill } from '../slices/fill.ts';
import { hasSlices, knowsJourney, knowsStories, knowsWords } from '../slices/known-questions.ts';
import { type Look } from '../slices/slice.ts';
import { createSlices } from '../slices/slices.ts';
import { createTermCounter } from '../slices/term-counter.ts';
import { createTrendsCounter } from '../slices/trends-counter.ts';
import {
  type InvocationCount,
  type JourneyAsked,
  type JourneyFound,
  type StoriesAsked,
  type TrendsAsked,
  type TrendsFound,
  type WordsAsked,
  type WordsFound,
} from '../store.ts';
import { wordsSummed } from '../slices/words-summed.ts';
import { type Range } from '../../time/range.ts';
import { type Database, type Read } from './database.ts';
import { type Names } from './draft.ts';
import { countingLinks, journeySummed } from './journey.ts';
import { type Counting, readingCells } from './read-cells.ts';
import { readingRows } from './read-rows.ts';
import { countingInvocations, storiesSummed } from './stories.ts';
import { botNumbers } from './where.ts';
import { countingWords } from './words.ts';

/** A question that reads much is answered sooner as a whole; and there are few readers. */
const LIMITS = { now: 4_000, pause: 250, atOnce: 1, behind: 1 };

/**
 * Answers from what is known of whole slices of time, as long as nothing has changed in them; only the ends of a range are read.
 * Each answers `null` where the question has to be asked as a whole: for a filter that slices do not know, or a range without a whole one.
 */
export function createSliced(database: Database, names: Names, maxBytes: number) {
  const slices = createSlices(maxBytes);
  const { fill, close } = createFill(slices, LIMITS);
  const countTerms = createTermCounter(slices, fill);
  const countTrends = createTrendsCounter(slices, fill);

  function count<Field extends string>(counting: Counting<Field>, read: Read, look: Look, scope: Scope, range: Range, signal: AbortSignal) {
    const bots = botNumbers(scope, names.bots);
    if (!hasSlices(range, bots.length)) return null;
    return countTerms(readingCells(database, read, counting, bots), look, bots.map(String), range, signal);
  }

  return {
    trends: async (read: Read, look: Look, scope: Scope, asked: TrendsAsked, signal: AbortSignal): Promise<TrendsFound | null> => {
      const bots = botNumbers(scope, names.bots);
      if (!hasSlices(asked, bots.length)) return null;
      return countTrends(readingRows(database, read), look, bots.map(String), asked, signal);
    },

    stories: async (read: Read, look: Look, scope: Scope, asked: StoriesAsked, signal: AbortSignal): Promise<InvocationCount[] | null> => {
      if (!knowsStories(asked)) return null;
      const found = await count(countingInvocations, read, look, scope, asked, signal);
      return found && storiesSummed(found, names.nodes);
    },

    words: async (read: Read, look: Look, scope: Scope, asked: WordsAsked, signal: AbortSignal): Promise<WordsFound | null> => {
      if (!knowsWords(asked)) return null;
      const now = await count(countingWords, read, look, scope, asked, signal);
      const before = await count(countingWords, read, look, scope, asked.previous, signal);
      return now && before && wordsSummed(now, before, asked.limit);
    },

    journey: async (read: Read, look: Look, scope: Scope, asked: JourneyAsked, signal: AbortSignal): Promise<JourneyFound | null> => {
      if (!knowsJourney(asked)) return null;
      const found = await count(countingLinks, read, look, scope, asked, signal);
      return found && journeySummed(found, names.nodes);
    },

    close,
  };
}

export type Sliced = ReturnType<typeof createSliced>;
