import fc from 'fast-check';

/** Names that break careless code: quoting, separators, prototypes, virtual ids, look-alikes, the order of UTF-16. */
export const HOSTILE_NAMES = [
  'start',
  'end',
  'other',
  '__proto__',
  'constructor',
  'toString',
  'a>b',
  'a',
  'b',
  "x'); --",
  'a/b',
  '%2F',
  'a%2Fb',
  '"*"',
  '*.*',
  ' ',
  ' a',
  'A',
  'null',
  '["a","b"]',
  '\\',
  '{}',
  'caf\u00e9',
  'cafe\u0301',
  '\uff5e',
  '\u{1f600}',
  '\u{10ffff}',
  '\uffff',
  '\u0000',
  'a\u0000b',
  '\u001f',
  'a\nb',
  '\u202e',
  'undefined',
  '$1',
  '%',
  '_',
] as const;

const long = (char: string, length: number): string => char.repeat(length);
const LONG_100 = [long('x', 100), long('\u{1f600}', 100)];
const LONG_200 = [long('x', 200), long('\u{1f600}', 200), `${long('x', 199)}y`];

const WORDS = [
  'refund',
  'Refund',
  'REFUND',
  'the',
  'The',
  'order',
  'und',
  'Paket',
  "don't",
  'don\u2019t',
  "O'Brien",
  'caf\u00e9',
  'cafe\u0301',
  'CAFE\u0301',
  '\u0130stanbul',
  '\u039f\u0394\u039f\u03a3',
  'J\u030ca',
  '\u01f0a',
  '\ufb01ne',
  '\u{1f600}',
  'x',
  'Z',
  '\u732b',
  '\u6771\u4eac\u90fd',
  '\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e04\u0e23\u0e31\u0e1a',
  'https://shop.example/track/parcel?of=refund',
  'foo_bar',
  'foo-bar',
  'constructor',
  '__proto__',
  '"*"',
  "'); --",
  '%',
  '\\',
  '\u0000',
  '\uff5e',
  '\u212b',
  '\u00df',
  'STRASSE',
  long('w', 100),
  long('w', 101),
] as const;
const NUMBERS = ['7', '42', '4711', '1.5', '\u0664\u0662', '2nd'] as const;

const KEYWORDS = [...WORDS, ' big bill ', 'Big Bill', '   ', long('\u0130', 60), long('k', 100), '42', 'the'].filter(
  (word) => word.length <= 100,
);
export const CHANNELS = ['web', 'whatsapp', 'Web', '\u0000'] as const;
export const LANGUAGES = ['en', 'de', 'de-AT', 'DE', 'ja', 'th', 'xx', 'constructor', '__proto__'] as const;
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Havana',
  'America/Santiago',
  'Pacific/Apia',
] as const;

/** Instants around which clocks change, or where months and years meet. */
const TURNS = [
  '2026-03-29T01:00:00Z', // Berlin, forward
  '2026-10-25T01:00:00Z', // Berlin, back
  '2026-03-08T07:00:00Z', // New York, forward
  '2026-11-01T06:00:00Z', // New York, back
  '2026-04-04T15:00:00Z', // Lord Howe, back by 30 minutes
  '2026-10-03T15:30:00Z', // Lord Howe, forward by 30 minutes
  '2026-04-04T14:00:00Z', // Chatham, back
  '2026-09-26T14:00:00Z', // Chatham, forward
  '2026-11-01T05:00:00Z', // Havana, midnight twice
  '2026-09-06T04:00:00Z', // Santiago, a day without midnight
  '2011-12-30T10:00:00Z', // Apia, a day left out
  '2025-12-31T18:15:00Z', // a year ends in Kathmandu
].map((text) => Date.parse(text));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances that sit on edges: a millisecond, the idle time, quarter hours, days. */
export const distance: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, 1, -1, 30 * MINUTE, 30 * MINUTE - 1, 30 * MINUTE + 1, 15 * MINUTE, HOUR, DAY, DAY - 1, 7 * DAY),
  fc.integer({ min: 0, max: 2 * HOUR }),
  fc.integer({ min: 0, max: 3 * 24 * 4 }).map((quarters) => quarters * 15 * MINUTE),
  fc.integer({ min: 0, max: 3 * DAY }),
  fc.integer({ min: 0, max: 20 * DAY }),
);

export interface World {
  /** Epoch milliseconds. */
  now: number;
  bots: { business: string; bot: string }[];
  conversations: string[];
  users: string[];
  stories: string[];
  /** Some of them bad, some repeats, some revisions; in the order of their arrival. */
  batches: object[][];
}

const some = <T>(values: readonly T[], max: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: max });
const maybe = <T>(value: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq });

const text: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.constantFrom<string>(...WORDS), { maxLength: 6 }),
    maybe(fc.constantFrom<string>(...NUMBERS)),
    fc.constantFrom(' ', '\n', ', '),
  )
  .map(([words, number, space]) => [...words, ...(number === undefined ? [] : [number])].join(space));

