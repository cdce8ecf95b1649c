import { type MessagesExportQuery } from '../contract/messages.ts';
import { toCsv } from '../export/csv.ts';
import { toNdjson } from '../export/ndjson.ts';
import { type Row, type Table } from '../export/table.ts';
import { toXlsx } from '../export/xlsx.ts';
import { type ConversationName, type FoundMessage } from '../store/store.ts';
import { pairKey } from '../text/key.ts';
import { type AboutFile, aboutTable } from './about.ts';
import { begun, eachInTime } from './each-in-time.ts';
import { inSlices } from './in-slices.ts';
import { messageOut, messagesFilter, shownIn } from './messages.ts';
import { CONVERSATION_COLUMNS, conversationRow, MESSAGE_COLUMNS, messageRow } from './messages-file.ts';
import { type Question } from './report.ts';

export interface MessagesExport {
  file: AsyncGenerator<Uint8Array>;
  /** Messages that there were when it began; those that come meanwhile may be in it. */
  expected: number;
  /** What is written by now. */
  written: { messages: number; conversations: number; cut: number };
  /** Ends the query, whether the file was begun or not. */
  end(): Promise<void>;
}

interface Asked extends Pick<AboutFile, 'filters' | 'who'> {
  question: Question<MessagesExportQuery>;
  /** Milliseconds that the store may take for a batch. */
  timeout: number;
  /** What the last line of broken-off NDJSON says. */
  failure: (error: unknown) => object;
  /** Rows of a sheet at most. */
  sheetRows?: number | undefined;
}

/** Conversations that are looked up at once. */
const AT_ONCE = 1000;

/**
 * Every message that was asked for, oldest first, as a file that is written while it is read: a slow reader slows the query.
 *
 * @throws Problem when the store cannot even begin
 */
export async function exportMessages({ question, filters, who, timeout, failure, sheetRows }: Asked): Promise<MessagesExport> {
  const { store, scope, query, range, now, signal } = question;
  const { format, tz } = query;
  const written = { messages: 0, conversations: 0, cut: 0 };
  let expected = 0;
  const counted = (messages: number) => (expected = messages);
  const source = await begun(
    eachInTime(signal, timeout, (limited) => store.allMessages(scope, messagesFilter(question), limited, counted)),
  );
  const seen = createSeen();

  async function* shown() {
    const show = shownIn(scope);
    for await (const batch of source) {
      written.messages += batch.length;
      if (format === 'xlsx') batch.forEach((message) => seen.add(message));
      yield await inSlices(batch, show);
    }
  }
  async function* messageObjects(): AsyncGenerator<readonly object[]> {
    for await (const batch of shown()) yield batch.map(messageOut);
  }
  async function* messageRows(): AsyncGenerator<readonly Row[]> {
    for await (const batch of shown()) yield batch.map(messageRow);
  }
  async function* conversationRows(): AsyncGenerator<readonly Row[]> {
    const row = conversationRow(scope, question);
    const found = eachInTime(signal, timeout, async function* (limited) {
      for (let from = 0; from < seen.names.length; from += AT_ONCE)
        yield await store.conversations(scope, seen.names.slice(from, from + AT_ONCE), limited);
    });
    for await (const batch of found) {
      written.conversations += batch.length;
      yield batch.map(row);
    }
  }
  const messages: Table = { name: 'Messages', columns: MESSAGE_COLUMNS, rows: messageRows() };
  const conversations: Table = { name: 'Conversations', columns: CONVERSATION_COLUMNS, rows: conversationRows() };

  function toFile(): AsyncGenerator<Uint8Array> {
    if (format === 'ndjson') return toNdjson(messageObjects(), failure);
    if (format === 'csv') return toCsv(messages, tz);
    const more = () => [
      ['Messages', written.messages] as const,
      ['Conversations', written.conversations] as const,
      ['Texts cut to what a cell holds', written.cut] as const,
    ];
    const tables = [messages, conversations];
    const about = aboutTable({ range, tz, scope, filters, who, at: now, more, tables });
    return toXlsx([...tables, about], { tz, onCut: () => written.cut++, ...(sheetRows !== undefined && { sheetRows }) });
  }
  return {
    file: toFile(),
    expected,
    written,
    async end() {
      await source.return(undefined);
    },
  };
}

/** Conversations of messages that have gone by, in the order of their first one: about a hundred bytes each. */
function createSeen() {
  const byBot = new Map<string, Set<string>>();
  const names: ConversationName[] = [];
  return {
    names,
    add({ business, bot, conversation, conversationAlias }: FoundMessage): void {
      const key = pairKey(business, bot);
      const known = byBot.get(key) ?? new Set();
      if (known.size === 0) byBot.set(key, known);
      if (known.has(conversation)) return;
      known.add(conversation);
      names.push({ business, bot, conversation, ...(conversationAlias !== undefined && { conversationAlias }) });
    },
  };
}
