import type { Interval } from '../../gateway/contract/trends.ts';

export interface TimeTick {
  index: number;
  label: string;
}

interface Clock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** Days since 1970, by the local clock. */
  date: number;
}

/** The local clock that a start with its zone's offset was written in. */
function clockOf(start: string): Clock {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = start.slice(0, 16).split(/\D/).map(Number);
  return { year, month, day, hour, minute, date: Date.UTC(year, month - 1, day) / 86_400_000 };
}

type Level = (clock: Clock) => boolean;

const everyHours =
  (step: number): Level =>
  ({ hour, minute }) =>
    minute === 0 && hour % step === 0;
const everyMonths =
  (step: number): Level =>
  ({ month, day }) =>
    day === 1 && (month - 1) % step === 0;
const everyYears =
  (step: number): Level =>
  (clock) =>
    everyMonths(12)(clock) && clock.year % step === 0;
/** 1970 began on a Thursday: Mondays are four days later. */
const everyWeeks =
  (step: number): Level =>
  ({ date }) =>
    (date - 4) % (7 * step) === 0;
const always: Level = () => true;

const MONTHS = [everyMonths(1), everyMonths(3), everyMonths(6), everyYears(1), everyYears(2), everyYears(5), everyYears(10)];
const DAYS: Level[] = [({ date }) => date % 2 === 0, everyWeeks(1), everyWeeks(2), ...MONTHS];

/** From close to wide; the first whose words fit is taken. */
const LEVELS: Record<Interval, Level[]> = {
  hour: [
    always,
    ...[2, 3, 6, 12, 24].map(everyHours),
    ...DAYS.map(
      (level): Level =>
        (clock) =>
          everyHours(24)(clock) && level(clock),
    ),
  ],
  day: [always, ...DAYS],
  week: [
    always,
    everyWeeks(2),
    everyWeeks(4),
    ...[3, 6].map(
      (months): Level =>
        ({ month, day }) =>
          day <= 7 && (month - 1) % months === 0,
    ),
    ({ month, day }) => day <= 7 && month === 1,
  ],
  month: MONTHS,
};

/** Free px between two words. */
const GAP = 14;
const FORTNIGHT = 14;

/**
 * Which buckets of a time axis carry words, and which: at hours, days and months that people count by, as many as fit.
 *
 * @param perBucket - px from one bucket to the next
 * @param measure - px of a word
 */
export function timeTicks(
  starts: readonly string[],
  interval: Interval,
  perBucket: number,
  tick: (start: string, as: Interval) => string,
  measure: (label: string) => number,
): TimeTick[] {
  const clocks = starts.map(clockOf);
  const days = (clocks.at(-1)?.date ?? 0) - (clocks[0]?.date ?? 0) + 1;
  const said = ({ hour, minute, day }: Clock): Interval => {
    if (interval === 'month') return 'month';
    if (interval === 'hour' && (hour !== 0 || minute !== 0)) return 'hour';
    if (interval !== 'week' && days <= FORTNIGHT) return 'day';
    return day === 1 && days > 200 ? 'month' : 'week';
  };
  const label = (index: number): string => tick(starts[index] ?? '', said(clocks[index] ?? clockOf('')));
  const fit = (places: readonly number[]): boolean => {
    const free = perBucket * Math.min(...places.slice(1).map((index, at) => index - (places[at] ?? 0)));
    // Most levels are far too close: their words need not be made to know it.
    return places.length < 2 || (free >= 2 * GAP && Math.max(...places.map((index) => measure(label(index)))) + GAP <= free);
  };
  let places: number[] = [];
  for (const level of LEVELS[interval]) {
    const candidates = clocks.flatMap((clock, index) => (level(clock) ? [index] : []));
    // One moment alone says less than every other one of a closer level.
    if (candidates.length < 2 && places.length > 1) break;
    places = candidates;
    if (fit(places)) break;
  }
  for (let step = 2, all = places; !fit(places); step += 1) places = all.filter((_, at) => at % step === 0);
  return places.map((index) => ({ index, label: label(index) }));
}
