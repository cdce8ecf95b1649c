import { type BotRef } from '../contract/names.ts';

/** Something new for a bot with each change of its data, so that a cached answer can name the data it was made from. */
export interface Versions {
  /** To be called after the change is in the store and before it is acknowledged. */
  bump(bots: readonly BotRef[]): Promise<void>;
  /** Same text = no change of these bots was acknowledged in between, or no more than two seconds ago. */
  of(bots: readonly BotRef[]): Promise<string>;
  close(): Promise<void>;
}
