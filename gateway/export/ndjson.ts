import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that the last line gets to leave before the connection is cut. */
const LAST_WORDS = 50;

/**
 * Objects, one a line. When their source fails, the last line says so, and then the stream fails too.
 *
 * @param failure - what the last line says of an error
 */
export async function* toNdjson(
  batches: AsyncIterable<readonly object[]>,
  failure: (error: unknown) => object,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const batch of batches) {
      let text = '';
      for (const object of batch) text += `${JSON.stringify(object)}\n`;
      if (text !== '') yield Buffer.from(text);
    }
  } catch (error) {
    yield Buffer.from(`${JSON.stringify({ error: failure(error) })}\n`);
    await sleep(LAST_WORDS);
    throw error;
  }
}
