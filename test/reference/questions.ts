import fc from 'fast-check';
import { PRESETS } from '../../gateway/contract/query.ts';
import { REPORTS } from '../support/reports.ts';
import { CHANNELS, distance, LANGUAGES, type World, ZONES } from './hostile-world.ts';

export interface Question {
  report: (typeof REPORTS)[number];
  query: [string, string][];
}

const composed = (...parts: string[]): string => parts.map(encodeURIComponent).join('/');
const iso = (instant: number): string => new Date(instant).toISOString();

type Part = fc.Arbitrary<[string, string][]>;

const nothing: Part = fc.constant<[string, string][]>([]);

/** The parameter, given up to twice, or not at all. */
const listed = (name: string, values: readonly string[], max = 2): Part =>
  fc.oneof(
    { weight: 5, arbitrary: nothing },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: max })
        .map((chosen) => chosen.map((value): [string, string] => [name, value])),
    },
  );
const once = (name: string, values: readonly string[]): Part => listed(name, values, 1);

const span = (now: number): Part =>
  fc.oneof(
    fc.constantFrom(...PRESETS).map((range): [string, string][] => [['range', range]]),
    nothing,
    fc.tuple(distance, distance, fc.integer({ min: 0, max: 2 })).map(([length, back, days]): [string, string][] => {
      const to = now - back + days * 86_400_000;
      return [
        ['from', iso(to - Math.abs(length) - 1)],
        ['to', iso(to)],
      ];
    }),
  );

function scope(world: World): Part {
  const businesses = [...new Set(world.bots.map(({ business }) => business))];
  return fc.oneof(
    { weight: 3, arbitrary: nothing },
    { weight: 1, arbitrary: listed('business', businesses) },
    {
      weight: 1,
      arbitrary: listed(
        'bot',
        world.bots.map(({ business, bot }) => composed(business, bot)),
      ),
    },
  );
}

/** Every parameter that a report of its own has. */
function own(report: Question['report'], world: World): Part[] {
  const names = [...world.stories, 'never said'];
  switch (report) {
    case 'trends':
      return [once('interval', ['hour', 'day', 'week', 'month']), once('compare', ['previous'])];
    case 'stories':
      return [listed('story', names)];
    case 'words':
      return [once('limit', ['1', '2', '500'])];
    case 'journey':
      return [
        listed('outcome', ['handedOff', 'completed', 'open', 'abandoned']),
        listed('story', names),
        listed('node', names),
        once('limit', ['1', '2', '3', '200']),
      ];
    case 'messages':
      return [
        once('q', [
          'refund',
          'REFUND the',
          'cafe\u0301',
          '42',
          '!!!',
          'constructor',
          '\u6771\u4eac\u90fd',
          "don't",
          'parcel',
          'J\u030ca',
          '\u00df',
        ]),
        listed('sender', ['user', 'bot', 'human']),
        listed(
          'conversation',
          world.bots.flatMap(({ business, bot }) => world.conversations.map((conversation) => composed(business, bot, conversation))),
        ),
        listed('user', world.users),
        listed('story', names),
        listed('node', names),
        listed('keyword', ['refund', 'caf\u00e9', 'cafe\u0301', 'big bill', 'constructor', 'J\u030ca', '\u01f0a', 'Refund']),
        once('understood', ['true', 'false']),
        once('order', ['newest', 'oldest']),
        once('limit', ['1', '2', '7', '500']),
      ];
  }
}

/** A question that the contract allows, about what is there and what is not. */
export const questionAbout = (world: World): fc.Arbitrary<Question> =>
  fc
    .constantFrom(...REPORTS)
    .chain((report) =>
      fc
        .tuple(
          scope(world),
          listed('channel', CHANNELS),
          listed('language', LANGUAGES),
          once('tz', ZONES),
          span(world.now),
          ...own(report, world),
        )
        .map((parts) => ({ report, query: parts.flat() })),
    );
