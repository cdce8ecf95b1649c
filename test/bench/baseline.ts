import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Question } from './questions.ts';
import { timeOf } from './timing.ts';

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

/** The same questions as plain SQL over one table of messages, in a database of its own with the same limits. */
export async function askBaseline(dataFolder: string, file: string, limits: { memory: string; threads: string }, asked: Question[]) {
  const instance = await DuckDBInstance.create(file, { memory_limit: limits.memory, threads: limits.threads });
  const connection = await instance.connect();
  try {
    const columns = Object.entries(COLUMNS).map(([name, type]) => `'${name}': '${type}'`);
    const source = `read_json('${join(dataFolder, '*.ndjson').replaceAll("'", "''")}', format = 'newline_delimited', columns = {${columns.join(', ')}})`;
    const begun = performance.now();
    await connection.run(
      `create table messages as select * replace (make_timestamp(timestamp * 1000) as timestamp, coalesce(seq, 0) as seq) from ${source}`,
    );
    const loadSeconds = (performance.now() - begun) / 1000;
    const medians: number[] = [];
    for (const { sql } of asked) medians.push((await timeOf(async () => (await connection.runAndReadAll(sql)).getRowsJson())).p50);
    return { medians, loadSeconds };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
