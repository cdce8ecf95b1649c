import { z } from 'zod';

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * Reads an RFC 3339 time as epoch milliseconds; `null` when it is none. Digits past the millisecond are cut.
 * Checked by hand since `Date.parse` takes 30 February for 1 March. A leap second is the second after it, as in POSIX time.
 */
export function parseInstant(text: string): number | null {
  const match = RFC_3339.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second, offsetHour, offsetMinute] = [1, 2, 3, 4, 5, 6, 9, 10].map((group) =>
    Number(match[group] ?? 0),
  ) as [number, number, number, number, number, number, number, number];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const offset = (match[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000;
  const local = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  if (second === 60 && (local - offset) % 86_400_000 >= 1000) return null;
  return local - offset;
}

/** Epoch milliseconds as RFC 3339 with `Z` and milliseconds. */
export function formatInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** An instant on the wire, read as epoch milliseconds. */
export const Instant = z
  .string()
  .transform((text, context) => {
    const instant = parseInstant(text);
    if (instant !== null) return instant;
    context.addIssue({
      code: 'custom',
      message: /T.* \d\d:\d\d$/i.test(text)
        ? 'is no RFC 3339 time: write the plus sign of an offset as %2B'
        : 'is no RFC 3339 time such as 2026-03-01T00:00:00Z',
    });
    return z.NEVER;
  })
  .meta({ type: 'string', format: 'date-time' });
