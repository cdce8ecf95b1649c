/** One text, or one for each plural form of its `{count}` (CLDR's names). `{name}` stands for a value. */
export type Text = string | ({ readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>);

export type Catalogue<Key extends string = string> = Readonly<Record<Key, Text>>;

/** The same keys in another language. */
export type Translation<Source extends Catalogue> = Readonly<Record<keyof Source, Text>>;

/** `count` chooses the plural form; give it as a number, and its written form as another value. */
export type Values = Readonly<Record<string, string | number>>;

/** Fills a text in. */
export function fill(text: Text, locale: string, values: Values = {}): string {
  const { count } = values;
  const chosen = typeof text === 'string' ? text : (text[typeof count === 'number' ? pluralOf(locale, count) : 'other'] ?? text.other);
  return chosen.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const rules = new Map<string, Intl.PluralRules>();

function pluralOf(locale: string, count: number): Intl.LDMLPluralRule {
  const known = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, known);
  return known.select(count);
}
