import { PERMISSIONS } from '../../../gateway/contract/scope.ts';

/** A Wednesday, epoch milliseconds. */
export const NOW = Date.parse('2026-03-18T13:02:07.123Z');

/** A client whose names are those of the other one, and whose secrets are its own. */
export interface Tenant {
  business: string;
  /** A word that is in everything of theirs that has a free text, and nowhere else. */
  mark: string;
  /** Digits of all their numbers. */
  phone: string;
  /** How much of everything. */
  times: number;
}

export const ACME: Tenant = { business: 'acme', mark: 'zebrine', phone: '4915100001', times: 2 };
export const GLOBEX: Tenant = { business: 'globex', mark: 'quokkas', phone: '4915100002', times: 5 };

/** Ids, conversations, users, bots, stories and times are the same for every tenant, as far as it has so many. */
export function messagesOf({ business, mark, phone, times }: Tenant): object[] {
  return ['shop', 'help'].flatMap((bot) =>
    Array.from({ length: times }, (_, index) => {
      const at = (minutes: number) => new Date(NOW - 3_600_000 * (index + 1) + minutes * 60_000).toISOString();
      const phoned = index % 2 === 1;
      const names = {
        business,
        bot,
        conversation: phoned ? `${phone}${index}77` : `c${index || ''}`,
        user: phoned ? `wa_${phone}${index}77` : 'u',
      };
      const asked = {
        ...names,
        id: `${index}-1`,
        timestamp: at(0),
        sender: 'user',
        understood: false,
        channel: `${mark}-channel`,
        language: 'en',
        text: `Where is the ${mark} refund? Write to ${mark}@example.org or call +${phone}${index}77, card 4111 1111 1111 1111`,
      };
      const answered = {
        ...names,
        id: `${index}-2`,
        timestamp: at(1),
        sender: 'bot',
        text: `the ${mark} answer`,
        success: index % 2 === 0,
      };
      return [
        asked,
        { ...answered, story: 'faq', node: 'refund' },
        { ...answered, id: `${index}-3`, story: `${mark}-story`, node: `${mark}-node` },
      ];
    }).flat(),
  );
}

/** What nobody may see who lacks `unmask`. */
export const rawOf = ({ mark, phone }: Tenant): string[] => [phone, `${mark}@example`, '4111 1111'];

export const SUBSETS = Array.from({ length: 2 ** PERMISSIONS.length }, (_, mask) => PERMISSIONS.filter((_, bit) => mask & (1 << bit)));
export const nameOf = (subset: readonly string[]): string => `may ${subset.join(' ') || 'nothing'}`;

/** Directory with these tenants: of the others not even the names are known. */
export function directoryOf(...tenants: Tenant[]): object {
  const all = [...PERMISSIONS];
  const everything = (business: string, permissions: readonly string[] = all) => [{ business, bot: '*', permissions }];
  return {
    businesses: tenants.map(({ business, mark }) => ({ id: business, name: `${mark} inc.`, bots: [{ id: 'shop', name: `${mark} bot` }] })),
    principals: [
      { id: 'root', grants: everything('*') },
      { id: 'ann', grants: everything('acme') },
      {
        id: 'masked',
        grants: everything(
          'acme',
          all.filter((permission) => permission !== 'unmask'),
        ),
      },
      { id: 'shop-only', grants: [{ business: 'acme', bot: 'shop', permissions: all }] },
      { id: 'bob', grants: everything('globex') },
      ...SUBSETS.map((subset) => ({ id: nameOf(subset), grants: everything('acme', subset) })),
    ],
  };
}
