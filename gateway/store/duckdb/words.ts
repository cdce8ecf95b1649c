import { type Scope } from '../../access/scope.ts';
import { type Range } from '../../time/range.ts';
import { type WordsAsked, type WordsFound } from '../store.ts';
import { type Read } from './database.ts';
import { type Names } from './draft.ts';
import { type Counting } from './read-cells.ts';
import { conditions, createValues, FROM_USER, int, MISSED, type Values } from './where.ts';

/** Keywords are distinct within a message, so that counting them counts messages. */
export const countingWords: Counting<'missed'> = {
  name: 'words',
  fields: ['missed'],
  table: 'messages',
  time: 'timestamp',
  where: FROM_USER,
  counts: `
    SELECT cell, NULL::VARCHAR AS term, 0 AS missed, count(*)::DOUBLE AS documents, (count(*) FILTER (NOT understood))::DOUBLE AS apart FROM counted GROUP BY cell
    UNION ALL
    SELECT cell, term, count(*)::DOUBLE, 0, 0 FROM (SELECT cell, unnest(keywords) AS term FROM counted WHERE NOT understood) GROUP BY cell, term`,
};

export async function words(read: Read, { bots }: Names, scope: Scope, asked: WordsAsked): Promise<WordsFound> {
  const where = (range: Range, values: Values) => conditions(scope, { ...asked, ...range }, bots, 'm.timestamp', values).join(' AND ');
  const ofCounts = createValues();
  const [total] = await read(
    `SELECT count(*)::DOUBLE AS "userMessages", (count(*) FILTER (NOT understood))::DOUBLE AS missed
     FROM messages m WHERE ${FROM_USER} AND ${where(asked, ofCounts)}`,
    ofCounts.list,
  );
  const ofTop = createValues();
  // Keywords are distinct within a message, so that counting them counts messages.
  const count = (range: Range) => `
    SELECT word, count(*)::DOUBLE AS messages
    FROM (SELECT unnest(keywords) AS word FROM messages m WHERE ${MISSED} AND ${where(range, ofTop)}) GROUP BY word`;
  const rows = await read(
    `WITH top AS (${count(asked)} ORDER BY messages DESC, word LIMIT ${int(asked.limit)}),
     earlier AS (${count(asked.previous)})
     SELECT word, top.messages AS messages, coalesce(earlier.messages, 0) AS previous FROM top LEFT JOIN earlier USING (word)
     ORDER BY messages DESC, word`,
    ofTop.list,
  );
  return {
    userMessages: Number(total?.userMessages ?? 0),
    missed: Number(total?.missed ?? 0),
    words: rows.map(({ word, messages, previous }) => ({ word: String(word), messages: Number(messages), previous: Number(previous) })),
  };
}
