import { Problem } from '../../contract/problem.ts';
import { type StoredMessage, type Written } from '../store.ts';

/** Messages of one batch, as long as more are waiting. */
const MAX_BATCH = 10_000;
/** Batches under way: while one waits for its refresh, the next one is written. */
const AT_ONCE = 2;

interface Job {
  messages: readonly StoredMessage[];
  resolve: (written: Written[]) => void;
  reject: (error: unknown) => void;
}

/** Lets calls that wait share a batch, so that many small requests cost few round trips, and erasure be alone in this gateway. */
export function createWriteQueue(writeBatch: (messages: readonly StoredMessage[]) => Promise<Written[]>) {
  let waiting: (Job | (() => Promise<void>))[] = [];
  let running = 0;
  let alone = false;

  function next(): void {
    for (;;) {
      const first = waiting[0];
      if (!first || alone || running >= AT_ONCE) return;
      if (typeof first === 'function') {
        if (running > 0) return;
        waiting.shift();
        alone = true;
        void first().finally(() => {
          alone = false;
          next();
        });
        return;
      }
      running++;
      void runBatch(takeBatch()).finally(() => {
        running--;
        next();
      });
    }
  }

  function takeBatch(): Job[] {
    const batch: Job[] = [];
    let total = 0;
    for (const job of waiting) {
      if (typeof job === 'function' || (batch.length > 0 && total + job.messages.length > MAX_BATCH)) break;
      total += job.messages.length;
      batch.push(job);
    }
    waiting = waiting.slice(batch.length);
    return batch;
  }

  async function runBatch(batch: readonly Job[]): Promise<void> {
    // When they fail together, each is tried alone: no caller's messages may keep another's out.
    if (!(await succeeds(batch))) for (const job of batch) await succeeds([job]);
  }

  /** Stores jobs together and answers them; a single one that fails is told why. */
  async function succeeds(batch: readonly Job[]): Promise<boolean> {
    try {
      const written = await writeBatch(batch.flatMap(({ messages }) => messages));
      let start = 0;
      for (const { messages, resolve } of batch) resolve(written.slice(start, (start += messages.length)));
      return true;
    } catch (error) {
      // What the cluster cannot do now it cannot do for one of them either.
      const told = batch.length === 1 || error instanceof Problem;
      if (told) for (const { reject } of batch) reject(error);
      return told;
    }
  }

  return {
    write: (messages: readonly StoredMessage[]): Promise<Written[]> =>
      new Promise((resolve, reject) => {
        waiting.push({ messages, resolve, reject });
        next();
      }),
    /** Runs work when what was queued before it is over, and before what comes after it. */
    alone: <T>(work: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        waiting.push(() => work().then(resolve, reject));
        next();
      }),
  };
}
