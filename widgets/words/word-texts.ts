import type { Words } from '../../gateway/contract/words.ts';
import type { Explained } from '../internal/views/explain-button.ts';
import type { BotWords } from './bot-words.ts';
import type { Trend } from './word-trend.ts';

export type Word = Words['words'][number];

/** A number as it is written, marked where it is an estimate. @param pointer - JSON pointer into the answer's data */
export const numberOf = (host: BotWords, pointer: string, written: string): string => (host.isEstimate(pointer) ? `≈ ${written}` : written);

/** "34 messages, 28 in the range before: rising (+21.4%)". @param trend - `null`: there is nothing to compare with */
export function describe(host: BotWords, word: Word, at: number, trend: Trend | null): string {
  const { text, format } = host;
  const { messages, previous } = word;
  const count = { count: messages, number: numberOf(host, `/words/${at}/messages`, format.exact(messages)) };
  if (trend === null) return text('messages', count);
  const change = trend === 'same' ? null : format.change(messages, previous);
  return text('words.describe', {
    ...count,
    previous: numberOf(host, `/words/${at}/previous`, format.exact(previous)),
    trend: text(`words.${trend}`) + (change === null ? '' : ` (${change})`),
  });
}

/** A word whose numbers are explained. */
export const explainedWord = (host: BotWords, word: string): Explained => ({
  key: `word ${word}`,
  name: word,
  explanation: ({ explainWord }) => explainWord(host, word),
});

/** The language of the words, where one alone is asked for: how they are read out and broken. Else it is not known. */
export const languageOf = ({ settings: { language } }: BotWords): string => (language.length === 1 ? (language[0] ?? '') : '');
