import { type Weighted } from './random.ts';
import { type Language, type Lines, type NodeScript } from './texts/script.ts';

/** Everything the generated traffic depends on, besides time: the same world says the same things again. */
export interface World {
  seed: number;
  bots: readonly BotPlan[];
}

/** One bot: whose it is, how much it is used, by whom, and what it can do. */
export interface BotPlan {
  business: { id: string; name: string; users: number };
  bot: { id: string; name: string };
  zone: string;
  /** Conversations on an average day. */
  perDay: number;
  /** Share of each weekday, Monday first, around 1. */
  week: readonly number[];
  languages: Weighted<Language>;
  channels: Weighted<string>;
  /** Share of user messages that the bot does not understand. */
  missRate: number;
  missed: Readonly<Partial<Record<Language, Lines>>>;
  stories: readonly StoryPlan[];
}

/** A flow of the bot: its nodes in the order in which most people meet them. */
export interface StoryPlan {
  story: string;
  /** How often people come for it, against the others. */
  weight: number;
  nodes: readonly NodeScript[];
}
