import { Problem } from '../contract/problem.ts';

/** How a download ended: complete, by a fault of ours, or because the reader left. */
export type Ending = { outcome: 'finished' | 'abandoned'; bytes: number } | { outcome: 'broken-off'; bytes: number; error: unknown };

interface Download {
  file: AsyncGenerator<Uint8Array>;
  /** Ends the work behind the file. */
  abort: (reason: unknown) => void;
  /** Called once. */
  ended: (ending: Ending) => void;
  /** Milliseconds that a reader may take nothing. */
  patience?: number;
}

/** Cuts the connection; why is in the log, and nowhere else. */
const CUT = new Error('A download was broken off.');

/** Longer than any pause of a network that lives, and as long as a store keeps its place. */
const PATIENCE = 240_000;

/**
 * The body of a response that is made while it is read. It ends only when the file is complete: everything else is an error, which cuts the
 * connection, so that nobody takes a part for the whole.
 */
export function openDownload({ file, abort, ended, patience = PATIENCE }: Download): ReadableStream<Uint8Array> {
  let [bytes, over] = [0, false];
  let timer: NodeJS.Timeout | undefined;

  function end(ending: Ending): void {
    if (over) return;
    over = true;
    clearTimeout(timer);
    ended(ending);
  }
  async function leave(reason: unknown): Promise<void> {
    abort(reason);
    // Its own way to the end, too: it may hold a place in the store.
    await file.return(undefined).catch(() => undefined);
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(timer);
        try {
          const next = await file.next();
          if (over) return;
          if (next.done) {
            end({ outcome: 'finished', bytes });
            controller.close();
            return;
          }
          bytes += next.value.length;
          controller.enqueue(next.value);
          timer = setTimeout(() => {
            const error = new Problem('store-timeout', 'The download was not read for minutes.');
            end({ outcome: 'broken-off', bytes, error });
            controller.error(CUT);
            void leave(error);
          }, patience);
        } catch (error) {
          if (over) return;
          end({ outcome: 'broken-off', bytes, error });
          controller.error(CUT);
        }
      },
      async cancel(reason) {
        end({ outcome: 'abandoned', bytes });
        await leave(reason);
      },
    },
    { highWaterMark: 1 },
  );
}
