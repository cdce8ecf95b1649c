import { HOUR } from '../../time/quarter.ts';

/** A slice of time, UTC: what is known of a bot in one is kept until something in it changes. */
export const SLICE = 6 * HOUR;
export const sliceOf = (instant: number): number => Math.floor(instant / SLICE);

/** When a bot changed last in a slice: `stamp` is new with each change. */
export interface Changed {
  stamp: string;
  /** When this process heard of it from another one, `performance.now()`. */
  heard: number;
}

/** What had changed when somebody looked. */
export interface Look {
  /** When it was begun, `performance.now()`. */
  at: number;
  /** Grows when all that was known is to be forgotten. */
  era: number;
  /** Changes of a bot, by slice. */
  of: (bot: string) => (slice: number) => Changed | undefined;
}
