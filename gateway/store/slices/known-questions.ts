import { type Range } from '../../time/range.ts';
import { type Filter, type JourneyAsked, type StoriesAsked } from '../store.ts';
import { SLICE } from './slice.ts';

/** Bots times slices of one question: past it each would cost more than it saves. */
const MOST_CELLS = 100_000;

/** Whether a range holds a whole slice, and not too many of so many bots. */
export function hasSlices({ from, to }: Range, bots: number): boolean {
  const whole = Math.floor(to / SLICE) - Math.ceil(from / SLICE);
  return whole >= 1 && whole * Math.max(1, bots) <= MOST_CELLS;
}

const byLabel = ({ channels, languages }: Filter): boolean => channels !== undefined || languages !== undefined;

/** Questions without a filter that what is counted of a slice does not know. */
export const knowsStories = (asked: StoriesAsked): boolean => !byLabel(asked) && !asked.stories;
export const knowsWords = (asked: Filter): boolean => !byLabel(asked);
export const knowsJourney = (asked: JourneyAsked): boolean => !byLabel(asked) && !asked.outcomes && !asked.stories && !asked.nodes;
