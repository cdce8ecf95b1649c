import { setTimeout as sleep } from 'node:timers/promises';
import { messagesBetween } from '../../demo/traffic/messages-between.ts';
import { type World } from '../../demo/traffic/world.ts';
import { post } from './ingest.ts';
import { DATA_TO } from './make-data.ts';
import { quantile } from './timing.ts';

/** Messages a second. */
const RATE = 500;
/** Milliseconds between two requests, at least. */
const PAUSE = 200;
const DAY = 86_400_000;

export interface Fed {
  messages: number;
  messagesPerSecond: number;
  /** Milliseconds until a request of theirs was acknowledged. */
  acknowledgedP95: number;
}

/** New conversations of the last day, without end: the day that every range holds. */
function* newLines(world: World): Generator<string> {
  for (let round = 1; ; round++) {
    const other = { ...world, seed: world.seed + round };
    for (const message of messagesBetween(other, DATA_TO - DAY, DATA_TO, DATA_TO - DAY))
      yield JSON.stringify({ ...message, conversation: `live-${round}-${message.conversation}` });
  }
}

/** Lets messages come in at a steady rate until it is stopped. */
export function startFeed(gateway: string, token: string, world: World): { stop: () => Promise<Fed> } {
  const lines = newLines(world);
  const taken: number[] = [];
  let messages = 0;
  let running = true;
  const begun = performance.now();
  async function feed(): Promise<void> {
    while (running) {
      await sleep(PAUSE);
      const start = performance.now();
      const due = Math.round((RATE * (start - begun)) / 1000) - messages;
      messages += await post(gateway, token, Array.from({ length: due }, () => String(lines.next().value)).join('\n'));
      taken.push(performance.now() - start);
    }
  }
  const feeding = feed();
  feeding.catch(() => undefined);
  return {
    async stop() {
      running = false;
      await feeding;
      const seconds = (performance.now() - begun) / 1000;
      return { messages, messagesPerSecond: Math.round(messages / seconds), acknowledgedP95: quantile(taken, 0.95) };
    },
  };
}
