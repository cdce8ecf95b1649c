/** Kinds of personal data that a text may hold (section 5). */
export type Sensitive = 'e-mail' | 'phone' | 'card';

interface Span {
  start: number;
  end: number;
  kind: Sensitive;
}

// Every quantifier before an anchor is bounded, so that no text takes time in the square of its length.
const E_MAIL = /[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}\p{L}{2,63}/gu;
const DATE =
  /(?<![\p{Nd}.+/-])(?:(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\2(?:(?:19|20)\d\d|\d\d))(?![\p{Nd}]|[./-]\p{Nd})/gu;
const TIME = /(?<![\p{Nd}:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?![\p{Nd}]|:\p{Nd})/gu;
// A run of digits with the usual separators. Letters before it, joined or hyphenated, or right after it make it an order number, in scripts that
// put spaces between words; a plus sign makes it a phone number whatever is around it.
const RUN = String.raw`[(]?\p{Nd}(?:[\p{Zs}\t.()/‐-―-]{0,3}\p{Nd}){6,}`;
const JOINED = String.raw`\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}`;
const NUMBER = new RegExp(String.raw`[+＋]${RUN}|(?<![${JOINED}\p{N}_]|[${JOINED}_]\p{N}{0,12}[-_/])${RUN}(?![${JOINED}\p{N}])`, 'gu');
/** Most texts can hold nothing: neither an at sign nor seven digits. */
const SUSPECT = /@|(?:\p{Nd}\P{Nd}*){7}/u;
const DIGIT = /\p{Nd}/gu;
const MIN_CARD = 13;
const MAX_CARD = 19;
const DIGITS = /\p{Nd}+/gu;

/** Where a text holds e-mail addresses, phone numbers and card numbers, in order and apart from each other. */
export function sensitiveSpans(text: string): Span[] {
  if (!SUSPECT.test(text)) return [];
  const addresses = text.includes('@') ? spansOf(text, E_MAIL, 'e-mail') : [];
  const rest = blank(text, addresses);
  const undated = rest.replace(DATE, hide).replace(TIME, hide);
  return [...addresses, ...[...undated.matchAll(NUMBER)].flatMap(numbersIn)].sort((a, b) => a.start - b.start);
}

/** The text with each sensitive part replaced by a readable mark. */
export function mask(text: string): string {
  return replaceSpans(text, (kind) => `••• ${kind} •••`);
}

/** The text without its sensitive parts: what words and search may see. */
export function withoutSensitive(text: string): string {
  return replaceSpans(text, () => ' ');
}

/** True for an identifier that is itself an address or a number, with or without a scheme such as `whatsapp:`. */
export function isSensitiveIdentifier(identifier: string): boolean {
  const name = identifier.replace(/^[a-z][a-z.+-]{0,30}:/i, '');
  return sensitiveSpans(name).some(({ start, end, kind }) => kind === 'e-mail' || (start === 0 && end === name.length));
}

function replaceSpans(text: string, replacement: (kind: Sensitive) => string): string {
  const spans = sensitiveSpans(text);
  if (spans.length === 0) return text;
  let masked = '';
  let position = 0;
  for (const { start, end, kind } of spans) {
    masked += text.slice(position, start) + replacement(kind);
    position = end;
  }
  return masked + text.slice(position);
}

function spansOf(text: string, pattern: RegExp, kind: Sensitive): Span[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length, kind }));
}

const digitsIn = (text: string): number => text.match(DIGIT)?.length ?? 0;

const hide = (part: string): string => '\u0001'.repeat(part.length);

function blank(text: string, spans: readonly Span[]): string {
  return spans.reduce((blanked, { start, end }) => blanked.slice(0, start) + hide(text.slice(start, end)) + blanked.slice(end), text);
}

/** Card and phone numbers in one run of digit groups; in doubt it is one. */
function numbersIn(match: RegExpExecArray): Span[] {
  const [run] = match;
  const groups = [...run.matchAll(DIGITS)];
  const digits = groups.map(([group]) => group).join('');
  const count = digitsIn(digits);
  const whole = (kind: Sensitive): Span[] => [{ start: match.index, end: match.index + run.length, kind }];

  const international = /^[+＋]/.test(run) || digits.startsWith('00');
  if (!international && count >= MIN_CARD && count <= MAX_CARD && passesLuhn(digits)) return whole('card');
  if (count <= 15) return international || count >= 9 ? whole('phone') : [];
  // Longer than any number: several in a row, or one long identifier that is neither.
  const cards = cardsAmong(groups, match.index);
  if (cards.length > 0) return cards;
  return international || (groups.length > 1 && count > MAX_CARD) ? whole('phone') : [];
}

/** Runs of whole groups that pass as a card, the longest from each place on. */
function cardsAmong(groups: readonly RegExpExecArray[], offset: number): Span[] {
  const cards: Span[] = [];
  for (let first = 0; first < groups.length; first++) {
    for (let count = Math.min(MAX_CARD, groups.length - first); count > 0; count--) {
      const chosen = groups.slice(first, first + count);
      const digits = chosen.map(([group]) => group).join('');
      const [from, to] = [chosen[0], chosen.at(-1)];
      if (!from || !to || digits.length < MIN_CARD || digits.length > MAX_CARD || !passesLuhn(digits)) continue;
      cards.push({ start: offset + from.index, end: offset + to.index + to[0].length, kind: 'card' });
      first += count - 1;
      break;
    }
  }
  return cards;
}

/** Digits of other scripts count as a match: in doubt, mask. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    if (digit < 0 || digit > 9) return true;
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
