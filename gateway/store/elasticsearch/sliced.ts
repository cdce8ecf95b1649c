import { type Scope } from '../../access/scope.ts';
import { type Range } from '../../time/range.ts';
import { type Counted, counted, type TermCounts } from '../slices/counted.ts';
import { createFill } from '../slices/fill.ts';
import { hasSlices, knowsJourney, knowsStories, knowsWords } from '../slices/known-questions.ts';
import { type Look } from '../slices/slice.ts';
import { createSlices } from '../slices/slices.ts';
import { createTermCounter } from '../slices/term-counter.ts';
import { createTrendsCounter } from '../slices/trends-counter.ts';
import { wordsSummed } from '../slices/words-summed.ts';
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
import { type Cluster } from './cluster.ts';
import { botKey } from './found-by.ts';
import { combine, countingLinks } from './journey.ts';
import { type Marks } from './marks.ts';
import { type Names } from './names.ts';
import { createSliceFile } from './slice-file.ts';
import { readingRows } from './slice-rows.ts';
import { type Counting, readingTerms } from './slice-terms.ts';
import { countingInvocations, invocations } from './stories.ts';
import { NO_TERMS, type Terms } from './terms.ts';
import { countingWords } from './words.ts';

interface Parts {
  cluster: Cluster;
  names: Names;
  marks: Marks;
  /** Of memory for what is known. */
  maxBytes: number;
  /** Keeps what is known from a stop to the next start; absent: nothing does. */
  file?: string | undefined;
}

/** Servers have few cores. */
const LIMITS = { now: 50_000, pause: 1_000, atOnce: 4, behind: 2 };

/**
 * Answers from what is known of whole slices of time, as long as nothing has changed in them; only the ends of a range are asked for anew.
 * Each answers `null` where the question has to be asked as a whole: for a filter that slices do not know, or a range without a whole one.
 */
export async function createSliced({ cluster, names, marks, maxBytes, file }: Parts) {
  const slices = createSlices(maxBytes);
  const { fill, close } = createFill(slices, LIMITS);
  const saved = file === undefined ? null : createSliceFile({ cluster, names, marks, slices, file });
  await saved?.load();
  const countTerms = createTermCounter(slices, fill);
  const countTrends = createTrendsCounter(slices, fill);
  const rows = readingRows(cluster, names);
  const counting = { stories: countingInvocations(names), words: countingWords(names), journey: countingLinks(names) };

  /** Slices are known as they are after a look; an asker that leaves does not wait for it. */
  async function looked<Result>(
    scope: Scope,
    range: Range,
    signal: AbortSignal,
    work: (look: Look) => Promise<Result>,
  ): Promise<Result | null> {
    if (!hasSlices(range, scope.bots.length)) return null;
    return work(await unlessAborted(marks.look(), signal));
  }

  function count<Field extends string>(
    what: Counting<Field>,
    scope: Scope,
    range: Range,
    signal: AbortSignal,
  ): Promise<Counted<Field> | null> {
    const bots = scope.bots.map(botKey);
    return looked(scope, range, signal, (look) => countTerms(readingTerms(cluster, what, bots), look, bots, range, signal));
  }

  return {
    trends: (scope: Scope, asked: TrendsAsked, signal: AbortSignal): Promise<TrendsFound | null> =>
      looked(scope, asked, signal, (look) => countTrends(rows, look, scope.bots.map(botKey), asked, signal)),

    async stories(scope: Scope, asked: StoriesAsked, signal: AbortSignal): Promise<InvocationCount[] | null> {
      if (!knowsStories(asked)) return null;
      const found = await count(counting.stories, scope, asked, signal);
      return found && invocations(toTerms(found));
    },

    async words(scope: Scope, asked: WordsAsked, signal: AbortSignal): Promise<WordsFound | null> {
      if (!knowsWords(asked)) return null;
      const [now, before] = await Promise.all([
        count(counting.words, scope, asked, signal),
        count(counting.words, scope, asked.previous, signal),
      ]);
      return now && before && wordsSummed(now, before, asked.limit);
    },

    async journey(scope: Scope, asked: JourneyAsked, signal: AbortSignal): Promise<JourneyFound | null> {
      if (!knowsJourney(asked)) return null;
      const found = await count(counting.journey, scope, asked, signal);
      return found && { steps: combine([toTerms(found)]), idleAt: null };
    },

    async close(): Promise<void> {
      close();
      await saved?.save();
    },
  };
}

/** As a server would have counted them. */
function toTerms<Field extends string>({ terms }: Counted<Field>): Record<Field, Terms> {
  const fields = Object.entries<TermCounts>(terms).map(([field, counts]) => {
    const buckets = Array.from(counted(counts), ({ name, count }) => ({ key: name, doc_count: count }));
    return [field, { ...NO_TERMS, buckets }] as const;
  });
  return Object.fromEntries(fields) as Record<Field, Terms>;
}

function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
