import { type StoredMessage, type Written } from '../store.ts';

/** Messages of one transaction, as long as more are waiting. */
const MAX_BATCH = 20_000;

interface Job {
  messages: readonly StoredMessage[];
  resolve: (written: Written[]) => void;
  reject: (error: unknown) => void;
}

/**
 * Lets one batch after the other through to the one connection that writes; calls that wait meanwhile share the next transaction,
 * so that many small requests cost few commits.
 */
export function createWriteQueue(writeBatch: (messages: readonly StoredMessage[]) => Promise<Written[]>) {
  let waiting: Job[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let scheduled = false;

  function takeBatch(): Job[] {
    let total = 0;
    const count = waiting.findIndex(({ messages }, index) => (total += messages.length) > MAX_BATCH && index > 0);
    const batch = count === -1 ? waiting : waiting.slice(0, count);
    waiting = waiting.slice(batch.length);
    return batch;
  }

  /** One batch; the next one queues up behind whoever has waited to be alone meanwhile. */
  async function drain(): Promise<void> {
    const batch = takeBatch();
    // When they fail together, each is tried alone: no caller's messages may keep another's out.
    if (!(await succeeds(batch))) for (const job of batch) await succeeds([job]);
    scheduled = waiting.length > 0;
    if (scheduled) void alone(drain);
  }

  /** Stores jobs in one transaction and answers them; a single one that fails is told why. */
  async function succeeds(batch: readonly Job[]): Promise<boolean> {
    try {
      const written = await writeBatch(batch.flatMap(({ messages }) => messages));
      let start = 0;
      for (const { messages, resolve } of batch) resolve(written.slice(start, (start += messages.length)));
      return true;
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      return batch.length === 1;
    }
  }

  /** Runs work alone, after what has been queued before it. */
  function alone<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  return {
    alone,
    write: (messages: readonly StoredMessage[]): Promise<Written[]> =>
      new Promise((resolve, reject) => {
        waiting.push({ messages, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        void alone(drain);
      }),
  };
}
