import { type BotRef } from '../contract/names.ts';

/** One number a bot that grows with each change of its data, so that a cached answer can name the data it was made from. */
export interface Versions {
  /** To be called after the change is in the store and before it is acknowledged. */
  bump(bots: readonly BotRef[]): Promise<void>;
  /** Same text = none of these bots changed in between. */
  of(bots: readonly BotRef[]): Promise<string>;
}
