import { type BotRef } from '../../contract/names.ts';
import { pairKey } from '../../text/key.ts';
import { toBot } from './labels.ts';
import { unavailable } from './problems.ts';

/** Milliseconds for which the list may be old: a new bot of another gateway must be known within two seconds. */
const AGE = 1_000;
/** Milliseconds after which it is given up: every question needs it, before its own time begins. */
const PATIENCE = 5_000;

/** Which bots have messages; asked for at most once a second. */
export function rememberBots(find: (limit: AbortSignal) => Promise<string[]>) {
  const known = new Map<string, BotRef>();
  let asked = -Infinity;
  let asking: Promise<void> | null = null;

  const add = (bots: readonly BotRef[]) => {
    for (const { business, bot } of bots) known.set(pairKey(business, bot), { business, bot });
  };
  async function ask(): Promise<void> {
    const [at, limit] = [performance.now(), AbortSignal.timeout(PATIENCE)];
    const keys = await find(limit).catch((error: unknown) => {
      throw limit.aborted ? unavailable(error) : error;
    });
    add(keys.map(toBot));
    asked = at;
  }

  return {
    add,
    list: async (): Promise<readonly BotRef[]> => {
      if (performance.now() - asked > AGE)
        await (asking ??= ask().finally(() => {
          asking = null;
        }));
      return [...known.values()];
    },
  };
}
