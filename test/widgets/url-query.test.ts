import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filters } from '../../widgets/internal/settings.ts';
import { PRESETS } from '../../widgets/internal/presets.ts';
import { PRESETS as OF_THE_GATEWAY } from '../../gateway/contract/query.ts';
import { readFilters, writeFilters } from '../../widgets/provider/url-query.ts';

const initial: Filters = { business: [], bot: [], channel: [], language: [], tz: 'Europe/Berlin', range: '7d' };
const names = fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 4 });
const instant = fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 }).map((ms) => new Date(ms).toISOString());
const time = fc.oneof(
  fc.constantFrom(...PRESETS).map((range) => ({ range })),
  fc
    .uniqueArray(instant, { minLength: 2, maxLength: 2 })
    .map((ends) => ends.sort())
    .map(([from, to]) => ({ from: from!, to: to! })),
);
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires');
const filters: fc.Arbitrary<Filters> = fc
  .tuple(fc.record({ business: names, bot: names, channel: names, language: names, tz: zone }), time)
  .map(([others, when]) => ({ ...others, ...when }));

const TIME = new Set(['range', 'from', 'to']);
const timeless = (all: Filters) => Object.fromEntries(Object.entries(all).filter(([name]) => !TIME.has(name))) as unknown as Filters;
/** As a provider takes them: a new time replaces the old one. */
const applied = (before: Filters, found: Partial<Filters>): Filters =>
  found.range !== undefined || found.from !== undefined ? { ...timeless(before), ...found } : { ...before, ...found };

describe('filters in the query of a URL', () => {
  it('offers every range that the gateway knows', () => {
    expect(PRESETS).toEqual(OF_THE_GATEWAY);
  });

  it('come back as they were, whatever the page begins with', () => {
    fc.assert(
      fc.property(filters, filters, (now, begin) => {
        expect(applied(begin, readFilters(writeFilters('', 'bot-', now, begin), 'bot-'))).toEqual(now);
      }),
    );
  });

  it('leave all that is not theirs as it was written', () => {
    const others = '?a=b%20c&flag&a=+&bots=1&other-range=30d&%F0%9F=1';
    fc.assert(
      fc.property(filters, (now) => {
        const search = writeFilters(others, 'bot-', now, initial);
        expect(search.startsWith(others)).toBe(true);
        expect(writeFilters(search, 'bot-', initial, initial)).toBe(others);
      }),
    );
  });

  it('write nothing where nothing differs from how the page begins', () => {
    expect(writeFilters('?bot-range=30d', 'bot-', initial, initial)).toBe('');
  });

  it('say "all" where the page begins with some', () => {
    const search = writeFilters('', 'x.', { ...initial, bot: [] }, { ...initial, bot: ['acme/shop'] });
    expect(search).toBe('?x.bot=');
    expect(readFilters(search, 'x.')).toEqual({ bot: [] });
  });

  it('of two prefixes do not mix', () => {
    const search = writeFilters('?a-range=today', 'b-', { ...initial, range: '30d' }, initial);
    expect(readFilters(search, 'a-')).toEqual({ range: 'today' });
    expect(readFilters(search, 'b-')).toEqual({ range: '30d' });
  });

  it.each([
    ['bot-range=5y'],
    ['bot-range=toString'],
    ['bot-range=%3Cscript%3E'],
    ['bot-tz=Mars/Phobos'],
    ['bot-tz=%2B05:45'],
    ['bot-from=2026-01-01T00:00:00Z'],
    ['bot-from=2026-01-02T00:00:00Z&bot-to=2026-01-01T00:00:00Z'],
    ['bot-from=yesterday&bot-to=today'],
    ['bot-from=2026-99-01T00:00:00Z&bot-to=2027-01-01T00:00:00Z'],
    ['bot-gateway=https://evil.example'],
    ['bot-getToken=1'],
    ['range=30d'],
  ])('take nothing from ?%s', (search) => {
    expect(readFilters(`?${search}`, 'bot-')).toEqual({});
  });
});
