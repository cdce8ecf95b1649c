import { unavailable } from './problems.ts';

/** Lets so many tasks run at once; others wait their turn, and leave the queue when their signal aborts. */
export function createTurns(running: number, waiting: number) {
  const queue: (() => void)[] = [];
  let free = running;
  return async function turn<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (free > 0) free--;
    else await wait(signal);
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free++;
    }
  };

  function wait(signal?: AbortSignal): Promise<void> {
    if (queue.length >= waiting) return Promise.reject(unavailable(new Error(`${queue.length} requests wait for the store already.`)));
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.splice(queue.indexOf(go), 1);
        reject(signal?.reason as Error);
      };
      const go = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.push(go);
    });
  }
}
