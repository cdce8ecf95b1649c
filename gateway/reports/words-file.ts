import { type Words, WordsExportQuery, type WordsQuery } from '../contract/words.ts';
import { type ReportFile } from './report.ts';

export const wordsFile: ReportFile<WordsQuery, Words> = {
  query: WordsExportQuery,
  tables: ({ words }) => [
    {
      name: 'Words',
      columns: [
        { name: 'word', kind: 'text', width: 30, means: 'A keyword of messages that the bot did not understand.' },
        { name: 'messages', kind: 'number', means: 'Missed messages that hold the word.' },
        { name: 'previous', kind: 'number', means: 'The same in the previous range.' },
      ],
      rows: words.map(({ word, messages, previous }) => [word, messages, previous]),
    },
  ],
  about: ({ userMessages, missed }) => [
    ['User messages', userMessages],
    ['Not understood', missed],
  ],
};
