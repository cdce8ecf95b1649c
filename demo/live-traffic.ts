import { setTimeout as sleep } from 'node:timers/promises';
import { type Sender } from './sender.ts';
import { messagesBetween } from './traffic/messages-between.ts';
import { type World } from './traffic/world.ts';

/** How often what has come due is sent, milliseconds. */
const PACE = 1000;

/**
 * Sends each message of the world when its time has come, until the signal ends it. A gateway that does not answer for a while loses
 * nothing: the next round sends what has come due meanwhile.
 *
 * @param from - epoch ms of the first message
 * @param tell - told once when sending begins to fail, and once when it works again
 */
export async function sendLive(
  world: World,
  from: number,
  sender: Sender,
  signal: AbortSignal,
  tell: (sentence: string) => void,
): Promise<void> {
  const upcoming = messagesBetween(world, from, Infinity);
  let next = upcoming.next();
  let due: string[] = [];
  let failing = false;
  while (!signal.aborted) {
    const now = Date.now();
    for (; !next.done && next.value.timestamp <= now && due.length < 10_000; next = upcoming.next()) due.push(JSON.stringify(next.value));
    try {
      await sender.send(due);
      due = [];
      if (failing) tell('Live traffic goes on.');
      failing = false;
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') return;
      if (!failing) tell(`Live traffic waits: ${error instanceof Error ? error.message : 'the gateway does not answer'}`);
      failing = true;
    }
    await sleep(PACE, undefined, { signal }).catch(() => undefined);
  }
}
