import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLastSeen } from '../../../../gateway/store/slices/last-seen.ts';
import { labelled, OUTCOMES, type Row, type Rows, toRows } from '../../../../gateway/store/slices/rows.ts';
import { SLICE } from '../../../../gateway/store/slices/slice.ts';
import { createTimeline } from '../../../../gateway/store/slices/timeline.ts';
import { countTrends } from '../../../../gateway/store/slices/trends-counted.ts';
import { type TrendsAsked } from '../../../../gateway/store/store.ts';
import { QUARTER } from '../../../../gateway/time/quarter.ts';

describe('when users were last seen', () => {
  test('is known of each, also of those whose hashes begin alike, and as it was when it is taken back', () => {
    const seen = createLastSeen();
    // All low halves are one, so that each of them looks for its place among the others.
    const alike = Array.from({ length: 500 }, (_, index) => [7, index] as const);
    const others = Array.from({ length: 20_000 }, (_, index) => [Math.imul(index, 0x9e3779b1) >>> 0, index % 3] as const);
    const users = [...alike, ...others];
    const see = (time: number) => users.map(([low, high]) => seen.see(low, high, time));
    expect(new Set(see(1))).toEqual(new Set([-Infinity]));
    expect(new Set(see(2))).toEqual(new Set([1]));
    for (const [low, high] of users) seen.unsee(low, high, 1);
    expect(new Set(see(3))).toEqual(new Set([1]));
    for (const [low, high] of users) seen.unsee(low, high, -Infinity);
    expect(new Set(see(4))).toEqual(new Set([-Infinity]));
  });
});

/** The slice before the first one that anything is in. */
const EARLIER = 80_000;
const SLICES = 6;

const row = (slice: number): fc.Arbitrary<Row> =>
  fc
    .record({
      // Few moments, so that some are the very start of a quarter hour, and conversations of a user begin at once.
      started: fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, QUARTER / 2, QUARTER - 1))
        .map(([quarter, rest]) => slice * SLICE + quarter * QUARTER + rest),
      ended: fc.constantFrom(0, QUARTER / 3, QUARTER, 3 * SLICE),
      messages: fc.integer({ min: 1, max: 10_000 }),
      outcome: fc.constantFrom(...OUTCOMES),
      user: fc.constantFrom([1, 1], [1, 2], [2, 1], [0xffffffff, 0xffffffff]),
      channel: fc.constantFrom(null, 'web', 'app'),
      language: fc.constantFrom(null, 'de'),
    })
    .map((made) => ({ ...made, ended: made.started + made.ended }));

interface Change {
  slice: number;
  bot: number;
  rows: Row[];
}

const change: fc.Arbitrary<Change> = fc
  .record({ slice: fc.integer({ min: EARLIER + 1, max: EARLIER + SLICES }), bot: fc.integer({ min: 0, max: 1 }) })
  .chain(({ slice, bot }) => fc.array(row(slice), { maxLength: 12 }).map((rows) => ({ slice, bot, rows })));

const moment = fc
  .tuple(fc.integer({ min: 0, max: (SLICES + 2) * 24 }), fc.constantFrom(0, 0, 1, QUARTER / 2))
  .map(([quarter, rest]) => EARLIER * SLICE + quarter * QUARTER + rest);

const question: fc.Arbitrary<TrendsAsked> = fc
  .record({
    range: fc.tuple(moment, moment).filter(([a, b]) => a !== b),
    inner: fc.uniqueArray(
      fc.nat((SLICES + 2) * 24).map((quarter) => EARLIER * SLICE + quarter * QUARTER),
      { maxLength: 6 },
    ),
    apart: fc.boolean(),
    now: moment,
    idle: fc.constantFrom(1, QUARTER, SLICE),
  })
  .map(({ range, inner, apart, now, idle }) => {
    const [from, to] = [Math.min(...range), Math.max(...range)];
    const within = inner.filter((bound) => bound > from && bound < to).sort((a, b) => a - b);
    const [first, last] = [Math.floor(from / QUARTER) * QUARTER, Math.ceil(to / QUARTER) * QUARTER];
    return { from, to, now, idle, starts: apart ? [] : [first, ...within, last] };
  });

/** The same, counted one by one. */
function countOneByOne(rows: readonly Row[], from: number, to: number, { now, idle }: TrendsAsked) {
  const those = rows.filter(({ started }) => started >= from && started < to);
  const open = those.filter(({ outcome, ended }) => outcome === 'unfinished' && now - ended < idle);
  const those_ = (outcome: string) => those.filter((each) => each.outcome === outcome).length;
  return {
    counts: {
      conversations: those.length,
      users: new Set(those.map(({ user }) => user.join())).size,
      messages: those.reduce((sum, { messages }) => sum + messages, 0),
      handedOff: those_('handedOff'),
      completed: those_('completed'),
      open: open.length,
      abandoned: those_('unfinished') - open.length,
    },
    idleAt: open.length === 0 ? null : Math.min(...open.map(({ ended }) => ended)) + idle,
  };
}

