import { EARLIEST_MESSAGE } from '../contract/ingest.ts';
import { DAY } from '../time/quarter.ts';
import { type Range } from '../time/range.ts';

/** What a store keeps by age, the same in each. */
export interface Retention {
  /** Messages before it are gone, epoch milliseconds: the start of the oldest month (UTC) that is kept. */
  floor: () => number;
  /** The part of a range that is kept. */
  kept: <Asked extends Range>(asked: Asked) => Asked;
}

/** What a sweep removed, for the log. */
export interface Swept {
  /** Messages before it are gone, epoch milliseconds. */
  floor: number;
  messages: number;
  conversations: number;
}

/** Milliseconds between two looks for what is past its time. */
export const SWEEP = 3_600_000;

/** @param days - that messages are kept for at least; absent: for ever */
export function createRetention(days: number | undefined, clock: () => number): Retention {
  const floor = () => (days === undefined ? EARLIEST_MESSAGE : Math.max(EARLIEST_MESSAGE, monthOf(clock() - days * DAY)));
  return { floor, kept: (asked) => ({ ...asked, from: Math.max(asked.from, floor()) }) };
}

/** First instant of the month in UTC. */
export function monthOf(instant: number): number {
  const date = new Date(instant);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}
