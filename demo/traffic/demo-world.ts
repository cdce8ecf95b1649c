import { type Weighted } from './random.ts';
import { airline } from './texts/airline.ts';
import { bank } from './texts/bank.ts';
import { type Language, type Script } from './texts/script.ts';
import { shop } from './texts/shop.ts';
import { telecom } from './texts/telecom.ts';
import { type BotPlan, type World } from './world.ts';

interface Line {
  business: BotPlan['business'];
  zone: string;
  week: readonly number[];
  languages: Weighted<Language>;
  channels: Weighted<string>;
  script: Script;
  /** Id, name, conversations a day, share not understood, the stories it knows (none named: all). */
  bots: readonly (readonly [string, string, number, number, readonly string[]])[];
}

const OFFICE_WEEK = [1.3, 1.2, 1.15, 1.1, 1.1, 0.65, 0.5];
const SHOP_WEEK = [1.05, 0.9, 0.9, 0.95, 1, 1.15, 1.05];

const lines: readonly Line[] = [
  {
    business: { id: 'aldermoor', name: 'Aldermoor Bank', users: 4_000 },
    zone: 'Europe/Berlin',
    week: OFFICE_WEEK,
    languages: [
      ['de', 7],
      ['en', 3],
    ],
    channels: [
      ['web', 5],
      ['app', 4],
      ['whatsapp', 1],
    ],
    script: bank,
    bots: [
      ['service', 'Service assistant', 260, 0.07, []],
      ['cards', 'Card helper', 80, 0.05, ['Card', 'Account']],
      ['loans', 'Loan guide', 24, 0.14, ['Loan', 'Branches']],
    ],
  },
  {
    business: { id: 'halden', name: 'Halden Air', users: 6_000 },
    zone: 'Europe/Madrid',
    week: SHOP_WEEK,
    languages: [
      ['en', 5],
      ['de', 2],
      ['es', 2],
      ['fr', 1],
    ],
    channels: [
      ['web', 4],
      ['whatsapp', 4],
      ['app', 2],
    ],
    script: airline,
    bots: [
      ['booking', 'Booking bot', 180, 0.09, ['Booking', 'Change a trip', 'Flight status']],
      ['baggage', 'Baggage desk', 55, 0.11, ['Baggage', 'Flight status']],
    ],
  },
  {
    business: { id: 'fernhill', name: 'Fernhill Home', users: 9_000 },
    zone: 'Europe/Paris',
    week: SHOP_WEEK,
    languages: [
      ['en', 4],
      ['de', 4],
      ['fr', 2],
    ],
    channels: [
      ['web', 6],
      ['messenger', 2],
      ['email', 1],
      ['app', 2],
    ],
    script: shop,
    bots: [
      ['shop', 'Shop assistant', 380, 0.08, []],
      ['returns', 'Returns desk', 110, 0.06, ['Returns', 'Order status']],
      ['stores', 'Store finder', 35, 0.04, ['Stores', 'Products']],
      ['payments', 'Payment help', 14, 0.16, ['Payment']],
    ],
  },
  {
    business: { id: 'quillcom', name: 'Quillcom Mobile', users: 5_000 },
    zone: 'America/New_York',
    week: OFFICE_WEEK,
    languages: [
      ['en', 7],
      ['es', 3],
      ['de', 1],
    ],
    channels: [
      ['web', 3],
      ['app', 4],
      ['whatsapp', 2],
      ['sms', 1],
    ],
    script: telecom,
    bots: [
      ['support', 'Support bot', 210, 0.1, ['Internet problem', 'SIM card', 'Bill']],
      ['billing', 'Billing bot', 70, 0.08, ['Bill']],
      ['sales', 'Plan adviser', 30, 0.12, ['Plans', 'SIM card']],
    ],
  },
];

/** Four businesses with twelve bots of different size: about 1,450 conversations a day. */
export const demoWorld: World = {
  seed: 20_260,
  bots: lines.flatMap(({ bots, script, ...line }) =>
    bots.map(([id, name, perDay, missRate, known]): BotPlan => {
      const stories = script.stories.filter(({ story }) => known.length === 0 || known.includes(story));
      return { ...line, bot: { id, name }, perDay, missRate, missed: script.missed, stories };
    }),
  ),
};
