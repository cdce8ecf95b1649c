import { setMaxListeners } from 'node:events';
import { Problem } from '../contract/problem.ts';

/**
 * Gives up when the asker leaves or the time is up, and then really ends the work.
 *
 * @param limit - milliseconds
 * @throws Problem `store-timeout` when the time is up
 */
export async function inTime<T>(signal: AbortSignal, limit: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(limit)]);
    // A question may be many requests to a store at once, each of which listens.
    setMaxListeners(0, limited);
    return await work(limited);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      throw new Problem('store-timeout', 'The answer took too long. Ask for a shorter range or fewer bots.', { cause: error });
    throw error;
  }
}
