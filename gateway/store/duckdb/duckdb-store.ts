import { join } from 'node:path';
import { type DuckDBConnection } from '@duckdb/node-api';
import { type Scope } from '../../access/scope.ts';
import { Problem } from '../../contract/problem.ts';
import { createRetention, SWEEP, type Swept } from '../retention.ts';
import { type Look } from '../slices/slice.ts';
import { type Store } from '../store.ts';
import { createChanges } from './changes.ts';
import { type Database, openDatabase, type Read } from './database.ts';
import { loadDictionary } from './dictionary.ts';
import { eraseUser } from './erase.ts';
import { allMessages, conversations } from './export.ts';
import { journey } from './journey.ts';
import { messages } from './messages.ts';
import { meta } from './migrate.ts';
import { createSliced } from './sliced.ts';
import { stories } from './stories.ts';
import { trends } from './trends.ts';
import { sweep } from './sweep.ts';
import { botNumbers, int, ints } from './where.ts';
import { words } from './words.ts';
import { createWriteQueue } from './write-queue.ts';
import { type Names, noteInvoked } from './draft.ts';
import { writeBatch } from './writer.ts';

export const STORE_FILE = 'messages.duckdb';

interface Options {
  /** Folder of the store's file. */
  folder: string;
  /** Such as `1GB`: what DuckDB may use. */
  memoryLimit: string;
  threads: number;
  /** Days that messages are kept for at least; absent: for ever. */
  retentionDays?: number | undefined;
  /** Told what was removed because its time was over. */
  onSwept?: ((swept: Swept) => void) | undefined;
  /** Bytes of memory for what is known of slices of time; 0: every question is asked as a whole. */
  slicesBytes?: number | undefined;
  /** Epoch milliseconds. */
  clock?: (() => number) | undefined;
}

const SLICES_BYTES = 256 * 2 ** 20;

type Query<Asked, Found> = (read: Read, names: Names, scope: Scope, asked: Asked) => Promise<Found>;

