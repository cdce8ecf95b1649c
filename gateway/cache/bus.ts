import { type BotRef } from '../contract/names.ts';

/** Bots whose data changed, and the newest message among the change (epoch milliseconds; `null` after an erasure). */
export interface Change {
  bots: readonly BotRef[];
  newestMessage: number | null;
}

/** Tells every gateway what changed: the port of the process's memory and of Redis. */
export interface Bus {
  publish(change: Change): Promise<void>;
  /** Returns the way to stop. */
  subscribe(listener: (change: Change) => void): () => void;
  close(): Promise<void>;
}
