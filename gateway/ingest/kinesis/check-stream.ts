import { kindOf, sentenceOf } from './faults.ts';
import { createStream } from './stream.ts';

/**
 * Asks for a stream once. What will pass is left to whoever reads it.
 *
 * @throws Error with a sentence for what somebody has to mend: its name, the region, credentials or rights
 */
export async function checkStream(name: string): Promise<void> {
  const stream = createStream(name, new AbortController().signal);
  try {
    await stream.describe();
    await stream.shards();
  } catch (error) {
    const kind = kindOf(error);
    if (kind === 'gone' || kind === 'refused') throw new Error(sentenceOf(kind, name, error), { cause: error });
  } finally {
    stream.close();
  }
}
