import type { Interval } from '../../gateway/contract/trends.ts';

/** How a page wants numbers and times written: what is set here goes before what the language says. Options as `Intl` has them. */
export interface Formats {
  /** Of every number: `useGrouping`, `numberingSystem`, digits. */
  number?: Intl.NumberFormatOptions;
  /** Of numbers from 10,000 that have little room ("12.3K"); `{ notation: 'standard' }` writes them out. */
  compact?: Intl.NumberFormatOptions;
  /** Of shares, rates and changes. */
  percent?: Intl.NumberFormatOptions;
  /** Of every date and time. */
  date?: Pick<Intl.DateTimeFormatOptions, 'hour12' | 'hourCycle' | 'calendar' | 'numberingSystem'>;
  /** What stands for "no value"; not set: a dash. */
  none?: string;
}

const cache = new Map<string, Format>();

/** Numbers and times as a locale and a zone write them. */
export class Format {
  readonly locale: string;
  readonly tz: string;
  /** What stands for "no value"; the reason goes into its title. */
  readonly none: string;
  readonly #formats: Formats;
  readonly #numbers = new Map<string, Intl.NumberFormat>();
  readonly #dates = new Map<string, Intl.DateTimeFormat>();

  static of(locale: string, tz: string, formats?: Formats): Format {
    const key = `${locale} ${tz} ${formats ? JSON.stringify(formats) : ''}`;
    const known = cache.get(key) ?? new Format(locale, tz, formats);
    cache.set(key, known);
    return known;
  }

  constructor(locale: string, tz: string, formats: Formats = {}) {
    this.locale = locale;
    this.tz = isZone(tz) ? tz : 'UTC';
    this.#formats = formats;
    this.none = formats.none ?? '–';
  }

  /** 12.3K: for the screen; `exact` goes beside it. */
  compact(count: number): string {
    return count < 10_000
      ? this.exact(count)
      : this.#number({ notation: 'compact', maximumFractionDigits: 1 }, this.#formats.compact).format(count);
  }

  exact(count: number): string {
    return this.#number({ maximumFractionDigits: 1 }).format(count);
  }

  /** A share or rate, 0 ... 1, with one decimal; more where one would say nothing. @param aligned - also with a decimal of zero, for columns */
  percent(rate: number | null, aligned = false): string {
    if (rate === null) return this.none;
    const whole = rate === 0 || rate === 1;
    const small = !whole && (rate < 0.0005 || rate > 0.9995);
    const least = aligned && !whole ? 1 : 0;
    return this.#percent({ maximumFractionDigits: small ? 2 : 1, minimumFractionDigits: least }).format(rate);
  }

  /** +4.2 %: how much more it is now; `null` without anything before. @param aligned - also with a decimal of zero, for columns */
  change(now: number, before: number, aligned = false): string | null {
    if (before === 0) return null;
    const digits = { maximumFractionDigits: 1, minimumFractionDigits: aligned ? 1 : 0 };
    return this.#percent({ ...digits, signDisplay: 'exceptZero' }).format((now - before) / before);
  }

  /** +1.2: a difference of two rates in percentage points. */
  points(now: number, before: number): string {
    return this.#number({ maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format((now - before) * 100);
  }

  /** A day and a time of day. */
  moment(time: string | number): string {
    return this.date(time, { dateStyle: 'medium', timeStyle: 'short' });
  }

  day(time: string | number): string {
    return this.date(time, { dateStyle: 'medium' });
  }

  time(time: string | number): string {
    return this.date(time, { timeStyle: 'short' });
  }

  /** A range `[from, to)` in words: whole days as days. */
  range(from: string, to: string): string {
    const [start, end] = [new Date(from), new Date(to)];
    const whole = this.#isMidnight(start) && this.#isMidnight(end);
    const options: Intl.DateTimeFormatOptions = whole ? { dateStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' };
    return this.#date(options).formatRange(start, whole ? end.getTime() - 1 : end);
  }

  /** A bucket on an axis: "14:00", "Mon 3", "3 Mar", "March". */
  tick(start: string, interval: Interval): string {
    // In this order in every language: an axis is read by its weekdays.
    if (interval === 'day') return `${this.date(start, { weekday: 'short' })} ${this.date(start, { day: 'numeric' })}`;
    if (interval === 'hour') return this.date(start, this.#isTwelveHours() ? { hour: 'numeric' } : { timeStyle: 'short' });
    return this.date(start, TICKS[interval]);
  }

  /** A bucket in words, for a tooltip or a table. */
  bucket(start: string, end: string, interval: Interval): string {
    if (interval === 'day') return this.date(start, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
    if (interval === 'month') return this.date(start, { month: 'long', year: 'numeric' });
    return interval === 'hour' ? this.moment(start) : this.range(start, end);
  }

  date(time: string | number, options: Intl.DateTimeFormatOptions): string {
    return this.#date(options).format(new Date(time));
  }

  /** "3 sec. ago". @param age - milliseconds */
  ago(age: number): string {
    const relative = new Intl.RelativeTimeFormat(this.locale, { style: 'short', numeric: 'always' });
    const seconds = Math.max(0, Math.round(age / 1000));
    if (seconds < 60) return relative.format(-seconds, 'second');
    if (seconds < 3600) return relative.format(-Math.round(seconds / 60), 'minute');
    return seconds < 86_400 ? relative.format(-Math.round(seconds / 3600), 'hour') : relative.format(-Math.round(seconds / 86_400), 'day');
  }

  /** The zone in words: "Central European Standard Time". */
  zone(): string {
    const parts = this.#date({ timeZoneName: 'long' }).formatToParts(new Date());
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? this.tz;
  }

  /** Where noon is "12:00 PM", which is too wide for an axis. */
  #isTwelveHours(): boolean {
    return this.#date({ timeStyle: 'short' }).resolvedOptions().hour12 ?? false;
  }

  #isMidnight(date: Date): boolean {
    return (
      this.#date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' }).format(date).replaceAll(/\D/g, '') ===
      '0000'
    );
  }

  #percent(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return this.#number({ ...options, style: 'percent' }, this.#formats.percent);
  }

  #number(options: Intl.NumberFormatOptions, more?: Intl.NumberFormatOptions): Intl.NumberFormat {
    const wanted = { ...options, ...this.#formats.number, ...more };
    return memo(this.#numbers, wanted, () => lenient(Intl.NumberFormat, this.locale, wanted, options));
  }

  #date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const wanted = { ...this.#formats.date, ...options, timeZone: this.tz };
    return memo(this.#dates, wanted, () => lenient(Intl.DateTimeFormat, this.locale, wanted, { ...options, timeZone: this.tz }));
  }
}

const TICKS: Record<'week' | 'month', Intl.DateTimeFormatOptions> = {
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: '2-digit' },
};

/** Without what the page wants where that makes no sense: a number written as usual is better than no widget. */
function lenient<Writer, Options>(
  Writer: new (locale: string, options: Options) => Writer,
  locale: string,
  wanted: Options,
  usual: Options,
): Writer {
  try {
    return new Writer(locale, wanted);
  } catch {
    return new Writer(locale, usual);
  }
}

function memo<Value>(known: Map<string, Value>, options: object, make: () => Value): Value {
  const key = JSON.stringify(options);
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function isZone(tz: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: tz });
    return true;
  } catch {
    return false;
  }
}
