import { z } from 'zod';

const instant = z.string().meta({ format: 'date-time' });

/** A share or a rate, 0 ... 1; `null` when there is nothing to divide by. */
export const Rate = z.number().min(0).max(1).nullable();
export const Count = z.int().min(0);

/** The envelope of every report (section 4). */
export function answerOf<Data extends z.ZodType>(data: Data) {
  return z.strictObject({
    range: z.strictObject({ from: instant, to: instant, tz: z.string() }).describe('The effective range, half-open.'),
    computedAt: instant.describe('The one now that the numbers used; a cached answer keeps its own.'),
    newestMessage: instant.nullable().describe('Time of the newest message in scope, whatever the range.'),
    estimates: z.array(z.string()).describe('JSON pointers into data of numbers that are estimates; empty: all exact.'),
    data,
  });
}

export interface Answer<Data> {
  range: { from: string; to: string; tz: string };
  computedAt: string;
  newestMessage: string | null;
  estimates: string[];
  data: Data;
}
