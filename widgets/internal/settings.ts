import type { Preset } from '../../gateway/contract/query.ts';
import type { Query } from '../data/gateway-client.ts';

/** A list as HTML writes it (`a,b`; a comma inside a name as `%2C`) or as a script sets it. */
export type List = string | readonly string[];

/** What an author may set on a provider or on a widget; a thing not set is inherited. */
export interface OwnSettings {
  gateway?: string | undefined;
  business?: List | undefined;
  bot?: List | undefined;
  channel?: List | undefined;
  language?: List | undefined;
  range?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  tz?: string | undefined;
}

/** What filters choose (contract section 3). `bot`: `business/bot`, each part percent-encoded. Either `range`, or `from` and `to`. */
export interface Filters {
  business: readonly string[];
  bot: readonly string[];
  channel: readonly string[];
  language: readonly string[];
  tz: string;
  range?: Preset;
  /** RFC 3339, inclusive. */
  from?: string;
  /** RFC 3339, exclusive. */
  to?: string;
}

/** Filters and where they are asked. */
export interface Settings extends Filters {
  gateway: string;
}

export function toList(list: List | null | undefined): readonly string[] {
  if (list === null || list === undefined) return [];
  if (typeof list !== 'string') return list;
  return list
    .split(',')
    .map((part) => part.trim().replaceAll(/%2c/gi, ','))
    .filter((part) => part !== '');
}

let zone: string | undefined;
let finding: ReturnType<typeof setTimeout> | undefined;

const viewersZone = (): string => (zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The viewer's own zone and the last seven days, at the page's own origin. */
export function defaults(): Settings {
  // What knows zones takes 20 ms to begin with: in a task of its own, before the first number is formatted.
  finding ??= setTimeout(viewersZone);
  return {
    gateway: '',
    business: [],
    bot: [],
    channel: [],
    language: [],
    get tz() {
      return viewersZone();
    },
    range: '7d',
  };
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/**
 * Own settings before inherited ones. Who sets a part of a whole sets the whole, so that halves of two authors never meet: `business` goes
 * with `bot`, `range` with `from` and `to`.
 */
export function settle(own: OwnSettings, inherited: Settings): Settings {
  const where = isSet(own.business) || isSet(own.bot);
  const when = isSet(own.range) || isSet(own.from) || isSet(own.to);
  const { range, from, to } = when ? own : inherited;
  return {
    gateway: isSet(own.gateway) ? (own.gateway ?? '') : inherited.gateway,
    business: where ? toList(own.business) : inherited.business,
    bot: where ? toList(own.bot) : inherited.bot,
    channel: isSet(own.channel) ? toList(own.channel) : inherited.channel,
    language: isSet(own.language) ? toList(own.language) : inherited.language,
    tz: isSet(own.tz) ? (own.tz ?? '') : inherited.tz,
    ...(isSet(range) && { range: range as Preset }),
    ...(isSet(from) && { from: from ?? '' }),
    ...(isSet(to) && { to: to ?? '' }),
  };
}

/** The parameters that all reports take. */
export function toQuery({ business, bot, channel, language, tz, range, from, to }: Filters): Query {
  const many = (name: string, values: readonly string[]) => [...values].sort().map((value) => [name, value] as const);
  const one = (name: string, value: string | undefined) => (value === undefined ? [] : [[name, value] as const]);
  return [
    ...many('business', business),
    ...many('bot', bot),
    ...many('channel', channel),
    ...many('language', language),
    ...one('tz', tz),
    ...one('range', range),
    ...one('from', from),
    ...one('to', to),
  ];
}

/** Whether a change of these bots (`business/bot`) may change what the filters choose. */
export function concerns({ business, bot }: Filters, changed: readonly string[]): boolean {
  return changed.some(
    (name) =>
      (bot.length === 0 || bot.includes(name)) &&
      (business.length === 0 || business.includes(decodeURIComponent(name.split('/')[0] ?? ''))),
  );
}
