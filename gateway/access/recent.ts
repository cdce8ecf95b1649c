interface RecentSettings<Key, Value> {
  load: (key: Key) => Promise<Value>;
  /** How long an answer is used, milliseconds from the moment when it was asked for. */
  kept: number;
  /** An answer differs from the one before. */
  changed?: (() => void) | undefined;
}

/** Answers remembered, of those asked last; the older ones are only needed to see a change. */
const REMEMBERED = 10_000;

/** Asks once for all who ask at about the same time. A failure is told to whoever waits for it, and not kept; nor is what was known before it. */
export function createRecent<Key, Value>({ load, kept, changed }: RecentSettings<Key, Value>): (key: Key) => Promise<Value> {
  const asked = new Map<Key, { at: number; answer: Promise<Value> }>();
  const texts = new Map<Key, string>();

  async function ask(key: Key): Promise<Value> {
    const value = await load(key);
    if (!changed) return value;
    const [before, text] = [texts.get(key), JSON.stringify(value)];
    remember(texts, key, text);
    if (before !== undefined && before !== text) changed();
    return value;
  }

  return (key) => {
    const at = performance.now();
    const last = asked.get(key);
    if (last && at - last.at < kept) return last.answer;
    const answer = ask(key);
    remember(asked, key, { at, answer });
    answer.catch(() => {
      if (asked.get(key)?.answer === answer) asked.delete(key);
    });
    return answer;
  };
}

/** Puts a value last, and lets go of the first ones. */
function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key);
  map.set(key, value);
  for (const first of map.keys()) {
    if (map.size <= REMEMBERED) break;
    map.delete(first);
  }
}
