import { createCells } from '../slices/cells.ts';
import { type Access, type Part } from '../slices/fill.ts';
import { type Row as Conversation, OUTCOMES, type Rows, toRows } from '../slices/rows.ts';
import { sliceOf } from '../slices/slice.ts';
import { type RowReader } from '../slices/trends-counter.ts';
import { type Database, type Read, type Row } from './database.ts';
import { documentsIn, readingBehind } from './slice-reads.ts';
import { int, ints } from './where.ts';

/** One half of the 64 bits that tell users apart. */
const HALF = 2 ** 32;

const rowsIn = ({ bots, range: { from, to } }: Part): string =>
  `FROM conversations WHERE engaged AND bot IN ${ints(bots.map(Number))} AND started >= ${int(from)} AND started < ${int(to)}`;

/** The conversations of bots in slices of time. */
export function readingRows(database: Database, read: Read): RowReader {
  const through = (readIn: (signal: AbortSignal) => Read): Access<Rows> => ({
    documents: (part, signal) => documentsIn(readIn(signal), 'started', rowsIn(part)),
    async read(part, signal) {
      const cells = createCells<Conversation[]>();
      for (const { bot, slice } of part.missing) cells.set(bot, slice, []);
      const rows = await readIn(signal)(`
        SELECT bot, started::DOUBLE AS started, ended::DOUBLE AS ended, messages, channel, language,
          CASE WHEN handed_off THEN 0 WHEN completed THEN 1 ELSE 2 END AS outcome,
          (person & ${HALF - 1})::UINTEGER AS low, ((person >> 32) & ${HALF - 1})::UINTEGER AS high
        ${rowsIn(part)}`);
      for (const row of rows) cells.get(String(row.bot), sliceOf(Number(row.started)))?.push(toConversation(row));
      return part.missing.map(({ bot, slice }) => toRows(slice, cells.get(bot, slice) ?? []));
    },
  });
  return { now: through(() => read), behind: through((signal) => readingBehind(database, signal)) };
}

function toConversation({ started, ended, messages, outcome, low, high, channel, language }: Row): Conversation {
  return {
    started: Number(started),
    ended: Number(ended),
    messages: Number(messages),
    outcome: OUTCOMES[Number(outcome)] ?? 'unfinished',
    user: [Number(low), Number(high)],
    channel: channel as string | null,
    language: language as string | null,
  };
}
