import { describe, expect, it } from 'vitest';
import type { ScopeAnswer } from '../../gateway/contract/scope.ts';
import { botName } from '../../gateway/contract/names.ts';
import type { Filters } from '../../widgets/internal/settings.ts';
import { botsWithin, choicesOf, findChoices } from '../../widgets/filters/choices.ts';

const bot = (id: string, name = id) => ({ id, name, permissions: [] });
const scope: ScopeAnswer = {
  businesses: [
    { id: 'acme', name: 'Acme', bots: [bot('shop', 'Shop bot'), bot('shop-2', 'Shop bot'), bot('a/b', 'Slash')] },
    { id: 'acme/2', name: 'Zürich Água', bots: [bot('shop', 'Conseil à la clientèle')] },
  ],
  channels: ['web', 'whatsapp'],
  languages: ['de', 'en', 'no-such-language-tag'],
};
const none: Filters = { business: [], bot: [], channel: [], language: [], tz: 'UTC', range: '7d' };
const labels = (groups: ReturnType<typeof choicesOf>) => groups.map(({ label, choices }) => [label, choices.map((choice) => choice.label)]);

describe('what may be chosen', () => {
  it('names bots as the gateway reads them', () => {
    const values = choicesOf('bot', scope, none, 'en').flatMap(({ choices }) => choices.map(({ value }) => value));
    expect(values).toEqual([
      botName({ business: 'acme', bot: 'shop' }),
      botName({ business: 'acme', bot: 'shop-2' }),
      botName({ business: 'acme', bot: 'a/b' }),
      botName({ business: 'acme/2', bot: 'shop' }),
    ]);
  });

  it('tells bots of one name apart, and only those', () => {
    const notes = choicesOf('bot', scope, none, 'en').flatMap(({ choices }) => choices.map(({ note }) => note));
    expect(notes).toEqual(['shop', 'shop-2', undefined, undefined]);
  });

  it('offers the bots of the businesses that are chosen, by business', () => {
    expect(labels(choicesOf('bot', scope, { ...none, business: ['acme/2'] }, 'en'))).toEqual([['Zürich Água', ['Conseil à la clientèle']]]);
    expect(labels(choicesOf('bot', scope, none, 'en')).map(([label]) => label)).toEqual(['Acme', 'Zürich Água']);
    const one = { ...scope, businesses: scope.businesses.slice(0, 1) };
    expect(labels(choicesOf('bot', one, none, 'en')).map(([label]) => label)).toEqual(['']);
  });

  it('says languages in the language of the page, and any other tag as it is', () => {
    expect(labels(choicesOf('language', scope, none, 'de'))).toEqual([['', ['Deutsch', 'Englisch', 'no-such-language-tag']]]);
  });

  it('keeps what is chosen and cannot be seen, so that it can be given up', () => {
    const chosen = { ...none, bot: ['other/b%2Fc', 'broken%'] };
    expect(labels(choicesOf('bot', scope, chosen, 'en')).at(-1)).toEqual(['', ['other / b/c', 'broken%']]);
  });
});

describe('bots when businesses are chosen', () => {
  const bots = ['acme/shop', 'acme%2F2/shop'];

  it('stay where they are among them', () => {
    expect(botsWithin(bots, ['acme'])).toEqual(['acme/shop']);
    expect(botsWithin(bots, ['acme/2'])).toEqual(['acme%2F2/shop']);
  });

  it('all stay where no business is chosen', () => {
    expect(botsWithin(bots, [])).toEqual(bots);
  });
});

describe('a search among many', () => {
  const found = (search: string) =>
    findChoices(choicesOf('bot', scope, none, 'en'), search).flatMap(({ choices }) => choices.map(({ value }) => value));

  it('finds by name, business and id, whatever the case and accents', () => {
    expect(found('CLIENTELE')).toEqual(['acme%2F2/shop']);
    expect(found('zurich agua')).toEqual(['acme%2F2/shop']);
    expect(found('shop-2')).toEqual(['acme/shop-2']);
    expect(found('nothing')).toEqual([]);
  });

  it('finds zones by any of their words', () => {
    const zones = [{ label: 'All', choices: [{ value: 'America/Sao_Paulo', label: 'America/Sao Paulo' }] }];
    for (const search of ['são', 'sao paulo', 'America/Sao_Paulo', 'paulo america']) expect(findChoices(zones, search)).toHaveLength(1);
  });
});
