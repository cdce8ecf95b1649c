import { type Fact } from '../../conversation/facts.ts';
import { type Cells, createCells } from '../slices/cells.ts';
import { type Changed, type Look, sliceOf } from '../slices/slice.ts';

/** Cells that changed since the last time that everything was forgotten. */
const MOST_KNOWN = 500_000;

/** What a write changes, by numbers of bots. */
export type Touched = Cells<true>;

/** A conversation counts in the slice where it starts, or started before this write: one of those that hold its messages. */
export function touch(touched: Touched, bot: number, facts: Iterable<Pick<Fact, 'timestamp'>>): void {
  for (const { timestamp } of facts) touched.set(String(bot), sliceOf(timestamp), true);
}

/**
 * Says which bots changed in which slices of time. Whoever looks first and then begins to read knows of every change that the read can see, and
 * of none that it cannot: what changes meanwhile, or changed after the look, is stamped like nothing else.
 *
 * One write is under way at a time.
 */
export function createChanges() {
  const changed = createCells<number>();
  let [writes, era, unlike] = [0, 0, 0];
  let writing: Touched | null = null;

  function forget(): void {
    changed.clear();
    era++;
  }

  return {
    /** Carries out a write that touches these. */
    async during<Result>(touched: Touched, write: () => Promise<Result>): Promise<Result> {
      writing = touched;
      try {
        return await write();
      } finally {
        writing = null;
        writes++;
        touched.each((bot, slice) => changed.set(bot, slice, writes));
        if (changed.size > MOST_KNOWN) forget();
      }
    },
    /** To be taken before the reading begins. */
    look(): Look {
      const [before, then] = [writes, era];
      const of = (bot: string) => {
        const times = changed.of(bot);
        const passing = writing?.of(bot);
        return (slice: number): Changed | undefined => {
          const at = times.get(slice);
          if (passing?.has(slice) || era !== then || (at ?? 0) > before) return { stamp: `unlike ${++unlike}`, heard: -Infinity };
          return at === undefined ? undefined : { stamp: String(at), heard: -Infinity };
        };
      };
      return { at: 0, era: then, of };
    },
  };
}

export type Changes = ReturnType<typeof createChanges>;
