import { type z } from 'zod';
import { type MessageIn } from '../../gateway/contract/message.ts';
import { fill } from './fill.ts';
import { type Person } from './person.ts';
import { between, pick, type Random } from './random.ts';
import { SLOT } from './rhythm.ts';
import { type Language, type Lines } from './texts/script.ts';
import { type BotPlan } from './world.ts';

/** A message as producers write it; `timestamp` in epoch milliseconds. */
export type SentMessage = z.input<typeof MessageIn> & { timestamp: number };

/** No conversation lasts longer, so that whoever starts in the middle knows how far to look back. Milliseconds. */
export const LONGEST = 4 * 3_600_000;

type Extra = Pick<SentMessage, 'story' | 'node' | 'success' | 'understood' | 'completed' | 'seq'>;

/** Writes down who says what, and when. */
export class Talk {
  readonly messages: SentMessage[] = [];
  readonly language: Language;
  readonly #common: Pick<SentMessage, 'business' | 'bot' | 'conversation' | 'user' | 'channel' | 'language'>;
  readonly #random: Random;
  readonly #said = new Map<string, string>();
  readonly #started: number;
  #time: number;

  constructor(plan: BotPlan, person: Person, random: Random, slot: number, conversation: string) {
    const { id: user, channel, language } = person;
    this.#common = { business: plan.business.id, bot: plan.bot.id, conversation, user, channel, language };
    this.#random = random;
    this.language = language;
    this.#started = slot * SLOT + Math.floor(random() * SLOT);
    this.#time = this.#started;
  }

  get now(): number {
    return this.#time;
  }

  /** Late enough that what ends a conversation still fits. */
  get over(): boolean {
    return this.#time - this.#started > LONGEST - 3_600_000;
  }

  user(lines: Lines, extra: Extra = { understood: true }): void {
    this.#say('user', lines, between(this.#random, 3_000, 40_000), extra);
  }

  bot(lines: Lines, extra: Extra = {}): void {
    // A second bubble of the same answer leaves in the same millisecond.
    const pause = extra.seq === undefined ? between(this.#random, 400, 2_500) : 0;
    this.#say('bot', lines, pause, extra);
  }

  person(lines: Lines, extra: Extra = {}): void {
    this.#say('human', lines, between(this.#random, 15_000, 150_000), extra);
  }

  #say(sender: SentMessage['sender'], lines: Lines, pause: number, extra: Extra): void {
    if (this.messages.length > 0) this.#time += pause;
    const text = fill(pick(this.#random, lines), this.#random, this.language, this.#said);
    const id = `m${this.messages.length + 1}`;
    this.messages.push({ id, timestamp: this.#time, ...this.#common, sender, text, ...extra });
  }
}
