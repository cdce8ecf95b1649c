import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowBands } from '../../widgets/charts/flow-bands.ts';
import { crossings } from '../../widgets/charts/flow-crossings.ts';
import { orderColumns, type OrderLink, rowsOf, strandsOf } from '../../widgets/charts/flow-order.ts';

const graph = fc
  .array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 7 })
  .map((sizes) => sizes.map((size, column) => Array.from({ length: size }, (_, row) => `${column}.${row}`)))
  .chain((columns) => {
    const id = fc.constantFrom(...columns.flat());
    const links = fc.array(fc.record({ from: id, to: id, count: fc.integer({ min: 1, max: 1000 }) }), { maxLength: 80 });
    return fc.tuple(fc.constant(columns), links);
  });

const order = (columns: string[][], links: OrderLink[]): string[][] => {
  const work = orderColumns(columns, links);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
};

function count(columns: readonly (readonly string[])[], links: OrderLink[]): number {
  const number = new Map(columns.flat().map((id, index) => [id, index]));
  const rows = rowsOf(
    columns.map((ids) => ids.map((id) => number.get(id)!)),
    number.size,
  );
  return crossings(strandsOf(columns, links, number), rows).count;
}

describe('the order inside columns', () => {
  it('has never more crossings than the order given', () => {
    fc.assert(
      fc.property(graph, ([columns, links]) => {
        expect(count(order(columns, links), links)).toBeLessThanOrEqual(count(columns, links));
      }),
    );
  });

  it('keeps every node in its column', () => {
    fc.assert(
      fc.property(graph, ([columns, links]) => {
        expect(order(columns, links).map((ids) => [...ids].sort())).toEqual(columns.map((ids) => [...ids].sort()));
      }),
    );
  });

  it('undoes what needs not cross', () => {
    const columns = [
      ['a', 'b', 'c'],
      ['x', 'y', 'z'],
    ];
    const links = [
      { from: 'a', to: 'z', count: 5 },
      { from: 'b', to: 'y', count: 5 },
      { from: 'c', to: 'x', count: 5 },
    ];
    expect(count(columns, links)).toBe(3);
    expect(count(order(columns, links), links)).toBe(0);
  });

  it('counts a link over several columns as it is drawn', () => {
    const columns = [['a', 'b'], ['m'], ['x', 'y']];
    expect(
      count(columns, [
        { from: 'a', to: 'y', count: 1 },
        { from: 'b', to: 'x', count: 1 },
      ]),
    ).toBe(1);
    expect(
      count(columns, [
        { from: 'a', to: 'm', count: 1 },
        { from: 'b', to: 'y', count: 1 },
      ]),
    ).toBe(0);
  });

  it('leaves alone what nothing links', () => {
    const columns = [
      ['c', 'a', 'b'],
      ['z', 'x'],
    ];
    expect(order(columns, [])).toEqual(columns);
  });
});

describe('bands of steps', () => {
  const sizes = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 21 }), fc.integer({ min: 1, max: 30 })), { minLength: 1 })
    .map((all) => new Map(all));
  const limits = fc.record({ columns: fc.integer({ min: 1, max: 12 }), rows: fc.integer({ min: 1, max: 20 }) });

  it('never need more columns than there are, and hold every step once, in order', () => {
    fc.assert(
      fc.property(sizes, limits, (steps, room) => {
        const bands = flowBands(steps, room);
        expect(bands.reduce((sum, { columns }) => sum + columns, 0)).toBeLessThanOrEqual(room.columns);
        const ends = bands.map(({ upTo }) => upTo);
        expect(ends).toEqual([...ends].sort((a, b) => a - b));
        expect(ends.at(-1)).toBe(Math.max(...steps.keys()));
        expect(bands.every(({ columns }) => columns >= 1)).toBe(true);
      }),
    );
  });

  it('give every step its own column where there is room', () => {
    const steps = new Map([
      [1, 3],
      [2, 5],
      [7, 1],
    ]);
    expect(flowBands(steps, { columns: 5, rows: 6 })).toEqual([
      { upTo: 1, columns: 1 },
      { upTo: 2, columns: 1 },
      { upTo: 7, columns: 1 },
    ]);
  });

  it('give a crowded step several columns', () => {
    const steps = new Map([
      [1, 1],
      [2, 16],
    ]);
    expect(flowBands(steps, { columns: 6, rows: 8 })).toEqual([
      { upTo: 1, columns: 1 },
      { upTo: 2, columns: 2 },
    ]);
  });

  it('stay as they were as long as they hold', () => {
    const before = flowBands(
      new Map([
        [1, 1],
        [2, 8],
        [3, 8],
      ]),
      { columns: 3, rows: 8 },
    );
    expect(
      flowBands(
        new Map([
          [1, 1],
          [2, 9],
          [3, 7],
        ]),
        { columns: 3, rows: 8 },
        before,
      ),
    ).toEqual(before);
  });
});
