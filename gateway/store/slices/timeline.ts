import { setImmediate as othersTurn } from 'node:timers/promises';
import pLimit from 'p-limit';
import { type Block, bytesOf, createBlock, undo } from './block.ts';
import { createLastSeen } from './last-seen.ts';
import { type Rows } from './rows.ts';

/** What a row takes at most in a timeline, bytes, its user included. */
export const MOST_A_ROW = 80;
/** Milliseconds of work until others have a turn. */
const TURN = 10;

/** The conversations of a scope, slice after slice, and when the user of each was there before: so that distinct users of any range are counted, not gathered. */
export function createTimeline(pick: (rows: Rows) => Rows) {
  let blocks: Block[] = [];
  let seen = createLastSeen();
  let bytes = 0;
  const oneAtATime = pLimit(1);

  /** Leaves the first blocks only. */
  function keep(count: number): void {
    if (count === 0) [blocks, seen] = [[], createLastSeen()];
    for (const block of blocks.splice(count)) undo(block, seen);
  }

  async function follow(first: number, cells: readonly ReadonlySet<Rows>[], signal: AbortSignal): Promise<Block[]> {
    signal.throwIfAborted();
    const begin = blocks[0]?.slice ?? NaN;
    const end = first + cells.length;
    const touches = begin <= end && begin + blocks.length >= first;
    const before = touches && begin <= first ? first - begin : -1;
    const unlike = before < 0 ? 0 : cells.findIndex((each, place) => !isSame(each, blocks[before + place]?.cells));
    if (unlike >= 0) {
      // What comes after these may have changed too: whoever asks for it will see.
      const after = touches ? blocks.filter(({ slice }) => slice >= end).map((block) => block.cells) : [];
      keep(before < 0 ? 0 : before + unlike);
      await add(first + unlike, [...cells.slice(unlike), ...after], signal);
      bytes = blocks.reduce((sum, block) => sum + bytesOf(block), seen.bytes);
    }
    const place = first - (blocks[0]?.slice ?? first);
    return blocks.slice(place, place + cells.length);
  }

  async function add(first: number, cells: readonly ReadonlySet<Rows>[], signal: AbortSignal): Promise<void> {
    let since = performance.now();
    for (const [place, each] of cells.entries()) {
      blocks.push(createBlock(first + place, each, [...each].map(pick), seen));
      if (performance.now() - since < TURN) continue;
      await othersTurn();
      signal.throwIfAborted();
      since = performance.now();
    }
  }

  return {
    /** About what it takes, without the rows themselves. */
    get bytes() {
      return bytes;
    },
    /** Blocks of these slices, the first one and those after it; what is as it was is not made again. */
    follow: (first: number, cells: readonly ReadonlySet<Rows>[], signal: AbortSignal): Promise<Block[]> =>
      oneAtATime(follow, first, cells, signal),
  };
}

function isSame(cells: ReadonlySet<Rows>, others: ReadonlySet<Rows> | undefined): boolean {
  if (cells.size !== others?.size) return false;
  for (const each of cells) if (!others.has(each)) return false;
  return true;
}

export type Timeline = ReturnType<typeof createTimeline>;
