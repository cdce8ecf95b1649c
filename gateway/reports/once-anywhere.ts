import { setTimeout as sleep } from 'node:timers/promises';

interface Work<Value> {
  /** Claims the work; `null`: somebody else is at it. Returns the way to give it up. */
  claim: () => Promise<(() => Promise<void>) | null>;
  /** The value, once it is there. */
  look: () => Promise<Value | undefined>;
  make: () => Promise<Value>;
  signal: AbortSignal;
}

/** Milliseconds between two looks at what another gateway is making. */
const PAUSE = 25;

/** Lets one gateway make what all of them want: the others wait for it, and the next one tries if it fails. */
export async function onceAnywhere<Value>({ claim, look, make, signal }: Work<Value>): Promise<Value> {
  for (;;) {
    signal.throwIfAborted();
    const giveUp = await claim();
    try {
      // Whoever held the claim may have been done just before.
      const value = (await look()) ?? (giveUp ? await make() : undefined);
      if (value !== undefined) return value;
    } finally {
      await giveUp?.();
    }
    await sleep(PAUSE);
  }
}
