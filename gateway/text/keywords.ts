import stopwords from 'stopwords-iso/stopwords-iso.json' with { type: 'json' };
import { codePoints } from '../contract/text.ts';
import { sensitiveSpans, withoutSensitive } from './mask.ts';
import { MAX_WORD, normaliseWord, segmentWords } from './words.ts';

const MAX_KEYWORDS = 50;
const URL_PART =
  /(?:\p{L}[\p{L}\p{N}+.-]{0,30}:\/\/|www\.)\S+|(?:mailto|tel|sms):\S*|(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}\/\S*/giu;

/** Digits only, or an amount such as `108.50`. */
const AMOUNT = /^\p{Nd}[\p{Nd}\p{P}]*$/u;

const stopWords = new Map(Object.entries(stopwords).map(([language, words]) => [language, new Set(words.map(normaliseWord))]));

/** Keywords that came with a message, normalised, each once; one that holds something masked is dropped. */
export function givenKeywords(keywords: readonly string[]): string[] {
  const kept = keywords.filter((keyword) => sensitiveSpans(keyword).length === 0).map(normaliseWord);
  return [...new Set(kept)].filter((keyword) => keyword !== '' && codePoints(keyword) <= MAX_WORD);
}

/** Keywords derived from a text: its first 50 distinct words that say something (section 1). */
export function deriveKeywords(text: string, language: string | undefined): string[] {
  const stops = stopWordsFor(language);
  const words = segmentWords(withoutSensitive(text).replace(URL_PART, ' ')).filter(
    (word) => !stops.has(word) && !AMOUNT.test(word) && (codePoints(word) > 1 || /^\p{Script=Han}$/u.test(word)),
  );
  return [...new Set(words)].slice(0, MAX_KEYWORDS);
}

/** Stop words of the language's primary subtag; none stated, or unknown: English. */
function stopWordsFor(language: string | undefined): ReadonlySet<string> {
  const primary = language?.split(/[-_]/)[0]?.toLowerCase() ?? 'en';
  return stopWords.get(primary) ?? stopWords.get('en') ?? new Set();
}
