import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Look } from '../../../../gateway/store/slices/slice.ts';
import { countRows } from '../../../../gateway/store/elasticsearch/rows-counted.ts';
import { OUTCOMES, type Rows } from '../../../../gateway/store/elasticsearch/slice-rows.ts';
import { createSlices } from '../../../../gateway/store/slices/slices.ts';
import { createUserNumbers } from '../../../../gateway/store/slices/user-numbers.ts';

describe('numbers of users', () => {
  test('tell users apart, also those whose hashes begin alike, and stay as they grow in number', () => {
    const numbers = createUserNumbers();
    // All low halves are one, so that each of them looks for its place among the others.
    const alike = Array.from({ length: 500 }, (_, index) => (BigInt(index) << 32n) + 7n);
    const others = Array.from({ length: 100_000 }, (_, index) => BigInt.asUintN(63, BigInt(index) * 0x9e3779b97f4a7c1n));
    const users = [...alike, ...others];
    for (let times = 0; times < 2; times++) expect(users.findIndex((user, index) => numbers.numberOf(user) !== index + 1)).toBe(-1);
    expect(numbers.count).toBe(users.length);
  });
});

const row = fc.record({
  started: fc.nat(1000),
  lasted: fc.nat(300),
  messages: fc.integer({ min: 1, max: 10_000 }),
  outcome: fc.constantFrom(...OUTCOMES),
  user: fc.integer({ min: 1, max: 6 }),
  channel: fc.constantFrom(null, 'web', 'app'),
});
type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

function toRows(rows: readonly Row[]): Rows {
  const sorted = [...rows].sort((a, b) => a.started - b.started);
  const names = [null, 'web', 'app'];
  return {
    length: sorted.length,
    times: Float64Array.from(sorted.flatMap(({ started, lasted }) => [started, started + lasted])),
    counts: Uint32Array.from(sorted, ({ messages, outcome }) => 4 * messages + OUTCOMES.indexOf(outcome)),
    users: Uint32Array.from(sorted, ({ user }) => user),
    labels: Uint32Array.from(sorted.flatMap(({ channel }) => [names.indexOf(channel), 0])),
    names,
  };
}

/** The same, counted one by one. */
function counted(rows: readonly Row[], from: number, to: number, now: number, idle: number) {
  const those = rows.filter(({ started }) => started >= from && started < to);
  const isOpen = ({ outcome, started, lasted }: Row) => outcome === 'unfinished' && now - (started + lasted) < idle;
  const open = those.filter(isOpen);
  const with_ = (outcome: string) => those.filter((each) => each.outcome === outcome).length;
  return {
    counts: {
      conversations: those.length,
      users: new Set(those.map(({ user }) => user)).size,
      messages: those.reduce((sum, { messages }) => sum + messages, 0),
      handedOff: with_('handedOff'),
      completed: with_('completed'),
      open: open.length,
      abandoned: with_('unfinished') - open.length,
    },
    idleAt: open.length === 0 ? null : Math.min(...open.map(({ started, lasted }) => started + lasted)) + idle,
  };
}

test('rows of any slices are counted as one by one, in all and in each bucket', () => {
  const asked = fc.record({
    cells: fc.array(fc.array(row, { maxLength: 12 }), { maxLength: 5 }),
    from: fc.nat(500),
    length: fc.integer({ min: 1, max: 600 }),
    bounds: fc.uniqueArray(fc.nat(1200), { maxLength: 6 }),
    now: fc.nat(1500),
    idle: fc.integer({ min: 1, max: 400 }),
    channels: fc.constantFrom<string[] | undefined>(undefined, ['web'], ['app', 'web']),
  });
  fc.assert(
    fc.property(asked, ({ cells, from, length, bounds, now, idle, channels }) => {
      const to = from + length;
      // Buckets cover the range, or there are none.
      const inner = bounds.filter((bound) => bound > from && bound < to).sort((a, b) => a - b);
      const starts = bounds.length === 0 ? [] : [Math.max(0, from - 50), ...inner, to + 50];
      const found = countRows(cells.map(toRows), 6, { from, to, now, idle, starts, channels });
      const rows = cells.flat().filter(({ channel }) => !channels || (channel !== null && channels.includes(channel)));
      const whole = counted(rows, from, to, now, idle);
      expect(found.totals).toEqual(whole.counts);
      expect(found.idleAt).toBe(whole.idleAt);
      const within = starts.slice(1).map((end, index) => [Math.max(from, starts[index] ?? 0), Math.min(to, end)] as const);
      expect(found.buckets).toEqual(within.map(([start, end]) => counted(rows, start, end, now, idle).counts));
    }),
  );
});

describe('what is known of a slice', () => {
  const bots = ['shop'];
  const look = (at: number, stamp?: string, heard = 0, era = 0): Look => ({
    at,
    era,
    of: () => () => (stamp === undefined ? undefined : { stamp, heard }),
  });
  const find = (slices: ReturnType<typeof createSlices>, at: Look) => slices.find('kind', at, bots, 5, 6);
  const known = (at: Look) => {
    const slices = createSlices(10_000);
    const [missing] = find(slices, at).missing;
    if (!missing) throw new Error('It is known already.');
    slices.keep('kind', missing, { value: 'read', bytes: 1 });
    return slices;
  };

  test('stands while nothing changes', () => {
    const slices = known(look(0));
    expect(find(slices, look(1e9)).found).toEqual(['read']);
    expect(find(slices, look(1e9)).missing).toEqual([]);
  });

  test('is read again after a change, and when everything is to be forgotten', () => {
    const slices = known(look(0));
    expect(find(slices, look(1, '1.1', 1)).missing).toHaveLength(1);
    expect(find(slices, look(1, undefined, 0, 1)).missing).toHaveLength(1);
  });

  test('is read once more when a change that may never have been told of must be over', () => {
    const slices = known(look(1_000, '1.1', 500));
    expect(find(slices, look(300_499, '1.1', 500)).found).toEqual(['read']);
    expect(find(slices, look(300_500, '1.1', 500)).missing).toHaveLength(1);
    expect(find(known(look(300_501, '1.1', 500)), look(1e9, '1.1', 500)).found).toEqual(['read']);
  });

  test('goes when there is no room for it, what was not used for longest first', () => {
    const slices = createSlices(32 * 340);
    const read = (slice: number) => slices.find('kind', look(0), bots, slice, slice + 1);
    const know = (slice: number) => {
      for (const missing of read(slice).missing) slices.keep('kind', missing, { value: slice, bytes: 40 });
    };
    for (let slice = 1; slice <= 32; slice++) know(slice);
    expect([read(1).found, read(3).found]).toEqual([[1], [3]]);
    // A sixteenth of the room is made free, and one for what comes.
    know(33);
    expect([1, 2, 3, 4, 5, 6, 33].map((slice) => read(slice).found)).toEqual([[1], [], [3], [], [], [6], [33]]);
  });

  test('is as it was before it was read: what changed meanwhile makes it read again', () => {
    const slices = createSlices(10_000);
    const [missing] = find(slices, look(0)).missing;
    if (missing) slices.keep('kind', missing, { value: 'old', bytes: 1 });
    expect(find(slices, look(2, '1.1', 1)).found).toEqual([]);
  });
});
