import { type DuckDBAppender, type DuckDBConnection, BIGINT, LIST, VARCHAR, listValue } from '@duckdb/node-api';
import { SENDERS } from '../../contract/message.ts';
import { derive } from '../../conversation/conversation.ts';
import { invokedBy, type NodeRef } from '../../conversation/facts.ts';
import { steps } from '../../conversation/journey.ts';
import { appendRows } from './append-rows.ts';
import { digest } from './digest.ts';
import { type Draft, type Names, noteInvoked } from './draft.ts';
import { encodeStep } from './step-code.ts';

const TEXTS = LIST(VARCHAR);
const CODES = LIST(BIGINT);

/** Rows between which others get a turn: appending is synchronous, and a batch of thousands would hold up every answer. */
const SLICE = 500;

async function pass(appender: DuckDBAppender): Promise<void> {
  appender.flushSync();
  await new Promise(setImmediate);
}

const nodeNumber = (names: Names) => (node: NodeRef) => names.nodes.number([node.story, node.node]);

/** Appends the new messages of some conversations; columns as in the schema. */
export async function appendMessages(connection: DuckDBConnection, names: Names, drafts: readonly Draft[]): Promise<void> {
  const numberOf = nodeNumber(names);
  await appendRows(connection, 'messages', async (appender) => {
    const row = rowWriter(appender);
    let rows = 0;
    for (const { number, news } of drafts) {
      for (const message of news.values()) {
        const invoked = invokedBy(message);
        const bot = names.bots.number([message.business, message.bot]);
        const node = invoked ? numberOf(invoked) : null;
        if (node !== null) noteInvoked(names, bot, node);
        row.integer(number ?? null);
        row.integer(bot);
        row.text(message.id);
        row.integer(message.revision);
        row.bigint(BigInt(message.timestamp));
        row.integer(message.seq);
        row.tiny(SENDERS.indexOf(message.sender));
        row.text(message.user);
        row.text(message.userAlias ?? null);
        row.integer(node);
        row.boolean(message.success ?? null);
        row.boolean(message.understood ?? null);
        row.boolean(message.completed ?? null);
        row.text(message.channel ?? null);
        row.text(message.language ?? null);
        row.texts(message.keywords ?? null);
        row.text(message.text);
        row.text(message.words.length > 0 ? ` ${message.words.join(' ')} ` : '');
        row.end();
        if (++rows % SLICE === 0) await pass(appender);
      }
    }
  });
}

/** Appends the conversations, derived from their facts; columns as in the schema. */
export async function appendConversations(connection: DuckDBConnection, names: Names, drafts: readonly Draft[]): Promise<void> {
  const numberOf = nodeNumber(names);
  await appendRows(connection, 'conversations', (appender) => {
    const row = rowWriter(appender);
    for (const { number, digest: key, name, facts } of drafts) {
      const conversation = derive(facts);
      if (!conversation) continue;
      row.integer(number ?? null);
      row.huge(key);
      row.integer(names.bots.number([name.business, name.bot]));
      row.text(name.conversation);
      row.text(name.conversationAlias ?? null);
      row.huge(digest(name.business, conversation.user));
      row.bigint(BigInt(conversation.started));
      row.bigint(BigInt(conversation.ended));
      row.integer(conversation.messages);
      row.boolean(conversation.engaged);
      row.boolean(conversation.handedOff);
      row.boolean(conversation.completed);
      row.text(conversation.channel);
      row.text(conversation.language);
      row.codes(steps(conversation.path).map((step) => encodeStep(step, numberOf)));
      row.end();
    }
  });
}

/** The appender with `null` for SQL's NULL. */
function rowWriter(appender: DuckDBAppender) {
  const nullable =
    <T>(append: (value: T) => void) =>
    (value: T | null): void =>
      value === null ? appender.appendNull() : append(value);
  return {
    integer: nullable<number>((value) => appender.appendInteger(value)),
    tiny: nullable<number>((value) => appender.appendUTinyInt(value)),
    bigint: nullable<bigint>((value) => appender.appendBigInt(value)),
    huge: nullable<bigint>((value) => appender.appendHugeInt(value)),
    boolean: nullable<boolean>((value) => appender.appendBoolean(value)),
    text: nullable<string>((value) => appender.appendVarchar(value)),
    texts: nullable<readonly string[]>((value) => appender.appendList(listValue([...value]), TEXTS)),
    codes: nullable<readonly bigint[]>((value) => appender.appendList(listValue([...value]), CODES)),
    end: () => appender.endRow(),
  };
}
