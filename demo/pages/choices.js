import { element, options } from './build.js';

export const RANGES = [
  ['24h', 'Last 24 hours'],
  ['today', 'Today'],
  ['yesterday', 'Yesterday'],
  ['7d', 'Last 7 days'],
  ['14d', 'Last 14 days'],
  ['30d', 'Last 30 days'],
  ['90d', 'Last 90 days'],
  ['365d', 'Last 365 days'],
  ['this-week', 'This week'],
  ['last-week', 'Last week'],
  ['this-month', 'This month'],
  ['last-month', 'Last month'],
];

const ZONES = [
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
];

export function zoneOptions(select, own) {
  const zones = [own, ...ZONES.filter((zone) => zone !== own)];
  options(
    select,
    zones.map((zone) => [zone, zone.replaceAll('_', ' ')]),
    own,
  );
}

/** Businesses with their bots; a value says which parameter it is: `business:id` or `bot:business/bot`. */
export function botOptions(select, scope, chosen) {
  const groups = scope.businesses.map(({ id, name, bots }) => {
    const all = bots.length > 1 ? [element('option', { value: `business:${id}` }, `All of ${name}`)] : [];
    const each = bots.map((bot) => element('option', { value: `bot:${encodeURIComponent(id)}/${encodeURIComponent(bot.id)}` }, bot.name));
    return element('optgroup', { label: name }, ...all, ...each);
  });
  select.replaceChildren(element('option', { value: '' }, 'All bots'), ...groups);
  select.value = chosen;
}
