import { setMaxListeners } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBResult, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { createReaderPool } from './reader-pool.ts';
import { transaction } from './transaction.ts';

export interface DatabaseOptions {
  file: string;
  /** Such as `1GB`. */
  memoryLimit: string;
  threads: number;
  migrations?: readonly string[];
}

/** Another process owns the file. */
export class StoreInUse extends Error {
  override readonly name = 'StoreInUse';
}

/** A row by column name. */
export type Row = Record<string, DuckDBValue>;

/** Runs one query; one at a time. */
export type Read = (sql: string, values?: DuckDBValue[], types?: DuckDBType[]) => Promise<Row[]>;

/** What a query found, column by column, in pieces of at most 2,048 rows that are turned into values one by one. */
export type Pieces = AsyncIterable<readonly (readonly DuckDBValue[])[]>;

export interface Database {
  /** The one connection that writes. */
  writer: DuckDBConnection;
  /** A connection that is never busy, to ask whether the store is well. */
  probe: DuckDBConnection;
  /** Lets reads see the data of one moment, so that the numbers of an answer agree; ends them for good when the signal aborts. Askers take turns. */
  snapshot: <T>(work: (read: Read) => Promise<T>, signal: AbortSignal, asker?: string) => Promise<T>;
  /** Runs one query, as `snapshot` does; what it found may be read after it has ended. */
  pieces: (sql: string, values: DuckDBValue[], signal: AbortSignal) => Promise<Pieces>;
  /** Ends the reads that run, lets no more begin, and waits until none is left: what is closed under a read takes the process with it. */
  endReads: () => Promise<void>;
  close: () => void;
}

/**
 * Snapshots that may be open at once; further ones wait. Node does this work, files, names and the check of every token on four threads in all: two
 * readers and the writer leave one, or a few long questions would keep everybody out.
 */
const READERS = 2;

/**
 * Opens the file, which one process at a time may own, and brings its schema up to date.
 *
 * @throws Error with a sentence for the operator when another process owns it or a newer program made it
 */
export async function openDatabase({ file, memoryLimit, threads, migrations: steps = migrations }: DatabaseOptions): Promise<Database> {
  const instance = await open(file, { memory_limit: memoryLimit, threads: String(threads) });
  try {
    const writer = await instance.connect();
    await migrate(writer, steps);
    await writer.run(`SET checkpoint_threshold = '64MB'`);
    await writer.run('SET enable_external_access = false');
    await writer.run('SET lock_configuration = true');
    const probe = await instance.connect();
    const readers = await Promise.all(Array.from({ length: READERS }, () => instance.connect()));
    const pool = createReaderPool(readers);
    const closing = new AbortController();
    setMaxListeners(0, closing.signal);
    const running = new Set<Promise<unknown>>();
    /** A read that ends when the store closes, and is waited for then. */
    function reading<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
      const read = work(AbortSignal.any([signal, closing.signal]));
      const settled: Promise<unknown> = read.then(
        () => running.delete(settled),
        () => running.delete(settled),
      );
      running.add(settled);
      return read;
    }
    return {
      writer,
      probe,
      snapshot: (work, asked, asker) =>
        reading(
          (signal) =>
            pool(
              (connection) =>
                transaction(connection, () => work((sql, values = [], types) => interruptible(connection, sql, values, types, signal))),
              signal,
              asker,
            ),
          asked,
        ),
      pieces: (sql, values, asked) =>
        reading(
          (signal) => pool((connection) => ended(connection, () => connection.run(sql, values), signal).then(inPieces), signal),
          asked,
        ),
      async endReads() {
        closing.abort(new Error('The store is closing.'));
        await Promise.all(running);
      },
      close() {
        for (const connection of [...readers, probe, writer]) connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

async function open(file: string, settings: Record<string, string>): Promise<DuckDBInstance> {
  makeFolder(dirname(file));
  try {
    return await DuckDBInstance.create(file, settings);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const [, owner] = /Conflicting lock is held in (.*?)\.?(?: See|$)/s.exec(message) ?? [];
    if (owner) throw new StoreInUse(`${file} belongs to another process: ${owner}. Stop it first, or choose another DATA_DIR.`, { cause });
    throw new Error(`${file} cannot be opened as a DuckDB file: ${message.split('\n')[0] ?? ''}`, { cause });
  }
}

function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  try {
    // Recursive only where it must be: where the system refuses a folder in an existing one, Node's recursive way never ends.
    mkdirSync(folder, { recursive: !existsSync(dirname(folder)) });
  } catch (cause) {
    throw new Error(`${folder} cannot be made: ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
}

function interruptible(
  connection: DuckDBConnection,
  sql: string,
  values: DuckDBValue[],
  types: DuckDBType[] | undefined,
  signal: AbortSignal,
): Promise<Row[]> {
  return ended(connection, async () => (await connection.runAndReadAll(sql, values, types)).getRowObjects(), signal);
}

/** Ends what the connection does when the signal aborts. */
async function ended<T>(connection: DuckDBConnection, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  // An interrupt that comes before the query has begun is lost, so it is repeated until the query ends.
  let repeat: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    repeat = setInterval(() => connection.interrupt(), 20);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    clearInterval(repeat);
    signal.removeEventListener('abort', interrupt);
  }
}

async function* inPieces(result: DuckDBResult): AsyncGenerator<readonly (readonly DuckDBValue[])[]> {
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) yield chunk.getColumns();
}
