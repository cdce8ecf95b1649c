import { createPool, type Pool } from 'mysql2/promise';
import { type Logger } from 'pino';
import { Problem } from '../contract/problem.ts';
import { type Directory } from './directory.ts';
import { COLUMNS, holdsPrincipal, toBusinesses, toGrants } from './mysql-rows.ts';
import { createRecent } from './recent.ts';

/** SQL that returns the {@link COLUMNS}; `:principal` stands for the id that is asked for. */
export type Statements = Record<keyof typeof COLUMNS, string>;

/** For the tables of `mysql-directory.sql`; whoever has tables of their own has statements of their own. */
const STATEMENTS: Statements = {
  businesses:
    'SELECT businesses.id AS business, businesses.name AS businessName, bots.id AS bot, bots.name AS botName' +
    ' FROM businesses LEFT JOIN bots ON bots.business = businesses.id ORDER BY businesses.name, businesses.id, bots.name, bots.id',
  principal: 'SELECT id AS principal FROM principals WHERE id = :principal',
  grants: 'SELECT principal, business, bot, permission FROM grants WHERE principal = :principal ORDER BY business, bot, permission',
};

export interface MysqlDirectorySettings {
  /** `mysql://user:password@host:3306/database`. */
  url: string;
  statements?: { [Name in keyof Statements]?: string | undefined } | undefined;
  log: Logger;
}

/**
 * How long the database may take, and how long its answer is used, milliseconds. A live stream checks its grants every 4 s: a grant revoked just
 * after it was read is used for 3 s more, found out 4 s later, and 2 s after that even if the database hangs just then. That makes 9 of the contract's 10 s.
 */
const PATIENCE = 2000;
const KEPT = 3000;

/**
 * The directory in MySQL or MariaDB. It is asked when somebody asks, and tells of changes when it finds them so. While the database does not answer,
 * neither does the directory: Problem `store-unavailable`.
 *
 * @throws Error when the database refuses the account or a statement; one that cannot be reached yet may come later
 */
export async function createMysqlDirectory({ url, statements = {}, log }: MysqlDirectorySettings): Promise<Directory> {
  const pool = createPool({
    uri: url,
    charset: 'utf8mb4',
    namedPlaceholders: true,
    connectTimeout: PATIENCE,
    // Ids may be numbers beyond those that JavaScript can hold.
    supportBigNumbers: true,
  });
  const sql = (name: keyof Statements) => statements[name] ?? STATEMENTS[name];
  const rowsOf = async (name: keyof Statements, principal: string) => (await execute(pool, sql(name), principal)).rows;
  const listeners = new Map<symbol, () => void>();
  const principals = createRecent({
    kept: KEPT,
    async load(id: string) {
      const [known, granted] = await Promise.all([rowsOf('principal', id), rowsOf('grants', id)]);
      return holdsPrincipal(known, id) ? { id, grants: toGrants(granted, id) } : null;
    },
    changed: () => [...listeners.values()].forEach((listener) => listener()),
  });
  const businesses = createRecent({ kept: KEPT, load: async (all: '') => toBusinesses(await rowsOf('businesses', all)) });

  for (const name of Object.keys(COLUMNS) as (keyof Statements)[]) {
    const fault = await faultOf(pool, sql(name), COLUMNS[name]);
    if (fault === null) continue;
    if (!fault.final) {
      log.warn({ reason: fault.reason }, 'The directory in MySQL does not answer yet: until it does, everybody is refused.');
      break;
    }
    await pool.end();
    throw new Error(`The directory in MySQL cannot be used: the statement for ${name} ${fault.reason}.`);
  }

  return {
    principal: (id) => available(principals(id)),
    businesses: () => available(businesses('')),
    onChange(listener) {
      const key = Symbol('listener');
      listeners.set(key, listener);
      return () => void listeners.delete(key);
    },
    async close() {
      listeners.clear();
      await pool.end();
    },
  };
}

/** Runs a prepared statement. A connection on which it takes too long is given up. */
async function execute(pool: Pool, sql: string, principal: string): Promise<{ rows: readonly unknown[]; columns: readonly string[] }> {
  const connecting = pool.getConnection();
  const work = connecting.then(async (connection) => {
    try {
      const [rows, fields] = await connection.execute(sql, { principal });
      return { rows: Array.isArray(rows) ? rows : [], columns: fields.map(({ name }) => name) };
    } finally {
      connection.release();
    }
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      connecting.then((connection) => connection.destroy()).catch(() => undefined);
      reject(new Error(`The database did not answer within ${PATIENCE} ms.`));
    }, PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What is wrong with a statement; `final` unless it was just not reached. */
async function faultOf(pool: Pool, sql: string, columns: readonly string[]): Promise<{ reason: string; final: boolean } | null> {
  try {
    const given = (await execute(pool, sql, '')).columns;
    const missing = columns.filter((column) => !given.includes(column));
    return missing.length === 0 ? null : { reason: `does not return ${missing.join(', ')}`, final: true };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // The server's own errors are named so, all others are about the way to it.
    return { reason: `fails (${message})`, final: code?.startsWith('ER_') === true };
  }
}

async function available<Value>(answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (cause) {
    throw new Problem('store-unavailable', 'The directory does not answer at the moment: try again in a few seconds.', {
      cause,
      retryAfter: 5,
    });
  }
}
