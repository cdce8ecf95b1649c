import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { conditions, createValues } from '../../../gateway/store/duckdb/where.ts';
import { scopeOf } from '../../support/stored.ts';

const COUNT = 5000;

test('the store skips nothing by the bounds of channels and languages, which all clients share', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  try {
    const instance = await DuckDBInstance.create(join(folder, 'bounds.duckdb'));
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE messages AS
      SELECT 1 AS bot, n AS timestamp, 'm' || n AS channel, 'm' || n AS language FROM range(${COUNT}) t(n)`);
    await connection.run('CHECKPOINT');
    /** Rows that are looked at for an answer. */
    async function scanned(where: string, values: string[]): Promise<number> {
      const sql = `EXPLAIN (ANALYZE, FORMAT JSON) SELECT count(*) FROM messages m WHERE ${where}`;
      const plan = JSON.stringify((await connection.runAndReadAll(sql, values)).getRowObjects());
      const rows = [...plan.matchAll(/operator_rows_scanned\D+(\d+)/g)].map(([, count]) => Number(count));
      expect(rows.length).toBeGreaterThan(0);
      return Math.max(...rows);
    }
    // Beyond all that there are, and between them: by the bounds of a bare column the first is answered at once.
    expect([await scanned('m.channel = $1', ['a']), await scanned('m.channel = $1', ['m5x'])]).toEqual([0, COUNT]);
    const bots = { find: () => 1 } as unknown as Parameters<typeof conditions>[2];
    for (const name of ['channels', 'languages'])
      for (const value of ['a', 'm5x', 'm17']) {
        const values = createValues();
        const filter = { from: 0, to: COUNT, channels: undefined, languages: undefined, [name]: [value] };
        const where = conditions(scopeOf([{ business: 'acme', bot: 'shop' }]), filter, bots, 'm.timestamp', values);
        expect([name, value, await scanned(where.join(' AND '), values.list as string[])]).toEqual([name, value, COUNT]);
      }
    connection.closeSync();
    instance.closeSync();
  } finally {
    await rm(folder, { recursive: true });
  }
});
