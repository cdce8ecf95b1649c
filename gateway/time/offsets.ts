import { QUARTER } from './quarter.ts';
import { offsetAt } from './zoned.ts';

/** Quarter hours that are remembered: two years of them. */
const REMEMBERED = 70_000;

/** `offsetAt` in one zone for many instants: clocks change at full quarter hours only. */
export function createOffsets(tz: string): (instant: number) => number {
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) known.clear();
    const offset = offsetAt(quarter * QUARTER, tz);
    known.set(quarter, offset);
    return offset;
  };
}