/** The embedded store: one file, one process. */
export async function createDuckdbStore({
  folder,
  memoryLimit,
  threads,
  retentionDays,
  onSwept,
  slicesBytes = SLICES_BYTES,
  clock = Date.now,
}: Options): Promise<Store> {
  const retention = createRetention(retentionDays, clock);
  const database = await openDatabase({ file: join(folder, STORE_FILE), memoryLimit, threads });
  const { writer, snapshot } = database;
  const secret = (await meta(writer, 'secret')) ?? '';
  const names: Names = {
    bots: await loadDictionary(writer, 'bots'),
    nodes: await loadDictionary(writer, 'nodes'),
    invoked: await loadInvoked(writer),
  };
  const [start] = (
    await writer.runAndReadAll(
      `SELECT coalesce(max(number), 0) + 1 AS next, (SELECT count(*) FROM erased) > 0 AS erasures FROM conversations`,
    )
  ).getRowObjects();
  const state = { nextConversation: Number(start?.next), erasures: start?.erasures === true, changes: createChanges() };
  const sliced = slicesBytes > 0 ? createSliced(database, names, slicesBytes) : null;
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
  async function sweepNow(): Promise<void> {
    // Nothing of what slices are asked for changes: no question reaches below the floor.
    const swept = await sweep(writer, retention.floor());
    if (swept.messages + swept.conversations === 0) return;
    await writer.run('CHECKPOINT').catch(() => undefined);
    newest = await loadNewest(database);
    onSwept?.(swept);
  }
  // What it did not get to remove is out of sight all the same, and removed by the next one.
  const sweepAlone = () => queue.alone(sweepNow).catch(() => undefined);
  const sweeping = retentionDays === undefined ? undefined : setInterval(() => void sweepAlone(), SWEEP);
  sweeping?.unref();
  if (sweeping) await sweepAlone();

  const ask =
    <Asked, Found>(query: Query<Asked, Found>) =>
    (scope: Scope, asked: Asked, signal: AbortSignal): Promise<Found> =>
      snapshot((read) => query(read, names, scope, asked), signal, businessesOf(scope)).catch((error: unknown) => {
        signal.throwIfAborted();
        return refuse(error);
      });

  /** From slices where they know it, else as a whole, all as of one moment. */
  const askSliced =
    <Asked, Found>(
      slices: ((read: Read, look: Look, scope: Scope, asked: Asked, signal: AbortSignal) => Promise<Found | null>) | undefined,
      query: Query<Asked, Found>,
    ) =>
    (scope: Scope, asked: Asked, signal: AbortSignal): Promise<Found> => {
      const look = state.changes.look();
      const known: Query<Asked, Found> = async (read) =>
        (await slices?.(read, look, scope, asked, signal)) ?? query(read, names, scope, asked);
      return ask(known)(scope, asked, signal);
    };

  return {
    secret: Buffer.from(secret, 'hex'),
    async write(messages) {
      const floor = retention.floor();
      const kept = messages.filter(({ timestamp }) => timestamp >= floor);
      const written = kept.length > 0 ? (await queue.write(kept)).values() : [].values();
      // What is older has been here, and does not come back.
      return messages.map(({ timestamp }) => (timestamp >= floor ? (written.next().value ?? 'duplicate') : 'duplicate'));
    },
    erase: (business, user) =>
      queue.alone(async () => {
        const erased = await eraseUser(writer, names, state.changes, secret, business, user).catch(refuse);
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
    labels: (scope, signal) => ask(labels)(scope, retention.floor(), signal),
    trends: (scope, asked, signal) => askSliced(sliced?.trends, trends)(scope, retention.kept(asked), signal),
    stories: (scope, asked, signal) => askSliced(sliced?.stories, stories)(scope, retention.kept(asked), signal),
    words: (scope, asked, signal) =>
      askSliced(sliced?.words, words)(scope, { ...retention.kept(asked), previous: retention.kept(asked.previous) }, signal),
    journey: (scope, asked, signal) => askSliced(sliced?.journey, journey)(scope, retention.kept(asked), signal),
    messages: (scope, asked, signal) => ask(messages)(scope, retention.kept(asked), signal),
    allMessages: (scope, asked, signal, counted) =>
      refusing(allMessages(database, names, scope, retention.kept(asked), signal, counted), signal),
    conversations: ask(conversations),
    ready: async () => {
      await database.probe.run('SELECT 1');
      return true;
    },
    close: () =>
      queue.alone(async () => {
        clearInterval(sweeping);
        sliced?.close();
        await database.endReads();
        await writer.run('CHECKPOINT').catch(() => undefined);
        database.close();
      }),
  };
}

/** Who asks, as far as a store knows: whoever sees the same clients. */
const businessesOf = (scope: Scope): string => JSON.stringify([...new Set(scope.bots.map(({ business }) => business))].sort());

/** Nothing of the store's own error leaves the house; the cause goes to the log. */
function refuse(cause: unknown): never {
  throw new Problem('store-unavailable', 'The store cannot answer now. Nothing is lost; try again.', { cause, retryAfter: 5 });
}

async function* refusing<T>(found: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  try {
    yield* found;
  } catch (error) {
    signal.throwIfAborted();
    refuse(error);
  }
}

/** Newest message by number of the bot, epoch milliseconds. */
async function loadNewest({ writer }: Database): Promise<Map<number, number>> {
  const rows = (await writer.runAndReadAll('SELECT bot, max(timestamp)::DOUBLE FROM messages GROUP BY bot')).getRows();
  return new Map(rows.map(([bot, timestamp]) => [Number(bot), Number(timestamp)]));
}

/** Nodes that each bot invoked, by number. */
async function loadInvoked(connection: DuckDBConnection): Promise<Names['invoked']> {
  const invoked: Names['invoked'] = new Map();
  const found = await connection.runAndReadAll('SELECT DISTINCT bot, node FROM messages WHERE node IS NOT NULL');
  for (const [bot, node] of found.getRows()) noteInvoked({ invoked }, Number(bot), Number(node));
  return invoked;
}

async function labels(read: Read, { bots }: Names, scope: Scope, floor: number) {
  const distinct = async (column: 'channel' | 'language') => {
    const numbers = ints(botNumbers(scope, bots));
    const rows = await read(
      `SELECT DISTINCT ${column} AS label FROM messages WHERE bot IN ${numbers} AND timestamp >= ${int(floor)} AND ${column} IS NOT NULL ORDER BY label`,
    );
    return rows.map(({ label }) => String(label));
  };
  return { channels: await distinct('channel'), languages: await distinct('language') };
}
