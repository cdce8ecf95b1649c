import type { ScopeAnswer } from '../../gateway/contract/scope.ts';
import { composeName } from '../internal/compose-name.ts';
import type { Filters } from '../internal/settings.ts';

/** One thing that can be chosen. */
export interface Choice {
  /** As filters have it. */
  value: string;
  label: string;
  /** Tells apart what has the same label, or says more. */
  note?: string;
}

export interface ChoiceGroup {
  /** Empty: there is one group only. */
  label: string;
  choices: readonly Choice[];
}

export type ListName = 'business' | 'bot' | 'channel' | 'language';

/** What may be chosen of one kind, in the order of the gateway; what is chosen and not among it is there too, so that it can be given up. */
export function choicesOf(name: ListName, scope: ScopeAnswer, filters: Filters, locale: string): ChoiceGroup[] {
  const groups = KINDS[name](scope, filters, locale);
  const known = new Set(groups.flatMap(({ choices }) => choices.map(({ value }) => value)));
  const unknown = filters[name].filter((value) => !known.has(value)).map((value) => ({ value, label: readable(value) }));
  return [...groups, ...(unknown.length > 0 ? [{ label: '', choices: unknown }] : [])].filter(({ choices }) => choices.length > 0);
}

const KINDS: Record<ListName, (scope: ScopeAnswer, filters: Filters, locale: string) => ChoiceGroup[]> = {
  business: ({ businesses }) => [
    { label: '', choices: distinct(businesses.map(({ id, name }) => ({ value: id, label: name, note: id }))) },
  ],
  bot: ({ businesses }, { business }) =>
    businesses
      .filter(({ id }) => business.length === 0 || business.includes(id))
      .map(({ id, name, bots }) => ({
        label: businesses.length > 1 ? name : '',
        choices: distinct(bots.map((bot) => ({ value: composeName(id, bot.id), label: bot.name, note: bot.id }))),
      })),
  channel: ({ channels }) => [{ label: '', choices: channels.map((value) => ({ value, label: value })) }],
  language: ({ languages }, _, locale) => [
    { label: '', choices: distinct(languages.map((value) => ({ value, label: languageName(value, locale), note: value }))) },
  ],
};

/** A note only where a label alone would say nothing. */
function distinct(choices: readonly Required<Choice>[]): Choice[] {
  const times = new Map<string, number>();
  for (const { label } of choices) times.set(label, (times.get(label) ?? 0) + 1);
  return choices.map(({ value, label, note }) => ((times.get(label) ?? 0) > 1 ? { value, label, note } : { value, label }));
}

/** The bots that go on being chosen when other businesses are: a bot elsewhere would leave nothing to show. */
export function botsWithin(bots: readonly string[], businesses: readonly string[]): readonly string[] {
  if (businesses.length === 0) return bots;
  const within = businesses.map((business) => `${composeName(business)}/`);
  return bots.filter((bot) => within.some((start) => bot.startsWith(start)));
}

/** Those that a viewer looks for: each of the words is in the label or the note, whatever its case and accents. */
export function findChoices(groups: readonly ChoiceGroup[], search: string): ChoiceGroup[] {
  const words = plain(search)
    .split(/[\s_/]+/)
    .filter((word) => word !== '');
  const fits = (text: string) => words.every((word) => text.includes(word));
  return groups
    .map(({ label, choices }) => ({
      label,
      choices: choices.filter((choice) => fits(plain(`${label} ${choice.label} ${choice.note ?? ''}`))),
    }))
    .filter(({ choices }) => choices.length > 0);
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

function readable(name: string): string {
  try {
    return name.split('/').map(decodeURIComponent).join(' / ');
  } catch {
    return name;
  }
}

function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
