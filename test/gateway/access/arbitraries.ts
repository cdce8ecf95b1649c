import fc from 'fast-check';
import { type Claims, type Grant } from '../../../gateway/access/rights.ts';
import { botName, type BotRef } from '../../../gateway/contract/names.ts';
import { PERMISSIONS } from '../../../gateway/contract/scope.ts';

/** Few names, so that grants, claims and questions meet; with slashes and stars, so that encoding is put to the test. */
const name = fc.constantFrom('acme', 'globex', 'shop', 'a/b', '*', 'ü');
const starless = name.filter((text) => text !== '*');

export const permission = fc.constantFrom(...PERMISSIONS);
export const botRef: fc.Arbitrary<BotRef> = fc.record({ business: starless, bot: starless });
export const grants: fc.Arbitrary<Grant[]> = fc.array(
  fc.record({ business: name, bot: name, permissions: fc.subarray([...PERMISSIONS]) }),
  {
    maxLength: 5,
  },
);

const claimedBot = fc.oneof(
  botRef.map(botName),
  starless.map((business) => `${encodeURIComponent(business)}/*`),
  fc.constantFrom('', 'acme', '*', '*/*', 'acme/shop/x', 'acme/%', '/', 'a/b'),
);
export const claims: fc.Arbitrary<Claims> = fc.record(
  { bots: fc.array(claimedBot, { maxLength: 4 }), permissions: fc.array(fc.oneof(permission, fc.constant('all')), { maxLength: 4 }) },
  { requiredKeys: [] },
);

/** Every bot that the names above can make. */
export const universe: BotRef[] = ['acme', 'globex', 'shop', 'a/b', '*', 'ü', 'a', 'other'].flatMap((business, _, names) =>
  names.map((bot) => ({ business, bot })),
);
