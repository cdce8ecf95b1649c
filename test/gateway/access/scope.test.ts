import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rightsOf } from '../../../gateway/access/rights.ts';
import { type Asked, scopeFor } from '../../../gateway/access/scope.ts';
import { botName, type BotRef } from '../../../gateway/contract/names.ts';
import { Problem } from '../../../gateway/contract/problem.ts';
import { botRef, claims, grants, permission } from './arbitraries.ts';

const shop = { business: 'acme', bot: 'shop' };
const help = { business: 'acme', bot: 'help' };
const other = { business: 'globex', bot: 'shop' };
const known = [shop, help, other];
const ann = rightsOf([
  { business: 'acme', bot: '*', permissions: ['reports'] },
  { business: 'acme', bot: 'shop', permissions: ['unmask'] },
]);
const names = (asked: Asked) => scopeFor(ann, 'reports', asked, known).bots.map(botName);
const refusal = (work: () => unknown): Problem | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
};

describe('the scope of a question', () => {
  it('is all that is permitted when nothing is asked', () => {
    expect(names({})).toEqual(['acme/shop', 'acme/help']);
  });

  it('is what is asked, as far as it is permitted', () => {
    expect(names({ business: ['acme'] })).toEqual(['acme/shop', 'acme/help']);
    expect(names({ bot: [help] })).toEqual(['acme/help']);
    expect(names({ business: ['acme'], bot: [shop, shop] })).toEqual(['acme/shop']);
  });

  it('says of each bot whether its users may be seen unmasked', () => {
    expect(scopeFor(ann, 'reports', {}, known).bots.map(({ unmask }) => unmask)).toEqual([true, false]);
  });

  it('refuses when one of several things asked is out of reach', () => {
    expect(refusal(() => names({ bot: [shop, other] }))?.code).toBe('forbidden');
    expect(refusal(() => names({ business: ['acme', 'globex'] }))?.code).toBe('forbidden');
    expect(refusal(() => scopeFor(ann, 'messages', {}, known))?.code).toBe('forbidden');
    expect(refusal(() => scopeFor(rightsOf([]), 'reports', {}, known))?.code).toBe('forbidden');
  });

  it('never holds a bot without the permission, or one that was not asked for', () => {
    const business: fc.Arbitrary<string> = fc.constantFrom('acme', 'a/b', 'ü');
    const bots = fc.uniqueArray(botRef, { selector: botName, maxLength: 4 });
    const asked = fc.record({ business: fc.array(business, { minLength: 1, maxLength: 2 }), bot: bots }, { requiredKeys: [] });
    fc.assert(
      fc.property(grants, claims, permission, asked, bots, (granted, claimed, wanted, question, all) => {
        const rights = rightsOf(granted, claimed);
        let scope: readonly BotRef[] = [];
        const refused = refusal(() => (scope = scopeFor(rights, wanted, question, all).bots));
        for (const bot of scope) {
          expect(rights.may(wanted, bot)).toBe(true);
          expect(question.bot?.map(botName).includes(botName(bot)) ?? true).toBe(true);
          expect(question.business?.includes(bot.business) ?? true).toBe(true);
        }
        const unpermitted = question.bot?.some((bot) => !rights.may(wanted, bot)) ?? false;
        if (unpermitted || !rights.mayAnywhere(wanted)) expect(refused?.code).toBe('forbidden');
        if (!refused && question.bot && !question.business) expect(scope).toHaveLength(question.bot.length);
      }),
    );
  });

  it('refuses in the same words whether what was asked for exists or not', () => {
    fc.assert(
      fc.property(grants, claims, permission, botRef, botRef, (granted, claimed, wanted, bot, elsewhere) => {
        const rights = rightsOf(granted, claimed);
        fc.pre(!rights.may(wanted, bot) && !rights.mayAnywhere(wanted, bot.business));
        const refusals = [[elsewhere], [elsewhere, bot]].flatMap((existing) =>
          [{ bot: [bot] }, { business: [bot.business] }].map((question) => refusal(() => scopeFor(rights, wanted, question, existing))),
        );
        expect(new Set(refusals.map((problem) => `${problem?.code}: ${problem?.message}`)).size).toBe(1);
        expect(refusals[0]?.code).toBe('forbidden');
      }),
    );
  });
});
