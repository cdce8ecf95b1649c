import { type Bus, type Change } from './bus.ts';

/** Tells the listeners of this process alone. */
export function createMemoryBus(): Bus {
  const listeners = new Map<symbol, (change: Change) => void>();
  return {
    publish(change) {
      for (const listener of [...listeners.values()]) listener(change);
      return Promise.resolve();
    },
    subscribe(listener) {
      // A key of its own: the same function may listen twice, and each stops for itself.
      const key = Symbol('listener');
      listeners.set(key, listener);
      return () => void listeners.delete(key);
    },
    close() {
      listeners.clear();
      return Promise.resolve();
    },
  };
}
