import { Words, WordsQuery } from '../contract/words.ts';
import { previousRange } from '../time/range.ts';
import { defineReport, filterOf } from './report.ts';
import { wordsFile } from './words-file.ts';

export const words = defineReport<WordsQuery, Words>({
  name: 'words',
  summary: 'The words of user messages that the bot did not understand, by frequency.',
  permission: 'reports',
  query: WordsQuery,
  data: Words,
  file: wordsFile,
  async compute(question) {
    const { store, scope, query, range, now, signal } = question;
    const previous = previousRange(range, query.tz, now);
    const { estimated, ...data } = await store.words(scope, { ...filterOf(question), previous, limit: query.limit }, signal);
    return { data, ...(estimated && { estimates: data.words.map((_, index) => `/words/${index}/messages`) }) };
  },
});
