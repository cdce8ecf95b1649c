import { Problem } from '../contract/problem.ts';

/**
 * Gives up when the asker leaves or the time is up, and then really ends the work.
 *
 * @param limit - milliseconds
 * @throws Problem `store-timeout` when the time is up
 */
export async function inTime<T>(signal: AbortSignal, limit: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await work(AbortSignal.any([signal, AbortSignal.timeout(limit)]));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      throw new Problem('store-timeout', 'The answer took too long. Ask for a shorter range or fewer bots.', { cause: error });
    throw error;
  }
}
