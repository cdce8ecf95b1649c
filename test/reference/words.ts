import stopwords from 'stopwords-iso' with { type: 'json' };

const lists = new Map(Object.entries(stopwords as Record<string, string[]>));
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

const E_MAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/gu;
const URL = /\b(?:[a-z][a-z\d+.-]*:\/\/|www\.)\S+/giu;

/** NFC once more at the end, since lower-casing can take a word out of it (J with caron). */
export function normalise(word: string): string {
  return word.normalize('NFC').toLowerCase().normalize('NFC').trim();
}

const length = (word: string): number => Array.from(word).length;
const isWord = (word: string): boolean => word !== '' && length(word) <= 100;
const unique = (words: readonly string[]): string[] => words.filter((word, index) => words.indexOf(word) === index);

/** All words of a text (section 1). Of the masking only addresses are known here: they yield no word. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.replace(E_MAIL, ' '))) if (isWordLike) words.push(normalise(segment));
  return words.filter(isWord);
}

/** The words that an unknown or unstated language leaves out are the English ones. */
function stopWords(language: string | undefined): Set<string> {
  const list = lists.get((language ?? 'en').split(/[-_]/)[0]!.toLowerCase()) ?? lists.get('en')!;
  return new Set(list.map(normalise));
}

/** Keywords as a message gives them. */
export function givenKeywords(keywords: readonly string[]): string[] {
  return unique(keywords.map((keyword) => normalise(keyword.replace(E_MAIL, ''))).filter(isWord));
}

/** Keywords of a text that the bot did not understand. */
export function derivedKeywords(text: string, language: string | undefined): string[] {
  const stop = stopWords(language);
  const kept = wordsOf(text.replace(URL, ' ')).filter((word) => {
    if (stop.has(word)) return false;
    if (Array.from(word).every((character) => /[\p{Nd}.,;'’]/u.test(character))) return false;
    return length(word) > 1 || /^\p{Script=Han}$/u.test(word);
  });
  return unique(kept).slice(0, 50);
}