/** What makes a message bad, one fault each. */
const FAULTS: object[] = [
  { id: '' },
  { text: undefined },
  { sender: 'robot' },
  { timestamp: 'yesterday' },
  { timestamp: 1_000 },
  { seq: -1 },
  { user: '\ud800' },
  { storey: 's' },
  { conversation: 7 },
  { understood: 'false' },
  { channel: '' },
];

function bodyFor(world: Omit<World, 'batches'>): fc.Arbitrary<object> {
  const common = {
    seq: maybe(fc.constantFrom(0, 1, 2 ** 31 - 1), 1),
    user: fc.constantFrom(...world.users),
    text,
    completed: maybe(fc.boolean(), 1),
    channel: maybe(fc.constantFrom(...CHANNELS)),
    language: maybe(fc.constantFrom(...LANGUAGES)),
  };
  const optional = maybe(fc.constantFrom(...world.stories), 5);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        ...common,
        sender: fc.constant('user'),
        understood: maybe(fc.constantFrom(false, false, true), 3),
        keywords: maybe(fc.array(fc.constantFrom(...KEYWORDS), { maxLength: 4 }), 1),
      }),
    },
    {
      weight: 6,
      arbitrary: fc
        .record({ ...common, sender: fc.constant('bot'), story: optional, node: optional, success: maybe(fc.boolean()) })
        .map(({ success, ...body }) => ((body.story ?? body.node) === undefined ? body : { ...body, success })),
    },
    { weight: 1, arbitrary: fc.record({ ...common, sender: fc.constant('human') }) },
  );
}

const withoutUndefined = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, content]) => content !== undefined));

function written(timestamp: number, how: number): string | number {
  const at = new Date(timestamp).toISOString();
  if (how === 0) return at;
  if (how === 1) return timestamp;
  if (how === 2) return `${new Date(timestamp + 345 * MINUTE).toISOString().slice(0, -1)}999+05:45`;
  return at.replace('.000Z', 'Z');
}

/** A message slot: its name and time are fixed, its bodies vary by revision. */
function slotFor(world: Omit<World, 'batches'>): fc.Arbitrary<object[]> {
  const version = fc.record({ revision: fc.constantFrom(undefined, 0, 1, 2, 7), body: bodyFor(world) });
  return fc
    .record({
      name: fc.record({
        bot: fc.constantFrom(...world.bots),
        conversation: fc.constantFrom(...world.conversations),
        id: fc.oneof(fc.constantFrom(...HOSTILE_NAMES, ...LONG_200), fc.integer({ min: 0, max: 200 }).map(String)),
      }),
      back: distance,
      ahead: fc.boolean(),
      how: fc.integer({ min: 0, max: 3 }),
      versions: fc.oneof(
        { weight: 4, arbitrary: fc.tuple(version) },
        { weight: 1, arbitrary: fc.array(version, { minLength: 2, maxLength: 4 }) },
      ),
      repeated: fc.boolean(),
      fault: fc.oneof({ weight: 20, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom(...FAULTS) }),
    })
    .map(({ name: { bot, conversation, id }, back, ahead, how, versions, repeated, fault }) => {
      const timestamp = ahead && back <= HOUR ? world.now + back : world.now - back;
      const messages = versions.map(({ revision, body }) =>
        withoutUndefined({ ...body, ...bot, id, conversation, revision, timestamp: written(timestamp, how), ...fault }),
      );
      return repeated ? [...messages, messages[0]!] : messages;
    });
}

/** A small world of conversations as they might arrive: dirty, shuffled, repeated, in several batches. */
export const world: fc.Arbitrary<World> = fc
  .record({
    turn: fc.constantFrom(...TURNS),
    after: distance,
    businesses: some(['acme', ...HOSTILE_NAMES, ...LONG_100], 2),
    botNames: some(['shop', ...HOSTILE_NAMES, ...LONG_100], 2),
    conversations: some([...HOSTILE_NAMES, ...LONG_200], 4),
    users: some([...HOSTILE_NAMES, ...LONG_200], 3),
    stories: some([...HOSTILE_NAMES, ...LONG_200], 4),
  })
  .map(({ turn, after, businesses, botNames, ...names }) => ({
    now: turn + after,
    bots: businesses.flatMap((business) => botNames.map((bot) => ({ business, bot }))),
    ...names,
  }))
  .chain((base) =>
    fc
      .array(slotFor(base), { minLength: 1, maxLength: 45 })
      .chain((slots) => {
        const all = slots.flat();
        return fc.tuple(fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }), fc.integer({ min: 1, max: 3 }));
      })
      .map(([all, count]) => ({
        ...base,
        batches: Array.from({ length: count }, (_, index) => all.filter((_, position) => position % count === index)),
      })),
  );
