import { z } from 'zod';
import { Count } from './answer.ts';
import { reportFileQuery } from './export.ts';
import { reportQuery, whole } from './query.ts';

const asked = { limit: whole(1, 500).default(100).describe('How many words.') };
export const WordsQuery = reportQuery(asked);
export const WordsExportQuery = reportFileQuery(asked, ['words']);
export type WordsQuery = z.output<typeof WordsQuery>;

export const Words = z
  .strictObject({
    userMessages: Count.describe('All user messages in the range.'),
    missed: Count.describe('Those that the bot did not understand.'),
    words: z.array(
      z.strictObject({
        word: z.string(),
        messages: Count.describe('Missed messages that hold the word.'),
        previous: Count.describe('The same in the previous range.'),
      }),
    ),
  })
  .meta({ id: 'Words' });
export type Words = z.output<typeof Words>;
