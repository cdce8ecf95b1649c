import { Problem } from '../contract/problem.ts';

/**
 * Gives up when a batch takes too long, and then really ends the work. The time that the reader takes between two does not count.
 *
 * @param limit - milliseconds a batch
 * @throws Problem `store-timeout` when the time is up
 */
export async function* eachInTime<T>(
  signal: AbortSignal,
  limit: number,
  source: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const late = new AbortController();
  const iterator = source(AbortSignal.any([signal, late.signal]))[Symbol.asyncIterator]();
  const giveUp = () => late.abort(new Problem('store-timeout', 'The rest took too long. Ask for a shorter range or fewer bots.'));
  try {
    for (;;) {
      const timer = setTimeout(giveUp, limit);
      const next = await iterator.next().finally(() => clearTimeout(timer));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Waits for the first batch, so that what fails at once fails before anything is answered. */
export async function begun<T>(source: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  let first: IteratorResult<T> | undefined = await source.next();
  const next = source.next.bind(source);
  source.next = (...values) => {
    const held = first;
    first = undefined;
    return held ? Promise.resolve(held) : next(...values);
  };
  return source;
}
