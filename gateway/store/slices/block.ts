import { QUARTER } from '../../time/quarter.ts';
import { type LastSeen } from './last-seen.ts';
import { type Rows } from './rows.ts';
import { SLICE } from './slice.ts';

/** Every bucket of every zone is made of these. */
export const QUARTERS = SLICE / QUARTER;

/** Counts of one quarter hour, by their places. */
export const SUMS = { handedOff: 0, completed: 1, unfinished: 2, messages: 3 } as const;
export const SUMS_LENGTH = 4;

/** Rows, and when the user of each had started another conversation before it; `-Infinity`: in none of the slices before. */
interface Chained {
  rows: Rows;
  before: Float64Array;
}

/** All conversations of a scope that start in one slice, and what is known of each of its quarter hours. */
export interface Block {
  slice: number;
  /** Number of rows. */
  length: number;
  /** What it was made of. */
  cells: ReadonlySet<Rows>;
  chained: readonly Chained[];
  /** Those times of all rows by quarter hour, in order within each. */
  sorted: Float64Array;
  /** Where the rows of each quarter hour begin in `sorted`, and where the last one ends. */
  starts: Uint32Array;
  sums: Float64Array;
  /** When the last unfinished conversation of each quarter hour ended. */
  lastUnfinished: Float64Array;
}

/** Conversations of one slice that can be told apart: more than a machine holds. */
const POSITIONS = 2 ** 26;

/** What a block costs, bytes, each of its cells and each of its rows; one without rows costs next to nothing. */
const [BLOCK, CELL, ROW] = [2_500, 250, 16];
export const bytesOf = ({ length, chained }: Block): number => (length > 0 ? BLOCK + CELL * chained.length + ROW * length : 100);

/** The quarter hour of a slice in which something starts. */
export const quarterOf = (started: number, slice: number): number => Math.floor((started - slice * SLICE) / QUARTER);

/**
 * @param rows - those of the cells that count
 * @param seen - the users of all slices before; those of this one are noted
 */
export function createBlock(slice: number, cells: ReadonlySet<Rows>, rows: readonly Rows[], seen: LastSeen): Block {
  const length = rows.reduce((sum, each) => sum + each.length, 0);
  return { slice, length, cells, ...(length > 0 ? known(slice, rows, length, seen) : NOTHING) };
}

type Known = Pick<Block, 'chained' | 'sorted' | 'starts' | 'sums' | 'lastUnfinished'>;

const NOTHING: Known = {
  chained: [],
  sorted: new Float64Array(),
  starts: new Uint32Array(),
  sums: new Float64Array(),
  lastUnfinished: new Float64Array(),
};

function known(slice: number, all: readonly Rows[], length: number, seen: LastSeen): Known {
  const chained = all.map((rows) => ({ rows, before: new Float64Array(rows.length) }));
  const sorted = new Float64Array(length);
  const starts = new Uint32Array(QUARTERS + 1);
  const sums = new Float64Array(QUARTERS * SUMS_LENGTH);
  const lastUnfinished = new Float64Array(QUARTERS).fill(-Infinity);
  const add = (place: number, count: number) => (sums[place] = (sums[place] ?? 0) + count);
  inOrderOfTime(slice, chained, length, ({ rows: { started, ended, counts, users }, before }, row, place) => {
    const start = started[row] ?? 0;
    const last = seen.see(users[2 * row] ?? 0, users[2 * row + 1] ?? 0, start);
    before[row] = last;
    sorted[place] = last;
    const quarter = quarterOf(start, slice);
    starts[quarter + 1] = place + 1;
    const count = counts[row] ?? 0;
    const outcome = count & 3;
    add(quarter * SUMS_LENGTH + outcome, 1);
    add(quarter * SUMS_LENGTH + SUMS.messages, count >>> 2);
    if (outcome === SUMS.unfinished) lastUnfinished[quarter] = Math.max(lastUnfinished[quarter] ?? 0, ended[row] ?? 0);
  });
  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    starts[quarter + 1] = Math.max(starts[quarter] ?? 0, starts[quarter + 1] ?? 0);
    sorted.subarray(starts[quarter], starts[quarter + 1]).sort();
  }
  return { chained, sorted, starts, sums, lastUnfinished };
}

/** Takes back that the users of the last block were seen. */
export function undo({ chained }: Block, seen: LastSeen): void {
  for (const { rows, before } of chained)
    before.forEach((time, row) => {
      seen.unsee(rows.users[2 * row] ?? 0, rows.users[2 * row + 1] ?? 0, time);
    });
}

function inOrderOfTime(
  slice: number,
  all: readonly Chained[],
  length: number,
  visit: (chained: Chained, row: number, place: number) => void,
): void {
  // Numbers of a typed array are sorted many times faster than by a comparison of ours: a time and what it is of, in one number.
  const keys = new Float64Array(length);
  const [cells, rowsOf] = [new Uint32Array(length), new Uint32Array(length)];
  let taken = 0;
  all.forEach(({ rows }, cell) => {
    rows.started.forEach((started, row) => {
      [cells[taken], rowsOf[taken]] = [cell, row];
      keys[taken] = (started - slice * SLICE) * POSITIONS + taken;
      taken++;
    });
  });
  keys.sort().forEach((key, place) => {
    const position = key % POSITIONS;
    const chained = all[cells[position] ?? 0];
    if (chained) visit(chained, rowsOf[position] ?? 0, place);
  });
}
