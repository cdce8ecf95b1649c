import { isPreset } from '../internal/presets.ts';
import type { Filters } from '../internal/settings.ts';

const LISTS = ['business', 'bot', 'channel', 'language'] as const;
const NAMES = [...LISTS, 'range', 'from', 'to', 'tz'] as const;
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

const isInstant = (text: string | null): text is string => text !== null && RFC_3339.test(text) && !Number.isNaN(Date.parse(text));

function isZone(name: string | null): name is string {
  if (name === null || !/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The filters that a query holds. What is not there is left out, and so is what could not be asked: a query is written by anybody.
 *
 * @param search - `?bot-range=30d&bot-bot=acme%2Fshop`
 */
export function readFilters(search: string, prefix: string): Partial<Filters> {
  const query = new URLSearchParams(search);
  const one = (name: string) => query.get(prefix + name);
  const [range, from, to, tz] = [one('range'), one('from'), one('to'), one('tz')];
  const lists = LISTS.filter((name) => query.has(prefix + name)).map((name) => [
    name,
    query.getAll(prefix + name).filter((value) => value !== ''),
  ]);
  return {
    ...(Object.fromEntries(lists) as Partial<Filters>),
    ...(isPreset(range) ? { range } : isInstant(from) && isInstant(to) && Date.parse(from) < Date.parse(to) ? { from, to } : {}),
    ...(isZone(tz) && { tz }),
  };
}

/**
 * The query that holds the filters: only where they differ from those that the page begins with, beside all that is not ours, as it was.
 *
 * @returns with its question mark; empty without anything in it
 */
export function writeFilters(search: string, prefix: string, filters: Filters, initial: Filters): string {
  const names = new Set<string>(NAMES.map((name) => prefix + name));
  const others = search
    .replace(/^\?/, '')
    .split('&')
    .filter((pair) => pair !== '' && !names.has(nameOf(pair)));
  const ours = [
    ...LISTS.flatMap((name) =>
      same(filters[name], initial[name]) ? [] : (filters[name].length > 0 ? filters[name] : ['']).map((value) => [name, value]),
    ),
    ...(same(timeOf(filters), timeOf(initial)) ? [] : Object.entries(timeOf(filters))),
    ...(filters.tz === initial.tz ? [] : [['tz', filters.tz]]),
  ].map(([name = '', value = '']) => `${encodeURIComponent(prefix + name)}=${encodeURIComponent(value)}`);
  const all = [...others, ...ours].join('&');
  return all && `?${all}`;
}

const nameOf = (pair: string): string => new URLSearchParams(pair).keys().next().value ?? '';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function timeOf({ range, from, to }: Filters): Record<string, string> {
  return range !== undefined ? { range } : { from: from ?? '', to: to ?? '' };
}

/** What has filters and tells when they change: a provider. */
interface Holder extends EventTarget {
  get filters(): Filters;
  set filters(filters: Partial<Filters>);
  readonly initialFilters: Filters;
}

/**
 * Keeps filters in the query of the page's URL: takes what is there, now and whenever the viewer goes back or forward, and writes what
 * changes without an entry in the history.
 *
 * @returns the way to stop
 */
export function followUrl(holder: Holder, prefix: string): () => void {
  const read = () => readFilters(location.search, prefix);
  const goBack = () => (holder.filters = { ...holder.initialFilters, ...read() });
  const write = ({ target }: Event) => {
    // Of a provider inside this one.
    if (target !== holder) return;
    const search = writeFilters(location.search, prefix, holder.filters, holder.initialFilters);
    if (search !== location.search) history.replaceState(history.state, '', location.pathname + search + location.hash);
  };
  const found = read();
  if (Object.keys(found).length > 0) holder.filters = found;
  window.addEventListener('popstate', goBack);
  holder.addEventListener('bot-filters-change', write);
  return () => {
    window.removeEventListener('popstate', goBack);
    holder.removeEventListener('bot-filters-change', write);
  };
}
