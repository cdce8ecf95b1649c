/** A piece of a text: as it is, a word that was searched for, or what stands for something masked. */
export interface TextPart {
  text: string;
  kind: 'plain' | 'match' | 'masked';
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Code units of a text that the list shows; the transcript shows all of it. */
const SHORT = 400;
/** Code units before the first word that was found, in a text that is cut. */
const LEAD = 60;
/** Texts longer than this are shown without marks: to segment them takes longer than a frame. */
const LONG = 8000;

const normalise = (word: string): string => word.toLowerCase().normalize('NFC');

/** Words as the gateway compares them (contract section 1). */
export function searchWords(search: string): ReadonlySet<string> {
  const words = [...segmenter.segment(search)].filter(({ isWordLike }) => isWordLike);
  return new Set(words.map(({ segment }) => normalise(segment)));
}

/** Takes a text apart, so that the words searched for and what is masked can be seen. */
export function partsOf(text: string, words: ReadonlySet<string>): TextPart[] {
  const parts: TextPart[] = [];
  for (const piece of text.split(/(••• (?:e-mail|phone|card) •••)/)) {
    if (piece.startsWith('••• ')) parts.push({ text: piece, kind: 'masked' });
    else parts.push(...matches(piece, words));
  }
  return parts;
}

function matches(text: string, words: ReadonlySet<string>): TextPart[] {
  if (text === '') return [];
  if (words.size === 0 || text.length > LONG) return [{ text, kind: 'plain' }];
  const parts: TextPart[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const kind = isWordLike && words.has(normalise(segment)) ? 'match' : 'plain';
    const last = parts.at(-1);
    if (kind === 'plain' && last?.kind === 'plain') last.text += segment;
    else parts.push({ text: segment, kind });
  }
  return parts;
}

/** What a list shows of a text: its beginning, or the place of the first word that was found. Never cut inside an emoji or an accented letter. */
export function excerptOf(text: string, words: ReadonlySet<string>, length = SHORT): string {
  if (text.length <= length) return text;
  const found = text.length <= LONG ? firstMatch(text, words) : 0;
  const start = found > Math.max(LEAD, length - LEAD) ? wordStart(text, signBorder(text, found - LEAD), found) : 0;
  const end = start + length < text.length ? signBorder(text, start + length) : text.length;
  return `${start > 0 ? '… ' : ''}${text.slice(start, end).trim()}${end < text.length ? ' …' : ''}`;
}

function firstMatch(text: string, words: ReadonlySet<string>): number {
  if (words.size === 0) return 0;
  for (const { segment, index, isWordLike } of segmenter.segment(text)) if (isWordLike && words.has(normalise(segment))) return index;
  return 0;
}

/** Past the rest of a word, where a space is near. */
function wordStart(text: string, place: number, latest: number): number {
  const space = text.slice(place, latest).search(/\s/);
  return space >= 0 ? place + space : place;
}

/** The last border between signs at or before a place. */
function signBorder(text: string, place: number): number {
  // Far enough before the place for any sign that a reader would call one.
  const begin = Math.max(0, place - 64);
  return begin + (signs.segment(text.slice(begin)).containing(place - begin)?.index ?? place - begin);
}
