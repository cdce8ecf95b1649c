import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { END } from '../../../gateway/cache/leases.ts';
import { plan, quota, readableShards, type Shard } from '../../../gateway/ingest/kinesis/shards.ts';

const shard = (id: string, ...parents: string[]): Shard => ({ id, parents });
const ends = (...ids: string[]) => new Map(ids.map((id) => [id, END]));

describe('shards that may be read', () => {
  const split = [shard('a'), shard('b', 'a'), shard('c', 'a')];
  it('waits for the end of the parent after a split, and of both after a merge', () => {
    expect(readableShards(split, { positions: new Map() })).toEqual(['a']);
    expect(readableShards(split, { positions: new Map([['a', '49']]) })).toEqual(['a']);
    expect(readableShards(split, { positions: ends('a') })).toEqual(['b', 'c']);
    const merged = [...split, shard('d', 'b', 'c')];
    expect(readableShards(merged, { positions: ends('a', 'b') })).toEqual(['c']);
    expect(readableShards(merged, { positions: ends('a', 'b', 'c') })).toEqual(['d']);
  });
  it('does not wait for a parent that the stream has no more', () => {
    expect(readableShards(split.slice(1), { positions: new Map() })).toEqual(['b', 'c']);
  });
});

it('deals all shards out, to nobody more than one more than to another', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 12 }), (shards, readers) => {
      const quotas = readers.map((self) => quota(shards, readers, self));
      expect(quotas.reduce((sum, one) => sum + one, 0)).toBe(shards);
      expect(Math.max(...quotas) - Math.min(...quotas)).toBeLessThanOrEqual(1);
    }),
  );
});

/** What can happen to a stream and its readers. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('look' as const), who: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('end' as const), who: fc.nat(4) }) },
  fc.record({ what: fc.constant('split' as const), who: fc.nat(20) }),
  fc.record({ what: fc.constant('merge' as const), who: fc.nat(20) }),
  fc.record({ what: fc.constant('die' as const), who: fc.nat(4) }),
  fc.record({ what: fc.constant('come' as const), who: fc.nat(4) }),
);

it('reads every shard to its end by one reader at a time, no child before its parents, whoever dies or comes', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 120 }), (happenings) => {
      const shards: Shard[] = [shard('0'), shard('1')];
      const open = new Set(['0', '1']);
      const positions = new Map<string, string>();
      const owners = new Map<string, string>();
      const readers = new Set(['r0', 'r1']);
      const heldBy = (who: string) => new Set([...owners].filter(([, owner]) => owner === who).map(([id]) => id));

      function look(self: string): void {
        const { take, release } = plan(shards, { positions, owners, readers: [...readers] }, heldBy(self), self);
        for (const id of release) expect(owners.get(id)).toBe(self);
        for (const id of release) owners.delete(id);
        for (const id of take) {
          expect(owners.has(id)).toBe(false);
          for (const parent of shards.find((one) => one.id === id)?.parents ?? []) expect(positions.get(parent)).toBe(END);
          owners.set(id, self);
        }
      }
      /** A reader comes to the end of what it holds, as far as that has one. */
      function end(self: string): void {
        for (const id of heldBy(self)) {
          if (open.has(id)) continue;
          positions.set(id, END);
          owners.delete(id);
        }
      }
      for (const { what, who } of happenings) {
        const self = `r${who}`;
        const pick = [...open][who % open.size] ?? '0';
        if (what === 'come') readers.add(self);
        else if (what === 'split') {
          open.delete(pick);
          for (const half of ['l', 'r']) {
            shards.push(shard(`${pick}${half}`, pick));
            open.add(`${pick}${half}`);
          }
        } else if (what === 'merge' && open.size > 1) {
          const other = [...open].find((id) => id !== pick) ?? '';
          open.delete(pick);
          open.delete(other);
          shards.push(shard(`${pick}+${other}`, pick, other));
          open.add(`${pick}+${other}`);
        } else if (readers.has(self)) {
          if (what === 'look') look(self);
          if (what === 'end') end(self);
          if (what === 'die' && readers.size > 1) {
            readers.delete(self);
            for (const id of heldBy(self)) owners.delete(id);
          }
        }
      }
      // Left alone, they come to rest: all that is closed is read, and all that is open is held, evenly.
      for (let round = 0; round < shards.length + 3; round++)
        for (const self of readers) {
          end(self);
          look(self);
        }
      for (const { id } of shards) expect([id, positions.get(id)]).toEqual([id, open.has(id) ? undefined : END]);
      expect(new Set(owners.keys())).toEqual(open);
      const held = [...readers].map((self) => heldBy(self).size);
      expect(Math.max(...held) - Math.min(...held)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
});
