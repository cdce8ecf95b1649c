import { z } from 'zod';
import { Instant } from './instant.ts';
import { BotName } from './names.ts';

/** 9999-12-31T00:00:00Z: an end in any zone still has a year of four digits. */
const LATEST = 253_402_214_400_000;

export const PRESETS = [
  '24h',
  'today',
  'yesterday',
  '7d',
  '14d',
  '30d',
  '90d',
  '365d',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
] as const;
export type Preset = (typeof PRESETS)[number];

/** True for an IANA zone name; bare offsets such as +05:45 have no clock changes and are none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const Zone = z
  .string()
  .refine(isZone, 'is no IANA time zone such as Europe/Berlin')
  .meta({ examples: ['Europe/Berlin'] });

/** A whole number in a query. */
export function whole(min: number, max: number) {
  return z
    .string()
    .transform((text, context) => {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
      if (number >= min && number <= max) return number;
      context.addIssue({ code: 'custom', message: `must be a whole number from ${min} to ${max}` });
      return z.NEVER;
    })
    .meta({ type: 'integer', minimum: min, maximum: max });
}

/** A parameter that may be given several times; its values are alternatives. */
export const many = <T extends z.ZodType>(value: T) => z.array(value).max(1000, 'is given more than 1,000 times').optional();

/** What every report takes (section 3). */
export const scopeShape = {
  business: many(z.string().min(1)).describe('Only these businesses.'),
  bot: many(BotName).describe('Only these bots: `business/bot`, each part percent-encoded.'),
  channel: many(z.string()).describe('Only these channels.'),
  language: many(z.string()).describe('Only these languages.'),
  tz: Zone.default('UTC').describe('IANA zone of buckets and presets.'),
  from: Instant.optional().describe('Start, inclusive; taken down to a full quarter hour. Goes with `to`.'),
  to: Instant.optional().describe('End, exclusive; taken up to a full quarter hour. Goes with `from`.'),
  range: z.enum(PRESETS).optional().describe('A preset instead of `from` and `to`; without either: 7d.'),
};

interface TimeAsked {
  from?: number | undefined;
  to?: number | undefined;
  range?: Preset | undefined;
}

/** The query of one report: the common parameters and its own; anything else is refused by name. */
export function reportQuery<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...scopeShape, ...shape }).superRefine((query, context) => {
    const { from, to, range } = query as TimeAsked;
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (range !== undefined && (from ?? to) !== undefined) issue('range', 'cannot be given together with from and to');
    else if (from !== undefined && to === undefined) issue('to', 'is missing: from and to go together');
    else if (to !== undefined && from === undefined) issue('from', 'is missing: from and to go together');
    else if (from !== undefined && to !== undefined && to <= from) issue('to', 'must be after from');
    else if (to !== undefined && to > LATEST) issue('to', 'must be before the last day of the year 9999');
  });
}

/** The parameters of section 3 as the reports take them. */
export type ScopeQuery = z.output<z.ZodObject<typeof scopeShape>>;
