import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
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
export type Read = (sql: string, values?: DuckDBValue[]) => Promise<Row[]>;

export interface Database {
  /** The one connection that writes. */
  writer: DuckDBConnection;
  /** A connection that is never busy, to ask whether the store is well. */
  probe: DuckDBConnection;
  /** Lets reads see the data of one moment, so that the numbers of an answer agree; ends them for good when the signal aborts. */
  snapshot: <T>(work: (read: Read) => Promise<T>, signal: AbortSignal) => Promise<T>;
  close: () => void;
}

/** Snapshots that may be open at once; further ones wait. */
const READERS = 4;

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
    const pool = createPool(readers);
    return {
      writer,
      probe,
      snapshot: (work, signal) =>
        pool(
          (connection) => transaction(connection, () => work((sql, values = []) => interruptible(connection, sql, values, signal))),
          signal,
        ),
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

/** Hands out connections one user at a time; a caller whose signal aborts leaves the queue. */
function createPool(connections: DuckDBConnection[]) {
  const idle = [...connections];
  const waiting: ((connection: DuckDBConnection) => void)[] = [];
  return async function use<T>(task: (connection: DuckDBConnection) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const connection =
      idle.pop() ??
      (await new Promise<DuckDBConnection>((resolve, reject) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(signal.reason as Error);
        };
        const turn = (freed: DuckDBConnection) => {
          signal.removeEventListener('abort', leave);
          resolve(freed);
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(turn);
      }));
    try {
      return await task(connection);
    } finally {
      const next = waiting.shift();
      if (next) next(connection);
      else idle.push(connection);
    }
  };
}

async function interruptible(connection: DuckDBConnection, sql: string, values: DuckDBValue[], signal: AbortSignal): Promise<Row[]> {
  signal.throwIfAborted();
  // An interrupt that comes before the query has begun is lost, so it is repeated until the query ends.
  let repeat: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    repeat = setInterval(() => connection.interrupt(), 20);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return (await connection.runAndReadAll(sql, values)).getRowObjects();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    clearInterval(repeat);
    signal.removeEventListener('abort', interrupt);
  }
}
