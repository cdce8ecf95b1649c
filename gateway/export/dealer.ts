import { type Row } from './table.ts';

/** Hands out rows that come in batches of any size, as many as are asked for. */
export interface Dealer {
  /** The next rows, at most so many; none at the end only. */
  take(most: number): Promise<readonly Row[]>;
  /** Whether there is a next row. */
  more(): Promise<boolean>;
  /** Ends the source. */
  end(): Promise<void>;
}

export function createDealer(rows: AsyncIterable<readonly Row[]>): Dealer {
  const source = rows[Symbol.asyncIterator]();
  let batch: readonly Row[] = [];
  let position = 0;

  async function more(): Promise<boolean> {
    while (position === batch.length) {
      const next = await source.next();
      if (next.done) return false;
      [batch, position] = [next.value, 0];
    }
    return true;
  }

  return {
    more,
    async take(most) {
      if (!(await more())) return [];
      const taken = batch.slice(position, position + most);
      position += taken.length;
      return taken;
    },
    async end() {
      await source.return?.();
    },
  };
}
