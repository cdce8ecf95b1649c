import { type Cells, createCells } from './cells.ts';
import { createDictionary } from './dictionary.ts';
import { type Changed, type Look } from './slice.ts';

/** What a report knows of one bot in one slice, and how large it is. */
export interface Kept<Value> {
  value: Value;
  bytes: number;
}

/** A report, a bot and a slice. */
interface Place {
  kind: string;
  bot: string;
  slice: number;
}

/** How the marks stood before something was read. */
interface Standing {
  era: number;
  stamp: string | undefined;
  at: number;
}

/** A bot in a slice of which nothing is known as it is now; to be read after this was said. */
export interface Missing extends Standing {
  bot: string;
  slice: number;
}

interface Entry extends Kept<unknown>, Place, Standing {
  /** The last question that it was found for. */
  used: number;
}

/** What is known, for another process. */
export interface SavedSlices {
  terms: readonly string[];
  entries: readonly (Kept<unknown> & Place)[];
}

/**
 * Milliseconds after a change until all that was under way with it is over. A writer may end before it has told that its change can be seen, but
 * not before it said that one was under way: what was looked up within this time is looked up once more.
 */
const SETTLED = 300_000;
/** What an entry costs beside its value. */
const OVERHEAD = 300;
/** Of the room, what is made free at once: looking for what was not used costs as much as all that is known. */
const FREED = 1 / 16;

/** Keeps what reports know of bots in slices of time, as long as nothing changes there; what was not used for longest goes first. */
export function createSlices(maxBytes: number) {
  const kinds = new Map<string, Cells<Entry>>();
  let [held, questions] = [0, 0];
  /** Bytes that are taken by what others make of values. */
  let beside = 0;
  /** What terms are called in values: given up with all of them. */
  let terms = createDictionary();

  function cellsOf(kind: string): Cells<Entry> {
    let cells = kinds.get(kind);
    if (!cells) kinds.set(kind, (cells = createCells<Entry>()));
    return cells;
  }

  const all = (): Entry[] => [...kinds.values()].flatMap((cells) => cells.all());

  function drop(entry: Entry | undefined): void {
    if (!entry) return;
    held -= entry.bytes + OVERHEAD;
    cellsOf(entry.kind).delete(entry.bot, entry.slice);
  }

  function put(entry: Entry): void {
    const cells = cellsOf(entry.kind);
    drop(cells.get(entry.bot, entry.slice));
    cells.set(entry.bot, entry.slice, entry);
    held += entry.bytes + OVERHEAD;
    if (held + beside > maxBytes) makeRoom();
  }

  function makeRoom(): void {
    for (const entry of all().sort((a, b) => a.used - b.used)) {
      if (held + beside <= maxBytes * (1 - FREED)) return;
      drop(entry);
    }
  }

  const stands = (entry: Entry, look: Look, change: Changed | undefined): boolean => {
    if (entry.era !== look.era || entry.stamp !== change?.stamp) return false;
    return !change || entry.at > change.heard + SETTLED || look.at < change.heard + SETTLED;
  };

  /** Nothing was under way when it was read, also as far as another process can know. */
  const settled = ({ at }: Entry, change: Changed | undefined): boolean => at > (change?.heard ?? -Infinity) + SETTLED;

  return {
    /** What is known of the bots in the slices `[first, end)`, and of which it is not known. */
    find(kind: string, look: Look, bots: readonly string[], first: number, end: number) {
      questions++;
      const found: unknown[] = [];
      const missing: Missing[] = [];
      const rows = bots.map((bot) => ({ bot, entries: cellsOf(kind).of(bot), changedIn: look.of(bot) }));
      for (let slice = first; slice < end; slice++) {
        for (const { bot, entries, changedIn } of rows) {
          const change = changedIn(slice);
          const entry = entries.get(slice);
          if (entry && stands(entry, look, change)) {
            entry.used = questions;
            found.push(entry.value);
          } else missing.push({ bot, slice, era: look.era, stamp: change?.stamp, at: look.at });
        }
      }
      return { found, missing };
    },
    /** Keeps what was read of one that was missing. */
    keep<Value>(kind: string, { bot, slice, era, stamp, at }: Missing, { value, bytes }: Kept<Value>): Value {
      put({ kind, bot, slice, era, stamp, at, value, bytes, used: questions });
      return value;
    },
    maxBytes,
    /** Leaves room for what others make of values. */
    holdBeside(bytes: number): void {
      beside = bytes;
      if (held + beside > maxBytes) makeRoom();
    },
    get terms() {
      return terms;
    },
    forget(): void {
      kinds.clear();
      held = 0;
      terms = createDictionary();
    },
    /** What stands as of a look. */
    save(look: Look): SavedSlices {
      const standing = all().filter((entry) => {
        const change = look.of(entry.bot)(entry.slice);
        return stands(entry, look, change) && settled(entry, change);
      });
      return {
        terms: terms.names,
        entries: standing.map(({ kind, bot, slice, value, bytes }) => ({ kind, bot, slice, value, bytes })),
      };
    },
    /** Goes on with what another process knew; looks have to go on from where it stood. */
    restore(saved: SavedSlices): void {
      terms = createDictionary(saved.terms);
      for (const entry of saved.entries) put({ ...entry, era: 0, stamp: undefined, at: performance.now(), used: 0 });
    },
  };
}

export type Slices = ReturnType<typeof createSlices>;
