import { type Scope } from '../../access/scope.ts';
import { type Range } from '../../time/range.ts';
import { type InvocationCount, type JourneyAsked, type JourneyFound, type TrendsFound, type WordsFound } from '../store.ts';
import { type Cluster } from './cluster.ts';
import { combine, countingLinks } from './journey.ts';
import { type Look, type Marks, SLICE } from './marks.ts';
import { type Names } from './names.ts';
import { countRows } from './rows-counted.ts';
import { createFill } from './slice-fill.ts';
import { createSliceFile } from './slice-file.ts';
import { createSliceRows } from './slice-rows.ts';
import { type Counted, type Counting, createSliceTerms } from './slice-terms.ts';
import { createSlices } from './slices.ts';
import { countingInvocations, invocations, type StoriesAsked } from './stories.ts';
import { type TrendsAsked } from './trends.ts';
import { countingWords, type WordsAsked, wordsSummed } from './words.ts';

interface Parts {
  cluster: Cluster;
  names: Names;
  marks: Marks;
  /** Of memory for what is known. */
  maxBytes: number;
  /** Keeps what is known from a stop to the next start; absent: nothing does. */
  file?: string | undefined;
}

/** Bots times slices of one question: past it each would cost more than it saves. */
const MOST_CELLS = 100_000;

/**
 * Answers from what is known of whole slices of time, as long as nothing has changed in them; only the ends of a range are asked for anew.
 * Each answers `null` where the question has to be asked as a whole: for a filter that slices do not know, or a range without a whole one.
 */
export async function createSliced({ cluster, names, marks, maxBytes, file }: Parts) {
  const slices = createSlices(maxBytes);
  const { fill, close } = createFill(cluster, slices);
  const saved = file === undefined ? null : createSliceFile({ cluster, names, marks, slices, file });
  await saved?.load();
  const countTerms = createSliceTerms(cluster, slices, fill);
  const rowsOf = createSliceRows(cluster, names, slices, fill);
  const counting = { stories: countingInvocations(names), words: countingWords(names), journey: countingLinks(names) };

  /** Slices are known as they are after a look; an asker that leaves does not wait for it. */
  async function looked<Result>(
    scope: Scope,
    { from, to }: Range,
    signal: AbortSignal,
    work: (look: Look) => Promise<Result>,
  ): Promise<Result | null> {
    const whole = Math.floor(to / SLICE) - Math.ceil(from / SLICE);
    if (whole < 1 || whole * scope.bots.length > MOST_CELLS) return null;
    return work(await unlessAborted(marks.look(), signal));
  }

  const count = <Field extends string>(
    what: Counting<Field>,
    scope: Scope,
    range: Range,
    signal: AbortSignal,
  ): Promise<Counted<Field> | null> => looked(scope, range, signal, (look) => countTerms(what, look, scope, range, signal));

  return {
    trends: (scope: Scope, asked: TrendsAsked, signal: AbortSignal): Promise<TrendsFound | null> =>
      looked(scope, asked, signal, async (look) => {
        const found = await rowsOf(look, scope, asked, signal);
        return found && countRows(found.rows, found.users, asked);
      }),

    async stories(scope: Scope, asked: StoriesAsked, signal: AbortSignal): Promise<InvocationCount[] | null> {
      if (asked.channels || asked.languages || asked.stories) return null;
      const found = await count(counting.stories, scope, asked, signal);
      return found && invocations(found.terms);
    },

    async words(scope: Scope, asked: WordsAsked, signal: AbortSignal): Promise<WordsFound | null> {
      if (asked.channels || asked.languages) return null;
      const [now, before] = await Promise.all([
        count(counting.words, scope, asked, signal),
        count(counting.words, scope, asked.previous, signal),
      ]);
      return now && before && wordsSummed(now, before, asked.limit);
    },

    async journey(scope: Scope, asked: JourneyAsked, signal: AbortSignal): Promise<JourneyFound | null> {
      if (asked.channels || asked.languages || asked.outcomes || asked.stories || asked.nodes) return null;
      const found = await count(counting.journey, scope, asked, signal);
      return found && { steps: combine([found.terms]), idleAt: null };
    },

    async close(): Promise<void> {
      close();
      await saved?.save();
    },
  };
}

function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
