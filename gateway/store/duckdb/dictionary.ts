import { type DuckDBConnection } from '@duckdb/node-api';
import { pairKey } from '../../text/key.ts';
import { appendRows } from './append-rows.ts';

/** Numbers for pairs of names that repeat in many rows, kept in memory and in a table of (number, name, name). Numbers start at 1. */
export interface Dictionary {
  /** The number of a pair, a new one if need be: to be saved with the rows that use it. */
  number(pair: readonly [string, string]): number;
  find(pair: readonly [string, string]): number | undefined;
  pair(number: number): readonly [string, string];
  entries(): readonly (readonly [string, string])[];
  /** Appends the new pairs to the table, within the caller's transaction. */
  save(connection: DuckDBConnection): Promise<void>;
  /** To be called when that transaction is durable. */
  saved(): void;
}

export async function loadDictionary(connection: DuckDBConnection, table: 'bots' | 'nodes'): Promise<Dictionary> {
  const rows = (await connection.runAndReadAll(`SELECT * FROM ${table} ORDER BY number`)).getRows();
  const pairs = rows.map(([, first, second]) => [String(first), String(second)] as const);
  const numbers = new Map(pairs.map((pair, index) => [pairKey(...pair), index + 1]));
  let durable = pairs.length;
  let saving = durable;

  return {
    number(pair) {
      const name = pairKey(...pair);
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, pairs.push(pair));
      return pairs.length;
    },
    find: (pair) => numbers.get(pairKey(...pair)),
    pair(number) {
      const pair = pairs[number - 1];
      if (!pair) throw new Error(`No pair ${number} in ${table}.`);
      return pair;
    },
    entries: () => pairs.slice(0, durable),
    async save(target) {
      saving = pairs.length;
      if (saving === durable) return;
      await appendRows(target, table, (appender) => {
        for (const [index, [first, second]] of pairs.slice(durable, saving).entries()) {
          appender.appendInteger(durable + index + 1);
          appender.appendVarchar(first);
          appender.appendVarchar(second);
          appender.endRow();
        }
      });
    },
    saved: () => (durable = saving),
  };
}
