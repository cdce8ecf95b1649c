import { codePoints } from '../contract/text.ts';
import { withoutSensitive } from './mask.ts';

/** One locale for all texts: the rules of word boundaries hardly differ, and the same text has the same words everywhere. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

export const MAX_WORD = 100;

/** NFC, lower-cased, trimmed: how words are compared everywhere (section 1). */
export function normaliseWord(word: string): string {
  return word.normalize('NFC').toLowerCase().trim();
}

/** The words of a text in order; what stands for something masked yields none. */
export function wordsOf(text: string): string[] {
  return segmentWords(withoutSensitive(text));
}

export function segmentWords(visible: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(visible)) {
    if (!isWordLike) continue;
    const word = normaliseWord(segment);
    if (word.length <= MAX_WORD || codePoints(word) <= MAX_WORD) words.push(word);
  }
  return words;
}
