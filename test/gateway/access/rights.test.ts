import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grant, rightsOf } from '../../../gateway/access/rights.ts';
import { botName } from '../../../gateway/contract/names.ts';
import { PERMISSIONS } from '../../../gateway/contract/scope.ts';
import { botRef, claims, grants, permission, universe } from './arbitraries.ts';

const shop = { business: 'acme', bot: 'shop' };
const help = { business: 'acme', bot: 'help' };
const other = { business: 'globex', bot: 'shop' };
const grant = (business: string, bot: string, ...permissions: Grant['permissions']): Grant => ({ business, bot, permissions });

describe('grants', () => {
  it('of a bot hold there and nowhere else', () => {
    const rights = rightsOf([grant('acme', 'shop', 'reports')]);
    expect([shop, help, other].map((bot) => rights.may('reports', bot))).toEqual([true, false, false]);
    expect(rights.may('messages', shop)).toBe(false);
  });

  it('of a business hold for all its bots', () => {
    const rights = rightsOf([grant('acme', '*', 'reports')]);
    expect([shop, help, other].map((bot) => rights.may('reports', bot))).toEqual([true, true, false]);
  });

  it('of everything hold everywhere', () => {
    const rights = rightsOf([grant('*', '*', 'reports')]);
    expect([shop, help, other].map((bot) => rights.may('reports', bot))).toEqual([true, true, true]);
  });

  it('add up', () => {
    const rights = rightsOf([grant('acme', '*', 'reports'), grant('acme', 'shop', 'messages'), grant('acme', 'shop', 'export')]);
    expect(PERMISSIONS.filter((held) => rights.may(held, shop))).toEqual(['reports', 'messages', 'export']);
  });

  it('of nothing hold nothing', () => {
    expect(rightsOf([]).may('reports', shop)).toBe(false);
    expect(rightsOf([]).mayAnywhere('reports')).toBe(false);
  });
});

describe('claims', () => {
  const everything = [grant('*', '*', ...PERMISSIONS)];

  it('leave of the grants what they name', () => {
    const rights = rightsOf(everything, { bots: ['acme/shop', 'globex/*'], permissions: ['reports'] });
    expect([shop, help, other].map((bot) => rights.may('reports', bot))).toEqual([true, false, true]);
    expect(rights.may('messages', shop)).toBe(false);
  });

  it.each([[[]], [['acme']], [['*']], [['acme/%E0%A4%A']], [['acme/shop/x']], [['']]])('that name no bot leave nothing: %j', (bots) => {
    const rights = rightsOf(everything, { bots });
    expect(universe.some((bot) => rights.may('reports', bot))).toBe(false);
    expect(rights.mayAnywhere('reports')).toBe(false);
  });

  it('name bots percent-encoded, so that a slash in a name reaches no other bot', () => {
    const rights = rightsOf(everything, { bots: ['globex/a%2Fb'] });
    expect(rights.may('reports', { business: 'globex', bot: 'a/b' })).toBe(true);
    expect(rights.may('reports', { business: 'globex/a', bot: 'b' })).toBe(false);
    expect(rightsOf(everything, { bots: ['acme/%2A'] }).may('reports', shop)).toBe(false);
  });

  it('can only narrow, whatever they say', () => {
    fc.assert(
      fc.property(grants, claims, permission, botRef, (granted, claimed, asked, bot) => {
        const narrowed = rightsOf(granted, claimed);
        const whole = rightsOf(granted);
        if (narrowed.may(asked, bot)) {
          expect(whole.may(asked, bot)).toBe(true);
          expect(claimed.permissions?.includes(asked) ?? true).toBe(true);
          expect(claimed.bots?.some((name) => [botName(bot), `${encodeURIComponent(bot.business)}/*`].includes(name)) ?? true).toBe(true);
        } else if (whole.may(asked, bot)) expect(claimed.bots ?? claimed.permissions).toBeDefined();
        if (narrowed.mayAnywhere(asked)) expect(whole.mayAnywhere(asked)).toBe(true);
      }),
    );
  });
});

describe('holding a permission anywhere', () => {
  it('means that there is a bot for which it is held, and that in a business one of its bots', () => {
    fc.assert(
      fc.property(grants, claims, permission, botRef, (granted, claimed, asked, { business }) => {
        const rights = rightsOf(granted, claimed);
        const held = universe.filter((bot) => rights.may(asked, bot));
        expect(rights.mayAnywhere(asked)).toBe(held.length > 0);
        expect(rights.mayAnywhere(asked, business)).toBe(held.some((bot) => bot.business === business));
      }),
    );
  });
});
