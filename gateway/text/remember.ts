/** Texts that are remembered at least, and at most twice as many. */
const MOST = 5_000;
/** Longer texts hardly come again. */
const LONGEST = 500;
/** Milliseconds after which half of it goes: what does not come again is gone after ten minutes at most. */
const AGE = 300_000;

/** What a process remembers, held weakly: a memory goes with whoever uses it. */
const memories = new Set<WeakRef<Memory>>();

interface Memory {
  /** Keeps what came lately. */
  age(): void;
  forget(): void;
}

/** Remembers what was computed of a text lately: names come again with each message, and bots say the same things all day. */
export function remember<Value>(compute: (text: string) => Value): (text: string) => Value {
  let recent = new Map<string, Value>();
  let older = new Map<string, Value>();
  const memory: Memory = {
    age() {
      older = recent;
      recent = new Map();
    },
    forget() {
      memory.age();
      memory.age();
    },
  };
  memories.add(new WeakRef(memory));
  return (text) => {
    if (text.length > LONGEST) return compute(text);
    const known = recent.get(text);
    if (known !== undefined) return known;
    const value = older.get(text) ?? compute(text);
    if (recent.size === MOST) memory.age();
    recent.set(text, value);
    return value;
  };
}

/** Forgets all that this process remembers of texts and names: somebody is erased, and what a bot said may hold a name. It is computed anew. */
export const forgetAll = (): void => each((memory) => memory.forget());

function each(act: (memory: Memory) => void): void {
  for (const reference of memories) {
    const memory = reference.deref();
    if (memory) act(memory);
    else memories.delete(reference);
  }
}

// For gateways that hear of no erasure: those that share a cluster and no Redis.
setInterval(() => each((memory) => memory.age()), AGE).unref();
