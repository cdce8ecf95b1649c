import type { Answer } from '../../gateway/contract/answer.ts';
import type { Format } from '../internal/format.ts';
import type { Selection } from '../internal/selection.ts';
import type { Filters } from '../internal/settings.ts';
import type { Values } from '../internal/texts.ts';

interface Speaker {
  say(key: string, values?: Values): string;
}

/** The words of a widget. Taken from a method, so that one that knows only keys of its own fits too. */
export type Say = Speaker['say'];

/** What an explanation is made from: an answer, what was asked, and how it is written. A widget is one. */
export interface Asked<Data> {
  readonly answer: Answer<Data> | null;
  readonly settings: Filters;
  readonly format: Format;
  readonly text: Say;
}

/** What is done with a value to those above it. */
export type Sign = 'plus' | 'minus' | 'over';

/** A line of a calculation that is read from top to bottom. */
export interface Step {
  /** Absent: it begins with this. */
  sign?: Sign;
  label: string;
  value: string;
}

/** A number: what it is called, exactly what it is, and how it comes about. */
export interface Figure {
  name: string;
  /** Exact, in the page's language; with "≈" where it is an estimate, a dash where it has none. */
  value: string;
  /** In plain words: the contract's sentence, or why there is no value. */
  formula: string;
  /** The same with its values; empty where a count is all there is to it. */
  steps: readonly Step[];
}

/** Messages that are exactly those behind a number, as the list can be asked for them. */
export interface Way {
  selection: Selection;
  /** Which senders: as the list of messages has it. */
  shown: 'all' | 'missed';
  /** How many there are. */
  count: number;
}

/** All that can be said of the numbers of one thing: a headline figure, a row, a node. Texts are ready for the screen. */
export interface Explanation {
  title: string;
  figures: readonly Figure[];
  /** What does not count, a sentence each. */
  excluded: readonly string[];
  range: string;
  /** What is compared with; empty: nothing is. */
  before: string;
  zone: string;
  /** Which bots, channels, languages; and what else narrows it. */
  of: readonly string[];
  fresh: string;
  /** Whether they are exact. */
  exactness: string;
  /** The way to the messages behind it; as a text, why there is none. `null`: this is no number of messages at all. */
  messages: Way | string | null;
}

interface Own {
  title: string;
  figures: readonly Figure[];
  excluded: readonly string[];
  messages: Way | string | null;
  /** Where it is a part of the answer's range. */
  range?: { from: string; to: string };
  before?: { from: string; to: string } | undefined;
  only?: readonly string[];
}

/** An explanation, with what all of an answer have in common. */
export function explain(asked: Asked<unknown>, answer: Answer<unknown>, own: Own): Explanation {
  const { format, text } = asked;
  const { title, figures, excluded, messages, before, only = [] } = own;
  const isEstimate = figures.some(({ value }) => value.startsWith('≈'));
  return {
    title,
    figures,
    excluded,
    messages,
    range: rangeText(asked, own.range ?? answer.range),
    before: before ? rangeText(asked, before) : '',
    zone: `${format.zone()} (${answer.range.tz.replaceAll('_', ' ')})`,
    of: [...scopeTexts(asked), ...only],
    fresh: freshText(asked, answer),
    exactness: text(isEstimate ? 'explain.estimate' : 'explain.exact'),
  };
}

/** A number as it is written, marked where the answer says that it is an estimate. @param pointer - JSON pointer into the answer's data */
export const numberAt = ({ estimates }: Answer<unknown>, pointer: string, written: string): string =>
  estimates.includes(pointer) ? `≈ ${written}` : written;

const WHEN: Intl.DateTimeFormatOptions = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
};

const rangeText = ({ format, text }: Asked<unknown>, { from, to }: { from: string; to: string }): string =>
  text('explain.range.text', { from: format.date(from, WHEN), to: format.date(to, WHEN) });

function freshText({ format, text }: Asked<unknown>, { computedAt, newestMessage }: Answer<unknown>): string {
  const exactly = { ...WHEN, second: '2-digit' } as const;
  const computed = format.date(computedAt, exactly);
  if (newestMessage === null) return text('explain.fresh.none', { computed });
  return text('explain.fresh.text', { computed, newest: format.date(newestMessage, exactly) });
}

const LISTS = ['business', 'bot', 'channel', 'language'] as const;

function scopeTexts({ settings, format, text }: Asked<unknown>): string[] {
  const list = new Intl.ListFormat(format.locale, { type: 'disjunction' });
  const texts = LISTS.flatMap((name) => {
    const values = settings[name].map((value) => (name === 'bot' ? plain(value) : value));
    return values.length > 0 ? [text(`explain.of.${name}`, { names: list.format(values) })] : [];
  });
  const named = settings.business.length + settings.bot.length > 0;
  return named ? texts : [text('explain.of.all'), ...texts];
}

/** `halden/booking`, for the eye. */
function plain(name: string): string {
  try {
    return name.split('/').map(decodeURIComponent).join(' / ');
  } catch {
    return name;
  }
}
