import { LRUCache } from 'lru-cache';
import { type Cache } from './cache.ts';

export interface MemoryCacheSettings {
  /** Bytes of keys and values; the least recently used go first. */
  maxBytes?: number | undefined;
  /** Milliseconds. */
  clock?: (() => number) | undefined;
}

/** Keeps answers in this process. */
export function createMemoryCache({ maxBytes = 64 * 1024 * 1024, clock = Date.now }: MemoryCacheSettings = {}): Cache {
  const entries = new LRUCache<string, string>({
    maxSize: maxBytes,
    // At most two bytes a UTF-16 unit.
    sizeCalculation: (value, key) => 2 * (key.length + value.length) || 1,
    perf: { now: clock },
    ttlResolution: 0,
  });
  return {
    get: (key) => Promise.resolve(entries.get(key)),
    set(key, value, ttl) {
      // At the age of its ttl an entry of lru-cache is still there, and with a ttl of 0 for ever.
      const age = Math.floor(ttl) - 1;
      if (age > 0) entries.set(key, value, { ttl: age });
      else entries.delete(key);
      return Promise.resolve();
    },
    // Within a process equal work is shared already.
    claim: () => Promise.resolve(() => Promise.resolve()),
    close() {
      entries.clear();
      return Promise.resolve();
    },
  };
}
