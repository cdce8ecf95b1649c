import type { MessageOut } from '../../gateway/contract/message.ts';
import type { Format } from '../internal/format.ts';

/** Messages of one local day, in the order of the list. */
export interface Day {
  /** `2026-03-29`, in the zone. */
  date: string;
  messages: MessageOut[];
}

const FULL: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };

const dateOf = (format: Format, time: string | number): string => format.date(time, FULL);

/** Neighbours of the same local day, together. */
export function byDay(messages: readonly MessageOut[], format: Format): Day[] {
  const days: Day[] = [];
  for (const message of messages) {
    const date = dateOf(format, message.timestamp);
    const last = days.at(-1);
    if (last?.date === date) last.messages.push(message);
    else days.push({ date, messages: [message] });
  }
  return days;
}

/** A day in words, as a heading. @param words - for the days around now */
export function dayName(time: string, format: Format, words: { today: string; yesterday: string }, now = Date.now()): string {
  const [date, today] = [dateOf(format, time), dateOf(format, now)];
  const yearOf = (moment: string | number) => format.date(moment, { year: 'numeric' });
  const year = yearOf(time) === yearOf(now) ? {} : ({ year: 'numeric' } as const);
  const name = format.date(time, { weekday: 'long', day: 'numeric', month: 'long', ...year });
  if (date === today) return `${words.today} · ${name}`;
  // At noon of a day of 23 to 25 hours, a day before is the day before.
  return date === dayBefore(format, now) ? `${words.yesterday} · ${name}` : name;
}

/** The local date before that of a moment: the last one that differs, going back in quarter days. */
function dayBefore(format: Format, now: number): string {
  const today = dateOf(format, now);
  for (let back = 1; back <= 8; back += 1) {
    const date = dateOf(format, now - back * 21_600_000);
    if (date !== today) return date;
  }
  return today;
}
