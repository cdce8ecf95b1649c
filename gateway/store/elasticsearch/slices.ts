import { createDictionary } from './dictionary.ts';
import { cellKey, type Look } from './marks.ts';
import { createUserNumbers } from './user-numbers.ts';

/** What a report knows of one bot in one slice, and how large it is. */
export interface Kept<Value> {
  value: Value;
  bytes: number;
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

type Entry = Kept<unknown> & Standing & { cell: string };

/** What is known, for another process. */
export interface SavedSlices {
  terms: readonly string[];
  users: Uint32Array;
  entries: readonly (Kept<unknown> & { key: string; cell: string })[];
}

/**
 * Milliseconds after a change until all that was under way with it is over. A writer may end before it has told that its change can be seen, but
 * not before it said that one was under way: what was looked up within this time is looked up once more.
 */
const SETTLED = 300_000;
/** What an entry costs beside its value. */
const OVERHEAD = 300;

/** Keeps what reports know of bots in slices of time, as long as nothing changes there; the least recently used go first. */
export function createSlices(maxBytes: number) {
  // A map keeps its order: whatever is used goes to its end, and what is at its beginning goes first.
  const entries = new Map<string, Entry>();
  let held = 0;
  /** What terms and users are called in values: given up with all of them. */
  let [terms, users] = [createDictionary(), createUserNumbers()];

  function take(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (entry) held -= entry.bytes + OVERHEAD;
    entries.delete(key);
    return entry;
  }

  function put(key: string, entry: Entry): void {
    take(key);
    entries.set(key, entry);
    held += entry.bytes + OVERHEAD;
    for (const oldest of entries.keys()) {
      if (held <= maxBytes) return;
      take(oldest);
    }
  }

  const stands = (entry: Entry, look: Look): boolean => {
    const change = look.of(entry.cell);
    if (entry.era !== look.era || entry.stamp !== change?.stamp) return false;
    return !change || entry.at > change.heard + SETTLED || look.at < change.heard + SETTLED;
  };

  /** Nothing was under way when it was read, also as far as another process can know. */
  const settled = ({ cell, at }: Entry, look: Look): boolean => at > (look.of(cell)?.heard ?? -Infinity) + SETTLED;

  return {
    /** What is known of the bots in the slices `[first, end)`, and of which it is not known. */
    find(kind: string, look: Look, bots: readonly string[], first: number, end: number) {
      const found: unknown[] = [];
      const missing: Missing[] = [];
      for (let slice = first; slice < end; slice++) {
        for (const bot of bots) {
          const cell = cellKey(bot, slice);
          const key = `${kind}:${cell}`;
          const entry = take(key);
          if (entry && stands(entry, look)) {
            put(key, entry);
            found.push(entry.value);
          } else missing.push({ bot, slice, era: look.era, stamp: look.of(cell)?.stamp, at: look.at });
        }
      }
      return { found, missing };
    },
    /** Keeps what was read of one that was missing. */
    keep<Value>(kind: string, { bot, slice, ...standing }: Missing, { value, bytes }: Kept<Value>): Value {
      const cell = cellKey(bot, slice);
      put(`${kind}:${cell}`, { value, bytes, cell, ...standing });
      return value;
    },
    get terms() {
      return terms;
    },
    get users() {
      return users;
    },
    forget(): void {
      entries.clear();
      held = 0;
      [terms, users] = [createDictionary(), createUserNumbers()];
    },
    /** What stands as of a look. */
    save(look: Look): SavedSlices {
      const standing = [...entries].filter(([, entry]) => stands(entry, look) && settled(entry, look));
      return {
        terms: terms.names,
        users: users.all(),
        entries: standing.map(([key, { cell, value, bytes }]) => ({ key, cell, value, bytes })),
      };
    },
    /** Goes on with what another process knew; looks have to go on from where it stood. */
    restore(saved: SavedSlices): void {
      [terms, users] = [createDictionary(saved.terms), createUserNumbers(saved.users)];
      for (const { key, ...entry } of saved.entries) put(key, { ...entry, era: 0, stamp: undefined, at: performance.now() });
    },
  };
}

export type Slices = ReturnType<typeof createSlices>;
