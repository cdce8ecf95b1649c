import { type Caller } from '../access/caller.ts';
import { Problem } from '../contract/problem.ts';

interface RightsWatch {
  caller: Caller;
  /** Says anew who the caller is and what may be done; throws when nothing may be. */
  identify: () => Promise<Caller>;
  /** Milliseconds between two checks; also how long one may take. */
  every: number;
  clock: () => number;
  onChange: (listener: () => void) => () => void;
  /** New rights, perhaps fewer. */
  renewed: (caller: Caller) => void;
  /** No right any more, or none that can be proven. Called once, and nothing after it. */
  lost: (reason: unknown) => void;
}

/** Checks again and again, for as long as a stream is open, that its caller still may look. Returns the way to stop. */
export function watchRights({ caller, identify, every, clock, onChange, renewed, lost }: RightsWatch): () => void {
  let { expires } = caller;
  let stopped = false;
  let running = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  async function check(): Promise<void> {
    if (clock() >= expires) throw new Problem('unauthenticated', 'The token has expired: send a fresh one.');
    const now = await inTime(identify(), every);
    if (stopped) return;
    ({ expires } = now);
    renewed(now);
  }

  async function checkAgain(): Promise<void> {
    // A change that comes while a check runs may have come too late for it.
    again = true;
    if (running) return;
    running = true;
    clearTimeout(timer);
    try {
      while (again && !stopped) {
        again = false;
        await check();
      }
      if (!stopped) schedule();
    } catch (error) {
      if (!stopped) {
        stop();
        lost(error);
      }
    }
    running = false;
  }

  const schedule = () => {
    timer = setTimeout(() => void checkAgain(), Math.min(every, Math.max(0, expires - clock())));
  };
  const unsubscribe = onChange(() => void checkAgain());
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    unsubscribe();
  };
  schedule();
  return stop;
}

/** A directory that hangs must not keep old rights alive. */
async function inTime<Value>(work: Promise<Value>, ms: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('store-unavailable', 'Your grants cannot be looked up at the moment.')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
