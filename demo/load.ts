import { SingleBar } from 'cli-progress';
import { BATCH, BATCH_CHARS, type Sender } from './sender.ts';

/** Lines in pieces that the gateway takes at once. */
export async function* inBatches(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let chars = 0;
  for await (const line of lines) {
    if (batch.length > 0 && (batch.length === BATCH || chars + line.length > BATCH_CHARS)) {
      yield batch;
      batch = [];
      chars = 0;
    }
    batch.push(line);
    chars += line.length + 1;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Sends all lines, in order, one batch after the other: whatever the moment of an interruption, what is stored then has no holes, and
 * the next start can go on after the newest message. Shows how far it is on a terminal.
 *
 * @param total - of the work, in any unit
 * @param doneAfter - how much of it is done after a batch
 */
export async function load(
  lines: AsyncIterable<string> | Iterable<string>,
  sender: Sender,
  { total, doneAfter }: { total: number; doneAfter: (batch: readonly string[]) => number },
): Promise<void> {
  const bar = new SingleBar({ format: '{bar} {percentage} %, {messages} messages', hideCursor: true, clearOnComplete: true });
  // On anything but a terminal the bar would only write noise.
  const shown = process.stdout.isTTY && total > 0;
  if (shown) bar.start(total, 0, { messages: '0' });
  try {
    let messages = 0;
    for await (const batch of inBatches(lines)) {
      await sender.send(batch);
      messages += batch.length;
      bar.update(Math.min(total, doneAfter(batch)), { messages: messages.toLocaleString('en') });
    }
  } finally {
    bar.stop();
  }
}
