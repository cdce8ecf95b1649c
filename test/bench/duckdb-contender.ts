import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Contender, type Place } from './contender.ts';
import { USUAL_SQL, within } from './usual-sql.ts';

const LIMITS = { memory_limit: '2GB', threads: '2' };

const COLUMNS = {
  id: 'varchar',
  timestamp: 'bigint',
  business: 'varchar',
  bot: 'varchar',
  conversation: 'varchar',
  user: 'varchar',
  channel: 'varchar',
  language: 'varchar',
  sender: 'varchar',
  text: 'varchar',
  seq: 'integer',
  story: 'varchar',
  node: 'varchar',
  success: 'boolean',
  understood: 'boolean',
  completed: 'boolean',
};

/** The embedded store; the usual way is plain SQL over one table of messages, in a database of its own with the same limits. */
export async function openDuckdb({ folder, data }: Place): Promise<Contender> {
  const store = join(folder, 'store');
  const instance = await DuckDBInstance.create(join(folder, 'usual.duckdb'), LIMITS);
  const connection = await instance.connect();
  const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
  const [[version] = []] = await ask('select version()');
  return {
    engine: `DuckDB ${typeof version === 'string' ? version : ''}, ${LIMITS.memory_limit}, ${LIMITS.threads} threads`,
    // What a gateway keeps for itself lies beside its store.
    settings: () => Promise.resolve({ DATA_DIR: store, DUCKDB_MEMORY_LIMIT: LIMITS.memory_limit, DUCKDB_THREADS: LIMITS.threads }),
    async loadUsual() {
      const columns = Object.entries(COLUMNS).map(([name, type]) => `'${name}': '${type}'`);
      const files = join(data, '*.ndjson').replaceAll("'", "''");
      const begun = performance.now();
      await connection.run(
        `create table messages as select * replace (make_timestamp(timestamp * 1000) as timestamp, coalesce(seq, 0) as seq)
         from read_json('${files}', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
      );
      const seconds = (performance.now() - begun) / 1000;
      const messages = Number((await ask('select count(*) from messages'))[0]?.[0]);
      return { messages, seconds, messagesPerSecond: Math.round(messages / seconds) };
    },
    settle: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    askUsual: ({ report, from, to }) => ask(USUAL_SQL[report](from, to)),
    count: ({ from, to }) => ask(`select count(*) from messages where ${within(from, to)}`),
    async bytes() {
      const files = await readdir(store, { recursive: true });
      const sizes = await Promise.all(files.map(async (file) => (await stat(join(store, file))).size));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
      return Promise.resolve();
    },
  };
}
