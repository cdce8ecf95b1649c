import { between, itemAt, mix, pick, type Random } from './random.ts';
import { type Language } from './texts/script.ts';

const NAMES = [
  'Alex Moreno',
  'Jonas Weber',
  'Lea Hoffmann',
  'Maria Costa',
  'Noah Lindqvist',
  'Sofia Marin',
  'Paul Dubois',
  'Ines Keller',
  'Tom Baker',
];
const AGENTS = ['Hannah', 'Miguel', 'Claire', 'Sven', 'Amira', 'Oliver'];
const CITIES = ['Berlin', 'Hamburg', 'Vienna', 'Madrid', 'Lyon', 'Leeds', 'Zurich', 'Porto', 'Dublin', 'Leipzig'];
const MAILBOXES = ['example.com', 'example.org', 'mail.example.net'];

const digits = (random: Random, count: number): string => Array.from({ length: count }, () => between(random, 0, 9)).join('');

/** A number that only looks like a card: the check digit is right, the range belongs to nobody. */
function card(random: Random): string {
  const body = `999${digits(random, 12)}`;
  let sum = 0;
  for (let index = 0; index < body.length; index++) {
    const digit = Number(body[index]) * (index % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return `${body}${(10 - (sum % 10)) % 10}`.replace(/(\d{4})(?=\d)/g, '$1 ');
}

const phone = (random: Random): string =>
  pick(random, [`+49 30 2312${digits(random, 4)}`, `+44 1632 960${digits(random, 3)}`, `0171 392${digits(random, 5)}`]);

const email = (random: Random): string => `${pick(random, NAMES).toLowerCase().replace(' ', '.')}@${pick(random, MAILBOXES)}`;

function amount(random: Random, language: Language): string {
  const value = `${between(random, 5, 480)}.${pick(random, ['00', '50', '90', '99'])}`;
  return language === 'en' ? `€${value}` : `${value.replace('.', ',')} €`;
}

const MONTHS: Record<Language, (day: number, month: number) => string> = {
  en: (day, month) => `${day} ${itemAt(['January', 'March', 'May', 'July', 'October'], month)}`,
  de: (day, month) => `${day}. ${itemAt(['Januar', 'März', 'Mai', 'Juli', 'Oktober'], month)}`,
  es: (day, month) => `${day} de ${itemAt(['enero', 'marzo', 'mayo', 'julio', 'octubre'], month)}`,
  fr: (day, month) => `${day} ${itemAt(['janvier', 'mars', 'mai', 'juillet', 'octobre'], month)}`,
};

const SLOTS: Record<string, (random: Random, language: Language) => string> = {
  order: (random) => `FH-${digits(random, 6)}`,
  booking: (random) =>
    mix(between(random, 0, 1e9))
      .toString(36)
      .toUpperCase()
      .padStart(6, 'X')
      .slice(0, 6),
  flight: (random) => `HL ${between(random, 100, 989)}`,
  minutes: (random) => String(between(random, 2, 55)),
  name: (random) => pick(random, NAMES),
  agent: (random) => pick(random, AGENTS),
  city: (random) => pick(random, CITIES),
  date: (random, language) => MONTHS[language](between(random, 1, 28), between(random, 0, 4)),
  amount,
  card,
  phone,
  email,
};

/** What stays the same as long as two talk with each other. */
const LASTING = new Set(['order', 'booking', 'flight', 'name', 'agent', 'city', 'card', 'phone', 'email']);

interface Slot {
  name: string;
  value: (random: Random, language: Language) => string;
}

const parsed = new Map<string, readonly (string | Slot)[]>();

/** A template taken apart, once: the same few hundred are said over and over. */
function partsOf(template: string): readonly (string | Slot)[] {
  const known = parsed.get(template);
  if (known) return known;
  const parts = template.split(/\{(\w+)\}/).map((part, index): string | Slot => {
    if (index % 2 === 0) return part;
    const value = SLOTS[part];
    if (!value) throw new Error(`No slot is called {${part}}: ${template}`);
    return { name: part, value };
  });
  parsed.set(template, parts);
  return parts;
}

/**
 * A template with its slots filled in: `{order}`, `{amount}`, `{date}`, `{city}`, `{email}` and so on.
 *
 * @param said - what was filled in before in the same conversation; grows
 */
export function fill(template: string, random: Random, language: Language, said: Map<string, string>): string {
  let text = '';
  for (const part of partsOf(template)) {
    if (typeof part === 'string') text += part;
    else {
      const value = said.get(part.name) ?? part.value(random, language);
      if (LASTING.has(part.name)) said.set(part.name, value);
      text += value;
    }
  }
  return text;
}
