import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkItems } from '../../widgets/charts/network-items.ts';

interface Item {
  id: string;
  width: number;
}

const items = fc
  .array(fc.record({ id: fc.integer({ min: 0, max: 150 }).map((id) => `item ${id}`), width: fc.integer({ min: 1, max: 3 }) }), {
    maxLength: 150,
  })
  .map((all) => [...new Map(all.map((item) => [item.id, item])).values()]);

const held = (set: NetworkItems<Item>['set']): Item[] => set.getIds().map((id) => set.get(id));

describe('what vis-network is told', () => {
  it('comes to the same as the items, in their order, after whatever was before and whoever stopped half-way', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(items, fc.nat(6)), { minLength: 1, maxLength: 6 }), items, fc.boolean(), (before, last, ordered) => {
        const network = new NetworkItems<Item>(ordered);
        for (const [some, done] of before) for (const step of network.replace(some).slice(0, done)) step();
        for (const step of network.replace(last)) step();
        const sorted = (all: Item[]) => (ordered ? all : all.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
        expect(sorted(held(network.set))).toEqual(sorted(last));
      }),
    );
  });

  it('is nothing when nothing has changed', () => {
    fc.assert(
      fc.property(items, (all) => {
        const network = new NetworkItems<Item>(true);
        for (const step of network.replace(all)) step();
        expect(network.replace(structuredClone(all))).toEqual([]);
      }),
    );
  });

  it('is one piece when one item has changed', () => {
    const all = Array.from({ length: 150 }, (_, index) => ({ id: `item ${index}`, width: 1 }));
    const network = new NetworkItems<Item>(true);
    for (const step of network.replace(all)) step();
    expect(network.replace(all.map((item, index) => (index === 70 ? { ...item, width: 2 } : item)))).toHaveLength(1);
  });
});