function expected(rows: readonly Row[], asked: TrendsAsked) {
  const whole = countOneByOne(rows, asked.from, asked.to, asked);
  const spans = asked.starts
    .slice(1)
    .map((end, place) => [Math.max(asked.from, asked.starts[place] ?? 0), Math.min(asked.to, end)] as const);
  return { totals: whole.counts, buckets: spans.map(([from, to]) => countOneByOne(rows, from, to, asked).counts), idleAt: whole.idleAt };
}

/** Cells by bot and slice, of which some change between questions. */
function createWorld() {
  const cells = new Map<string, { rows: Row[]; cell: Rows }>();
  return {
    apply: ({ slice, bot, rows }: Change) => cells.set(`${bot} ${slice}`, { rows, cell: toRows(slice, rows).value }),
    rows: () => [...cells.values()].flatMap(({ rows }) => rows),
    cellsOf(slice: number): Set<Rows> {
      const found = [0, 1].flatMap((bot) => cells.get(`${bot} ${slice}`)?.cell ?? []);
      return new Set(found.filter(({ length }) => length > 0));
    },
  };
}

const slicesOf = ({ from, to }: TrendsAsked): number[] => {
  const first = Math.floor(from / SLICE);
  return Array.from({ length: Math.ceil(to / SLICE) - first }, (_, place) => first + place);
};

test('a timeline counts any range as one by one, whatever was asked and has changed before', async () => {
  const steps = fc.array(fc.oneof({ weight: 2, arbitrary: change }, question), { minLength: 3, maxLength: 25 });
  const labels = fc.record({
    channels: fc.constantFrom<string[] | undefined>(undefined, undefined, ['web'], ['web', 'app']),
    languages: fc.constantFrom<string[] | undefined>(undefined, undefined, ['de']),
  });
  await fc.assert(
    fc.asyncProperty(steps, labels, async (all, { channels, languages }) => {
      const world = createWorld();
      const timeline = createTimeline((rows) => (channels || languages ? labelled(rows, { channels, languages }) : rows));
      for (const step of all) {
        if ('rows' in step) {
          world.apply(step);
          continue;
        }
        const slices = slicesOf(step);
        const blocks = await timeline.follow(
          slices[0] ?? 0,
          slices.map((slice) => world.cellsOf(slice)),
          new AbortController().signal,
        );
        const rows = world
          .rows()
          .filter(({ channel, language }) => (channels?.includes(channel ?? '') ?? true) && (languages?.includes(language ?? '') ?? true));
        expect(countTrends(blocks, step)).toEqual(expected(rows, step));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('who comes again is counted once in all, and once in each span they come in', async () => {
  const at = (hour: number, user: number): Row => {
    const started = EARLIER * SLICE + hour * 4 * QUARTER;
    return { started, ended: started, messages: 3, outcome: 'completed', user: [user, 0], channel: null, language: null };
  };
  // Ann at 0, 1 and 7, Bob at 1, Cy before the range and at 8: slices end at 6 and 12.
  const rows = [at(0, 1), at(1, 1), at(1, 2), at(7, 1), at(-1, 3), at(8, 3)];
  const slices = [EARLIER - 1, EARLIER, EARLIER + 1];
  const cells = slices.map(
    (slice) =>
      new Set([
        toRows(
          slice,
          rows.filter(({ started }) => Math.floor(started / SLICE) === slice),
        ).value,
      ]),
  );
  const [from, middle, to] = [0, 6, 12].map((hour) => EARLIER * SLICE + hour * 4 * QUARTER) as [number, number, number];
  const blocks = await createTimeline((all) => all).follow(EARLIER - 1, cells, new AbortController().signal);
  const { totals, buckets } = countTrends(blocks, { from, to, now: to, idle: 1, starts: [from, middle, to] });
  expect(totals).toMatchObject({ conversations: 5, users: 3, messages: 15 });
  expect(buckets.map(({ conversations, users }) => [conversations, users])).toEqual([
    [3, 2],
    [2, 2],
  ]);
});

test('what an asker who leaves has begun is gone on with by the next one', async () => {
  const cells = Array.from({ length: 40 }, (_, place) => {
    const slice = EARLIER + place;
    const made = Array.from({ length: 3_000 }, (_, index): Row => ({
      started: slice * SLICE + index,
      ended: slice * SLICE + index,
      messages: 1,
      outcome: 'completed',
      user: [(index * 7 + place) % 5_000, 0],
      channel: null,
      language: null,
    }));
    return { made, set: new Set([toRows(slice, made).value]) };
  });
  const timeline = createTimeline((rows) => rows);
  const leaving = new AbortController();
  const left = timeline.follow(
    EARLIER,
    cells.map(({ set }) => set),
    leaving.signal,
  );
  setImmediate(() => leaving.abort(new Error('left')));
  await expect(left).rejects.toThrow('left');
  const asked: TrendsAsked = { from: EARLIER * SLICE, to: (EARLIER + 40) * SLICE, now: 0, idle: 1, starts: [] };
  const blocks = await timeline.follow(
    EARLIER,
    cells.map(({ set }) => set),
    new AbortController().signal,
  );
  expect(countTrends(blocks, asked)).toEqual(
    expected(
      cells.flatMap(({ made }) => made),
      asked,
    ),
  );
  expect(
    await timeline.follow(
      EARLIER,
      cells.map(({ set }) => set),
      new AbortController().signal,
    ),
  ).toEqual(blocks);
});
