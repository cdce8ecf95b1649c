/** Whether asking makes sense now: somebody looks, and there is a network. */
export const awake = (): boolean => document.visibilityState === 'visible' && navigator.onLine;

const waiting = new Set<() => void>();

function wake(): void {
  if (awake()) for (const listener of [...waiting]) listener();
}

/** Calls back whenever the page is looked at again or the network is back. One pair of listeners for all. @returns the way to stop */
export function onWake(listener: () => void): () => void {
  if (waiting.size === 0) {
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
  }
  waiting.add(listener);
  return () => {
    if (!waiting.delete(listener) || waiting.size > 0) return;
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', wake);
  };
}

/** Milliseconds before the next try: 1 s, 2 s, 4 s ... 60 s, spread so that many pages do not come at once. */
export const backOff = (tries: number): number => Math.min(60_000, 1000 * 2 ** Math.min(tries, 6)) * (0.75 + Math.random() / 2);
