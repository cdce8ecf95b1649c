import { join } from 'node:path';
import { type Scope } from '../../access/scope.ts';
import { Problem } from '../../contract/problem.ts';
import { type Store } from '../store.ts';
import { type Database, openDatabase, type Read } from './database.ts';
import { loadDictionary } from './dictionary.ts';
import { eraseUser } from './erase.ts';
import { journey } from './journey.ts';
import { messages } from './messages.ts';
import { meta } from './migrate.ts';
import { stories } from './stories.ts';
import { trends } from './trends.ts';
import { botNumbers, ints } from './where.ts';
import { words } from './words.ts';
import { createWriteQueue } from './write-queue.ts';
import { type Names } from './draft.ts';
import { writeBatch } from './writer.ts';

export const STORE_FILE = 'messages.duckdb';

interface Options {
  /** Folder of the store's file. */
  folder: string;
  /** Such as `1GB`: what DuckDB may use. */
  memoryLimit: string;
  threads: number;
}

/** The embedded store: one file, one process. */
export async function createDuckdbStore({ folder, memoryLimit, threads }: Options): Promise<Store> {
  const database = await openDatabase({ file: join(folder, STORE_FILE), memoryLimit, threads });
  const { writer, snapshot } = database;
  const secret = (await meta(writer, 'secret')) ?? '';
  const names: Names = { bots: await loadDictionary(writer, 'bots'), nodes: await loadDictionary(writer, 'nodes') };
  const [start] = (
    await writer.runAndReadAll(
      `SELECT coalesce(max(number), 0) + 1 AS next, (SELECT count(*) FROM erased) > 0 AS erasures FROM conversations`,
    )
  ).getRowObjects();
  const state = { nextConversation: Number(start?.next), erasures: start?.erasures === true };
  let newest = await loadNewest(database);
  const queue = createWriteQueue(async (batch) => {
    const written = await writeBatch(writer, names, state, secret, batch).catch(refuse);
    batch.forEach(({ business, bot, timestamp }, index) => {
      if (written[index] !== 'accepted') return;
      const number = names.bots.number([business, bot]);
      newest.set(number, Math.max(newest.get(number) ?? -Infinity, timestamp));
    });
    return written;
  });
  const ask =
    <Asked, Found>(query: (read: Read, names: Names, scope: Scope, asked: Asked) => Promise<Found>) =>
    (scope: Scope, asked: Asked, signal: AbortSignal): Promise<Found> =>
      snapshot((read) => query(read, names, scope, asked), signal).catch((error: unknown) => {
        signal.throwIfAborted();
        return refuse(error);
      });

  return {
    secret: Buffer.from(secret, 'hex'),
    write: queue.write,
    erase: (business, user) =>
      queue.alone(async () => {
        const erased = await eraseUser(writer, names, secret, business, user).catch(refuse);
        if (erased.messages > 0) {
          state.erasures = true;
          // What is erased must not linger in the log of writes, nor a failure to tidy up hide that it is erased.
          await writer.run('CHECKPOINT').catch(() => undefined);
          newest = await loadNewest(database).catch(() => newest);
        }
        return erased;
      }),
    bots: () => Promise.resolve(names.bots.entries().map(([business, bot]) => ({ business, bot }))),
    newestMessage(scope) {
      const times = botNumbers(scope, names.bots).flatMap((number) => newest.get(number) ?? []);
      return Promise.resolve(times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null);
    },
    labels: (scope, signal) => ask(labels)(scope, undefined, signal),
    trends: ask(trends),
    stories: ask(stories),
    words: ask(words),
    journey: ask(journey),
    messages: ask(messages),
    ready: async () => {
      await database.probe.run('SELECT 1');
      return true;
    },
    close: () =>
      queue.alone(async () => {
        await writer.run('CHECKPOINT').catch(() => undefined);
        database.close();
      }),
  };
}

/** Nothing of the store's own error leaves the house; the cause goes to the log. */
function refuse(cause: unknown): never {
  throw new Problem('store-unavailable', 'The store cannot answer now. Nothing is lost; try again.', { cause, retryAfter: 5 });
}

/** Newest message by number of the bot, epoch milliseconds. */
async function loadNewest({ writer }: Database): Promise<Map<number, number>> {
  const rows = (await writer.runAndReadAll('SELECT bot, max(timestamp)::DOUBLE FROM messages GROUP BY bot')).getRows();
  return new Map(rows.map(([bot, timestamp]) => [Number(bot), Number(timestamp)]));
}

async function labels(read: Read, { bots }: Names, scope: Scope) {
  const distinct = async (column: 'channel' | 'language') => {
    const numbers = ints(botNumbers(scope, bots));
    const rows = await read(
      `SELECT DISTINCT ${column} AS label FROM messages WHERE bot IN ${numbers} AND ${column} IS NOT NULL ORDER BY label`,
    );
    return rows.map(({ label }) => String(label));
  };
  return { channels: await distinct('channel'), languages: await distinct('language') };
}
