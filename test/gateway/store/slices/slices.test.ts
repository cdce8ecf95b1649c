import { describe, expect, test } from 'vitest';
import { type Look } from '../../../../gateway/store/slices/slice.ts';
import { createSlices } from '../../../../gateway/store/slices/slices.ts';

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

  test('goes too when what others make of it takes the room', () => {
    const slices = known(look(0));
    slices.holdBeside(9_500);
    expect(find(slices, look(0)).found).toEqual(['read']);
    slices.holdBeside(9_900);
    expect(find(slices, look(0)).found).toEqual([]);
  });

  test('is as it was before it was read: what changed meanwhile makes it read again', () => {
    const slices = createSlices(10_000);
    const [missing] = find(slices, look(0)).missing;
    if (missing) slices.keep('kind', missing, { value: 'old', bytes: 1 });
    expect(find(slices, look(2, '1.1', 1)).found).toEqual([]);
  });
});
