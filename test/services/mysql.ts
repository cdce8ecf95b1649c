import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Connection, createConnection } from 'mysql2/promise';
import { type Business, type Principal } from '../../gateway/access/directory.ts';
import { listens, type OwnServer, startOwnServer } from './own-server.ts';

export interface DirectoryContent {
  businesses: readonly Business[];
  principals: readonly Principal[];
}

/** A database of a test's own, with the tables of the directory. */
export interface TestDatabase {
  url: string;
  query: (sql: string) => Promise<unknown>;
  /** Replaces all that the directory holds, as its operator would. */
  replace: (content: DirectoryContent) => Promise<void>;
  drop: () => Promise<void>;
}

const SCHEMA = join(import.meta.dirname, '../../gateway/access/mysql-directory.sql');
const AS_ROOT = process.getuid?.() === 0 ? ['--user=mysql'] : [];
const HELP = 'No MySQL: "docker compose up -d mysql", or set MYSQL_URL to one where databases may be made; or install mariadb-server.';

/** The server that tests share: MYSQL_URL, the usual local port, or else one that is started and ends with this process. */
let shared: Promise<string> | undefined;
const sharedServer = () =>
  (shared ??= (async () => {
    if (process.env.MYSQL_URL) return process.env.MYSQL_URL;
    return `mysql://root@127.0.0.1:${(await listens(3306)) ? 3306 : (await startOwnMysql()).port}`;
  })());

/** A MySQL or MariaDB server for one test alone. */
export async function startOwnMysql(): Promise<OwnServer> {
  const server = await startOwnServer({
    command: 'mysqld',
    help: HELP,
    async prepare(folder) {
      await promisify(execFile)('chmod', ['755', folder]);
      const init = ['--no-defaults', `--datadir=${folder}/data`, '--auth-root-authentication-method=normal', '--skip-test-db', ...AS_ROOT];
      await promisify(execFile)('mysql_install_db', init);
    },
    args: (port, folder) => [
      '--no-defaults',
      `--datadir=${folder}/data`,
      `--socket=${folder}/data/socket`,
      `--pid-file=${folder}/data/pid`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--innodb-buffer-pool-size=16M',
      ...AS_ROOT,
    ],
  });
  await ready(server.port);
  return server;
}

async function ready(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const connection = await createConnection(`mysql://root@127.0.0.1:${port}`);
      await connection.end();
      return;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(100);
    }
  }
}

/** @param server - `mysql://` without a database; absent: the shared one */
export async function makeDatabase(content: DirectoryContent, server?: string): Promise<TestDatabase> {
  const name = `bot_widgets_test_${randomUUID().replaceAll('-', '')}`;
  const at = (database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const url = server ?? (await sharedServer());

  /** With a connection for it alone, since a server that was killed takes older ones along. */
  async function run(work: (connection: Connection) => Promise<unknown>, database = name): Promise<unknown> {
    const connection = await createConnection({ uri: at(database), charset: 'utf8mb4', multipleStatements: true });
    try {
      return await work(connection);
    } finally {
      await connection.end();
    }
  }
  const database: TestDatabase = {
    url: at(name),
    query: (sql) =>
      run(async (connection) => {
        const [rows] = await connection.query(sql);
        return rows;
      }),
    async replace({ businesses, principals }) {
      const rows = {
        businesses: businesses.map((business) => [business.id, business.name]),
        bots: businesses.flatMap((business) => business.bots.map((bot) => [business.id, bot.id, bot.name])),
        principals: principals.map(({ id }) => [id]),
        grants: principals.flatMap(({ id, grants }) =>
          grants.flatMap(({ business, bot, permissions }) => permissions.map((permission) => [id, business, bot, permission])),
        ),
      };
      await run(async (connection) => {
        await connection.beginTransaction();
        await connection.query('DELETE FROM businesses; DELETE FROM principals');
        for (const [table, values] of Object.entries(rows))
          // A principal may be given the same permission twice.
          if (values.length > 0) await connection.query(`INSERT IGNORE INTO ${table} VALUES ?`, [values]);
        await connection.commit();
      });
    },
    async drop() {
      await run((connection) => connection.query(`DROP DATABASE ${name}`));
    },
  };
  await run((connection) => connection.query(`CREATE DATABASE ${name}`), '');
  await database.query(await readFile(SCHEMA, 'utf8'));
  await database.replace(content);
  return database;
}
