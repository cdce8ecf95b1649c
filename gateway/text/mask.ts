/** Kinds of personal data that a text may hold (section 5). */
export type Sensitive = 'e-mail' | 'phone' | 'card';

interface Span {
  start: number;
  end: number;
  kind: Sensitive;
}

// Every quantifier before an anchor is bounded, so that no text takes time in the square of its length.
/** From the sign on, with what is before it as a group: looked for from every letter, a text without blanks would take 64 times as long. */
const E_MAIL =
  /[@＠](?<=([\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64})[@＠])(?:[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,62}\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}[\p{L}\p{M}]{1,62})/giu;
const DATE =
  /(?<![\p{Nd}.+/-])(?:(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\2(?:(?:19|20)\d\d|\d\d))(?![\p{Nd}]|[./-]\p{Nd})/gu;
const TIME = /(?<![\p{Nd}:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?![\p{Nd}]|:\p{Nd})/gu;
// Digits with the usual separators, invisible characters among them.
const BETWEEN = String.raw`[\p{Zs}\p{Cf}\t.()/‐-―−－·-]`;
const RUN = String.raw`[(]?\p{Nd}(?:${BETWEEN}{0,4}\p{Nd}){6,}`;
/** A plus sign makes it a phone number whatever is around it, and whatever date it may look like. */
const INTERNATIONAL = new RegExp(`[+＋]${RUN}`, 'gu');
const CARD = /(?<!\p{Nd})\p{Nd}(?:[\p{Zs}\p{Cf}‐-―−·-]{0,3}\p{Nd}){12,18}(?!\p{Nd})/gu;
// Letters before it, joined or hyphenated, or right after it make it an order number, in scripts that put spaces between words. Hyphenated before
// a zero, it is rather a word and a phone number.
const JOINED = String.raw`\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}`;
/** All digits in a row with separators, however few, unless letters follow; where in them a number may begin; how many it takes. */
const DIGITS_IN_A_ROW = new RegExp(String.raw`[(]?\p{Nd}(?:${BETWEEN}{0,4}\p{Nd})*(?<joined>[${JOINED}\p{N}]?)`, 'gu');
const BEGIN = new RegExp(String.raw`(?<![${JOINED}\p{N}_]|[${JOINED}_]\p{N}{0,12}[-_/](?!0))[(]?\p{Nd}`, 'gu');
const ENOUGH = /(?:\p{Nd}\P{Nd}*){7}/u;
/** Most texts can hold nothing: neither an at sign nor seven digits. */
const SUSPECT = /[@＠]|(?:\p{Nd}\P{Nd}*){7}/u;
const DIGITS = /\p{Nd}+/gu;
const MIN_CARD = 13;
const MAX_CARD = 19;

/** Where a text holds e-mail addresses, phone numbers and card numbers, in order and apart from each other. */
export function sensitiveSpans(text: string): Span[] {
  if (!SUSPECT.test(text)) return [];
  const spans: Span[] = [];
  let rest = text;
  const take = (found: readonly Span[]) => {
    spans.push(...found);
    rest = blank(rest, found);
  };
  take(eMailsOf(rest));
  take(spansOf(rest.matchAll(INTERNATIONAL), () => 'phone'));
  rest = rest.replace(DATE, hide).replace(TIME, hide);
  take(spansOf(numbersIn(rest), kindOfNumber));
  take(spansOf(rest.matchAll(CARD), (run) => (passesLuhn(digitsOf(run)) ? 'card' : undefined)));
  return spans.sort((a, b) => a.start - b.start);
}

/** The text with each sensitive part replaced by a readable mark. */
export function mask(text: string): string {
  return replaceSpans(text, (kind) => `••• ${kind} •••`);
}

/** The text without its sensitive parts: what words and search may see. */
export function withoutSensitive(text: string): string {
  return replaceSpans(text, () => ' ');
}

const SCHEME = /^[a-z][a-z.+-]{0,30}:/i;
/** What channels put before a number, and how: `wa_49...`, `sms-49...`, `tel49...`. */
const CHANNEL =
  /^(?:[a-z]+[_.~|/-])?(?:wa|waid|whatsapp|phone|tel|telephone|mobile|cell|handy|msisdn|sms|mms|rcs|call|voice|viber|signal|telegram|line|imessage)[_.~|/-]?(?=[+\d(])/i;
/** Any other prefix or suffix: then only what is as long as a number with its country code counts. */
const PREFIX = /^(?:\p{L}{1,30}[_.~|/-]+){1,3}(?=[+\d])|(?<=\d)[_.~|/-]+\p{L}{1,30}$/gu;
const WITH_COUNTRY = 11;

/**
 * True for an identifier that is, or holds, an address or a number, with or without a scheme such as `whatsapp:` or the prefix of a channel
 * such as `wa_`. Identifiers are not texts: an underscore or a hyphen before a number makes it no order number where the rest is nothing but a number.
 */
export function isSensitiveIdentifier(identifier: string): boolean {
  const name = identifier.replace(SCHEME, '');
  if (!SUSPECT.test(name)) return false;
  if (sensitiveSpans(name).length > 0) return true;
  if (CHANNEL.test(name)) return sensitiveSpans(name.replace(CHANNEL, '')).length > 0;
  if (digitsOf(name).length < WITH_COUNTRY) return false;
  const bare = name.replace(PREFIX, '');
  return bare !== name && /^[+\d][\d ().-]*$/.test(bare) && sensitiveSpans(bare).length > 0;
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

/** A part of a text and where it begins. */
interface Part {
  index: number;
  0: string;
}

function spansOf(parts: Iterable<Part>, kindOf: (part: string) => Sensitive | undefined): Span[] {
  return [...parts].flatMap(({ index, 0: part }) => {
    const kind = kindOf(part);
    return kind ? [{ start: index, end: index + part.length, kind }] : [];
  });
}

function eMailsOf(text: string): Span[] {
  let last = 0;
  return [...text.matchAll(E_MAIL)].flatMap(({ index, 0: rest, 1: local = '' }): Span[] => {
    // What belongs to the address before is nothing of this one's.
    const start = Math.max(last, index - local.length);
    if (start === index) return [];
    last = index + rest.length;
    return [{ start, end: last, kind: 'e-mail' }];
  });
}

/** Digits in a row end together, wherever in them a number begins: so where letters follow, none does, and nothing is looked at twice. */
function* numbersIn(text: string): Generator<Part> {
  for (const { index, 0: found, groups } of text.matchAll(DIGITS_IN_A_ROW)) {
    if (groups?.joined !== '') continue;
    const upToEnd = text.slice(0, index + found.length);
    BEGIN.lastIndex = index;
    const begin = BEGIN.exec(upToEnd)?.index ?? Infinity;
    const run = upToEnd.slice(begin);
    if (ENOUGH.test(run)) yield { index: begin, 0: run };
  }
}

const groupsOf = (run: string): string[] => run.match(DIGITS) ?? [];
const digitsOf = (run: string): string => groupsOf(run).join('');

const hide = (part: string): string => '\u0001'.repeat(part.length);

function blank(text: string, spans: readonly Span[]): string {
  let blanked = '';
  let position = 0;
  for (const { start, end } of spans) {
    blanked += text.slice(position, start) + hide(text.slice(start, end));
    position = end;
  }
  return blanked + text.slice(position);
}

/** What a run of digits with separators is; in doubt, a phone number. */
function kindOfNumber(run: string): Sensitive | undefined {
  const groups = groupsOf(run);
  const digits = groups.join('');
  const count = Array.from(digits).length;
  if (digits.startsWith('00') && count <= 17) return 'phone';
  if (count >= MIN_CARD && count <= MAX_CARD && passesLuhn(digits)) return 'card';
  if (count < 9) return undefined;
  if (count <= 15) return 'phone';
  // Longer than any number: one long identifier, something in the shape of a card that is none, or several numbers in a row.
  const one =
    groups.length === 1 || (count <= MAX_CARD && groups.every((group, index) => group.length === 4 || index === groups.length - 1));
  if (one) return undefined;
  return holdsCard(groups) ? 'card' : 'phone';
}

/** Whether some whole groups in a row pass as a card. */
function holdsCard(groups: readonly string[]): boolean {
  return groups.some((_, first) => {
    let digits = '';
    for (let next = first; next < groups.length && digits.length <= MAX_CARD; next++) {
      digits += groups[next] ?? '';
      if (digits.length >= MIN_CARD && digits.length <= MAX_CARD && passesLuhn(digits)) return true;
    }
    return false;
  });
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
