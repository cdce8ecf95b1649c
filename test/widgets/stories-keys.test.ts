import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Place, type Shape, stepOf } from '../../widgets/stories/tree-keys.ts';

/** Head; an open story with two nodes; a closed one; one without nodes; totals. */
const shape: Shape = {
  rows: [
    { level: 0, open: null },
    { level: 1, open: true },
    { level: 2, open: null },
    { level: 2, open: null },
    { level: 1, open: false },
    { level: 1, open: null },
    { level: 0, open: null },
  ],
  columns: 7,
};

const press = (key: string, row: number, column: number | null = null, { ctrl = false, rtl = false } = {}) =>
  stepOf(shape, { row, column }, { key, ctrl }, rtl);
const at = (row: number, column: number | null = null) => ({ kind: 'go', to: { row, column } });

describe('on a row', () => {
  test('up and down go from row to row, and stop at the ends', () => {
    expect(press('ArrowDown', 1)).toEqual(at(2));
    expect(press('ArrowUp', 4)).toEqual(at(3));
    expect(press('ArrowDown', 6)).toEqual(at(6));
  });

  test('right opens, then goes into the cells', () => {
    expect(press('ArrowRight', 4)).toEqual({ kind: 'open', row: 4 });
    expect(press('ArrowRight', 1)).toEqual(at(1, 0));
    expect(press('ArrowRight', 5)).toEqual(at(5, 0));
  });

  test('left closes; from a node it goes to its story', () => {
    expect(press('ArrowLeft', 1)).toEqual({ kind: 'close', row: 1 });
    expect(press('ArrowLeft', 3)).toEqual(at(1));
    expect(press('ArrowLeft', 4)).toBeNull();
  });

  test('Home and End go to the first and the last row, pages are ten', () => {
    expect(press('Home', 4)).toEqual(at(1));
    expect(press('End', 1)).toEqual(at(6));
    expect(press('PageDown', 1)).toEqual(at(6));
    expect(press('PageUp', 3)).toEqual(at(0, 1));
  });

  test('up from the first is the head of the names, which is a cell', () => {
    expect(press('ArrowUp', 1)).toEqual(at(0, 1));
  });
});

describe('in a cell', () => {
  test('arrows go from cell to cell, and left of the first is the row', () => {
    expect(press('ArrowRight', 2, 3)).toEqual(at(2, 4));
    expect(press('ArrowRight', 2, 6)).toEqual(at(2, 6));
    expect(press('ArrowLeft', 2, 0)).toEqual(at(2));
    expect(press('ArrowLeft', 0, 0)).toBeNull();
    expect(press('ArrowDown', 0, 4)).toEqual(at(1, 4));
  });

  test('Home and End go along the row, with Ctrl along the column', () => {
    expect(press('Home', 2, 3)).toEqual(at(2, 0));
    expect(press('End', 2, 3)).toEqual(at(2, 6));
    expect(press('Home', 4, 3, { ctrl: true })).toEqual(at(1, 3));
    expect(press('End', 2, 3, { ctrl: true })).toEqual(at(6, 3));
  });
});

test('left and right change places where text runs from right to left', () => {
  expect(press('ArrowLeft', 4, null, { rtl: true })).toEqual({ kind: 'open', row: 4 });
  expect(press('ArrowRight', 3, null, { rtl: true })).toEqual(at(1));
});

test('other keys, and those of the browser, are left alone', () => {
  expect(press('a', 2)).toBeNull();
  expect(press('ArrowRight', 2, 1, { ctrl: true })).toBeNull();
  expect(press('ArrowDown', 2, 1, { ctrl: true })).toBeNull();
});

test('no key leads out of the table', () => {
  const rows = fc.array(fc.record({ level: fc.constantFrom(1 as const, 2 as const), open: fc.constantFrom(null, true, false) }));
  const keys = fc.constantFrom('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown');
  fc.assert(
    fc.property(rows, fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 40 }), fc.boolean(), (body, presses, rtl) => {
      const head = { level: 0 as const, open: null };
      const table: Shape = { rows: [head, ...body, head], columns: 7 };
      let place: Place = { row: 1, column: null };
      for (const [key, ctrl] of presses) {
        const step = stepOf(table, place, { key, ctrl }, rtl);
        if (step?.kind === 'go') place = step.to;
        expect(place.row).toBeGreaterThanOrEqual(0);
        expect(place.row).toBeLessThan(table.rows.length);
        expect(place.column ?? 0).toBeGreaterThanOrEqual(0);
        expect(place.column ?? 0).toBeLessThan(7);
        if (place.row === 0) expect(place.column).not.toBeNull();
      }
    }),
  );
});
