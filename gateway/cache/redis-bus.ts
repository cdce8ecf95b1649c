import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BotRef, botName } from '../contract/names.ts';
import { type Bus, type Change } from './bus.ts';
import { createMemoryBus } from './memory-bus.ts';
import { type RedisLink } from './redis-link.ts';

interface RedisBusSettings {
  link: RedisLink;
  prefix: string;
  /** How often listeners are to look for themselves while Redis is away, milliseconds. */
  remind?: number;
}

/** Changes that are kept for gateways out of touch, and how long one look for new ones lasts, milliseconds. */
const KEPT = 10_000;
const LOOK = 1000;

/**
 * Tells the listeners of this process at once, and those of all others through a stream in Redis, which each of them reads on from where it
 * was. What cannot be told is owed and told later. While Redis is away, every bot known to change counts as changed from time to time.
 */
export function createRedisBus({ link, prefix, remind = 10_000 }: RedisBusSettings): Bus {
  const [stream, self] = [`${prefix}changes`, randomUUID()];
  const listeners = createMemoryBus();
  const known = new Map<string, BotRef>();
  const owed = new Map<string, Change>();
  const reader = link.another();
  let closed = false;

  const send = (changes: readonly Change[]) =>
    link.redis.xadd(stream, 'MAXLEN', '~', KEPT, '*', 'from', self, 'changes', JSON.stringify(changes));

  async function hear(change: Change): Promise<void> {
    for (const bot of change.bots) known.set(botName(bot), bot);
    await listeners.publish(change);
  }

  function owe({ bots, newestMessage }: Change): void {
    for (const bot of bots) {
      const before = owed.get(botName(bot))?.newestMessage ?? null;
      // The time of one of several bots is nothing to tell about each.
      const newest = bots.length > 1 || newestMessage === null ? before : Math.max(newestMessage, before ?? newestMessage);
      owed.set(botName(bot), { bots: [bot], newestMessage: newest });
    }
  }

  link.onBeat(async () => {
    const paid = [...owed];
    if (paid.length === 0) return;
    await send(paid.map(([, change]) => change));
    for (const [key, change] of paid) if (owed.get(key) === change) owed.delete(key);
  });

  async function follow(): Promise<void> {
    for (let last = '0-0'; !closed;) {
      try {
        const [[, entries] = ['', []]] = (await reader.xread('COUNT', 100, 'BLOCK', LOOK, 'STREAMS', stream, last)) ?? [];
        for (const [id, [, from, , changes = '[]']] of entries) {
          last = id;
          if (from !== self) for (const change of JSON.parse(changes) as Change[]) await hear(change);
        }
      } catch {
        await sleep(100);
      }
    }
  }
  const following = follow();
  const reminder = setInterval(() => {
    if (link.since() === null && known.size > 0) void listeners.publish({ bots: [...known.values()], newestMessage: null });
  }, remind);
  reminder.unref();

  return {
    async publish(change) {
      await hear(change);
      await link.ask(
        () => send([change]),
        () => owe(change),
      );
    },
    subscribe: (listener) => listeners.subscribe(listener),
    async close() {
      closed = true;
      clearInterval(reminder);
      reader.disconnect();
      await Promise.all([following, listeners.close()]);
    },
  };
}
