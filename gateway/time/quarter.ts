export const MINUTE = 60_000;
/** Every range is a whole number of these, in every zone (section 3). */
export const QUARTER = 15 * MINUTE;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const quarterDown = (instant: number): number => Math.floor(instant / QUARTER) * QUARTER;
export const quarterUp = (instant: number): number => Math.ceil(instant / QUARTER) * QUARTER;
