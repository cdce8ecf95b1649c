import { conversationOf } from './conversation.ts';
import { mix, mixName } from './random.ts';
import { expectedStarts, SLOT } from './rhythm.ts';
import { LONGEST, type SentMessage } from './talk.ts';
import { type World } from './world.ts';

/** The conversations that start in one quarter hour, bot by bot. */
function* conversationsIn(world: World, slot: number): Generator<SentMessage[]> {
  for (const plan of world.bots) {
    const chance = mix(world.seed, mixName(plan.bot.id), mixName(plan.business.id), slot, 3) / 2 ** 32;
    const count = Math.floor(expectedStarts(world.seed, plan, slot * SLOT) + chance);
    for (let number = 0; number < count; number++) yield conversationOf(world, plan, slot, number);
  }
}

/**
 * All messages of a world in `[from, to)`, in order of time. However a span is cut, its pieces give the same messages.
 *
 * @param from - epoch ms
 * @param to - epoch ms; `Infinity` for traffic that never ends
 * @param since - conversations that started before are left out, so that a first load holds no halves
 */
export function* messagesBetween(world: World, from: number, to: number, since = -Infinity): Generator<SentMessage> {
  const later = new Map<number, SentMessage[]>();
  for (let slot = Math.floor((from - LONGEST) / SLOT); slot * SLOT < to; slot++) {
    for (const messages of conversationsIn(world, slot)) {
      if ((messages[0]?.timestamp ?? since) < since) continue;
      for (const message of messages) {
        const due = Math.floor(message.timestamp / SLOT);
        const bucket = later.get(due);
        if (bucket) bucket.push(message);
        else later.set(due, [message]);
      }
    }
    // Nothing that starts later can speak in this quarter hour.
    const now = later.get(slot) ?? [];
    later.delete(slot);
    if ((slot + 1) * SLOT <= from) continue;
    now.sort((a, b) => a.timestamp - b.timestamp);
    for (const message of now) if (message.timestamp >= from && message.timestamp < to) yield message;
  }
}
