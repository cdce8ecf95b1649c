import { type Bus } from '../cache/bus.ts';
import { type Versions } from '../cache/versions.ts';
import { type IngestResult, type LineCode, type LineError, MAX_REPORTED_ERRORS } from '../contract/ingest.ts';
import { type BotRef } from '../contract/names.ts';
import { type Store, type StoredMessage, type Written } from '../store/store.ts';
import { pairKey } from '../text/key.ts';
import { type Line } from './lines.ts';
import { prepare } from './prepare.ts';
import { type Fault, readLine } from './read-line.ts';

interface Parts {
  store: Store;
  versions: Versions;
  bus: Bus;
  /** Messages by result, for metrics. */
  count?: (result: string, messages: number) => void;
  clock: () => number;
  /** How many rejected lines are told, the first ones; absent: as many as an answer holds. */
  told?: number;
}

/** Milliseconds of reading before the event loop may do something else: a long text of a script without spaces costs as much as thousands of short ones. */
const TURN = 10;

const REFUSALS: Partial<Record<Written, Omit<Fault, 'code'>>> = {
  'conversation-full': { field: 'conversation', detail: 'The conversation already holds 10,000 messages.' },
  'changed-timestamp': { field: 'timestamp', detail: 'A revision keeps the timestamp of the message.' },
};

export type Ingest = (lines: readonly Line[], may: (bot: BotRef) => boolean) => Promise<IngestResult>;

/**
 * A message's way: read, check, mask, derive words, merge into its conversation, store, tell the others.
 * Answers when all that is accepted is durable; throws what the store throws, and then nothing is acknowledged.
 */
export function createIngest({ store, versions, bus, count, clock, told = MAX_REPORTED_ERRORS }: Parts): Ingest {
  return async function ingest(lines, may) {
    const errors: LineError[] = [];
    const messages: StoredMessage[] = [];
    const lineOf: number[] = [];
    const allowed = new Map<string, boolean>();
    const mayOn = (bot: BotRef) => {
      const name = pairKey(bot.business, bot.bot);
      if (!allowed.has(name)) allowed.set(name, may(bot));
      return allowed.get(name) === true;
    };
    let turn = performance.now();
    for (const line of lines) {
      if (performance.now() - turn > TURN) {
        await new Promise(setImmediate);
        turn = performance.now();
      }
      const read = readLine(line, clock());
      if ('code' in read) errors.push({ line: line.line, ...read });
      else if (!mayOn(read))
        errors.push({ line: line.line, field: 'bot', code: 'forbidden', detail: 'No permission to ingest for this bot.' });
      else {
        messages.push(prepare(read, store.secret));
        lineOf.push(line.line);
      }
    }
    const written = messages.length > 0 ? await store.write(messages) : [];
    const tally = { accepted: 0, duplicate: 0 };
    written.forEach((result, index) => {
      const refusal = REFUSALS[result];
      if (refusal) errors.push({ line: lineOf[index] ?? 0, code: result as LineCode, ...refusal });
      else tally[result as keyof typeof tally]++;
    });
    // A repeat too: whoever stored it may not have lived to tell, and its acknowledgement is given here.
    await tell(messages.filter((_, index) => written[index] === 'accepted' || written[index] === 'duplicate'));

    count?.('accepted', tally.accepted);
    count?.('duplicate', tally.duplicate);
    for (const { code } of errors) count?.(code, 1);
    errors.sort((a, b) => a.line - b.line);
    return {
      accepted: tally.accepted,
      duplicates: tally.duplicate,
      rejected: errors.length,
      errors: errors.slice(0, told),
    };
  };

  /** One change a bot: its time may be shown to whoever may see that bot, and to nobody else. */
  async function tell(stored: readonly StoredMessage[]): Promise<void> {
    const newest = new Map<string, { bot: BotRef; newestMessage: number }>();
    for (const { business, bot, timestamp } of stored) {
      const name = pairKey(business, bot);
      const before = newest.get(name)?.newestMessage ?? -Infinity;
      newest.set(name, { bot: { business, bot }, newestMessage: Math.max(before, timestamp) });
    }
    if (newest.size === 0) return;
    await versions.bump([...newest.values()].map(({ bot }) => bot));
    await Promise.all([...newest.values()].map(({ bot, newestMessage }) => bus.publish({ bots: [bot], newestMessage })));
  }
}
