import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bySteps, linkRows, nextOf, nodeRows, sortRows } from '../../widgets/journey/journey-rows.ts';
import { walk } from '../../widgets/journey/journey-walk.ts';
import { journeyOf, journeys } from './flow-journeys.ts';

const nameOf = ({ node }: { node: string }) => node;

describe('rows of a journey', () => {
  it('have shares that add up to all, of invocations and of what leaves each node', () => {
    fc.assert(
      fc.property(journeys, (journey) => {
        const rows = nodeRows(journey);
        const sum = rows.reduce((total, { share }) => total + share, 0);
        expect(sum).toBeCloseTo(rows.length === 0 ? 0 : 1, 9);
        const links = linkRows(journey);
        for (const from of new Set(links.map((link) => link.from))) {
          const leaves = links.filter((link) => link.from === from).reduce((total, { share }) => total + share, 0);
          expect(leaves).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('say how often a conversation went no further', () => {
    const rows = nodeRows(journeyOf([['a', 'b'], ['a'], ['a', 'b', 'a']]));
    const drop = (node: string) => rows.find((row) => row.node === node)!.dropOff;
    expect(drop('a')).toBe(0.5);
    expect(drop('b')).toBe(0.5);
  });

  it('know no conversations of folded nodes', () => {
    const rows = nodeRows(journeyOf([['a', 'a', 'b', 'c']], 1));
    expect(rows.map(({ isOther, conversations }) => [isOther, conversations])).toEqual([
      [false, 1],
      [true, null],
    ]);
  });

  it('sort by any column, what has no value last both ways', () => {
    fc.assert(
      fc.property(
        journeys,
        fc.constantFrom('invocations', 'conversations', 'dropOff', 'medianStep'),
        fc.boolean(),
        (journey, key, descending) => {
          const sorted = sortRows(nodeRows(journey), { key, descending }, nameOf, 'en').map((row) => row[key]);
          const known = sorted.filter((value) => value !== null);
          expect(sorted.slice(0, known.length)).toEqual(known);
          expect(known).toEqual([...known].sort((a, b) => (descending ? b - a : a - b)));
        },
      ),
    );
    const names = sortRows(
      nodeRows(journeyOf([['node 10', 'node 9', 'Äther', 'zebra']])),
      { key: 'name', descending: false },
      nameOf,
      'de',
    );
    expect(names.map(nameOf)).toEqual(['Äther', 'node 9', 'node 10', 'zebra']);
  });

  it('stand in the list step by step, each once', () => {
    fc.assert(
      fc.property(journeys, (journey) => {
        const steps = bySteps(nodeRows(journey));
        expect(steps.map(({ step }) => step)).toEqual([...new Set(journey.nodes.map((node) => node.medianStep))].sort((a, b) => a - b));
        expect(steps.flatMap(({ rows }) => rows).length).toBe(journey.nodes.length);
      }),
    );
  });

  it('name what comes next, without itself and the end', () => {
    const links = linkRows(journeyOf([['a', 'a', 'b'], ['a', 'c'], ['a', 'c'], ['a']]));
    const id = links.find(({ from }) => from === 'start')!.to;
    expect(nextOf(id, links).map(({ count }) => count)).toEqual([2, 1]);
  });
});

describe('walking through the picture', () => {
  const columns = [['start'], ['a', 'b'], ['c', 'd'], ['end']];
  const links = [
    { from: 'start', to: 'a', count: 1 },
    { from: 'start', to: 'b', count: 5 },
    { from: 'b', to: 'end', count: 9 },
    { from: 'b', to: 'c', count: 2 },
    { from: 'c', to: 'b', count: 7 },
    { from: 'd', to: 'd', count: 3 },
  ];

  it('follows the most frequent link forward and back', () => {
    expect(walk('ArrowRight', 'start', columns, links)).toBe('b');
    expect(walk('ArrowRight', 'b', columns, links)).toBe('end');
    expect(walk('ArrowLeft', 'end', columns, links)).toBe('b');
    expect(walk('ArrowLeft', 'c', columns, links)).toBe('b');
  });

  it('goes to the neighbour where no link leads on', () => {
    expect(walk('ArrowRight', 'd', columns, links)).toBe('end');
    expect(walk('ArrowLeft', 'd', columns, links)).toBe('b');
    expect(walk('ArrowRight', 'a', columns, links)).toBe('c');
  });

  it('goes up and down a column and on to the next one, and leaves other keys to the page', () => {
    expect(walk('ArrowDown', 'a', columns, links)).toBe('b');
    expect(walk('ArrowUp', 'b', columns, links)).toBe('a');
    expect(walk('ArrowUp', 'a', columns, links)).toBe('start');
    expect(walk('ArrowDown', 'b', columns, links)).toBe('c');
    expect(walk('ArrowUp', 'start', columns, links)).toBeUndefined();
    expect(walk('ArrowRight', 'end', columns, links)).toBeUndefined();
    expect(walk('PageDown', 'a', columns, links)).toBeUndefined();
  });

  it('goes to both ends, and the other way round where it is read so', () => {
    expect(walk('Home', 'c', columns, links)).toBe('start');
    expect(walk('End', 'a', columns, links)).toBe('end');
    expect(walk('ArrowLeft', 'start', columns, links, true)).toBe('b');
  });

  it('reaches every node from the start by keys alone', () => {
    fc.assert(
      fc.property(journeys, (journey) => {
        const all = [['start'], ...bySteps(nodeRows(journey)).map(({ rows }) => rows.map(({ id }) => id)), ['end']];
        const seen = new Set(['start']);
        const open = ['start'];
        for (let at = open.pop(); at !== undefined; at = open.pop()) {
          for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
            const next = walk(key, at, all, journey.links);
            if (next !== undefined && !seen.has(next)) {
              seen.add(next);
              open.push(next);
            }
          }
        }
        expect(seen.size).toBe(all.flat().length);
      }),
    );
  });
});
