import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { END, OTHER, START } from '../../widgets/charts/flow-ids.ts';
import { flowLayout } from '../../widgets/charts/flow-layout.ts';
import { mainLinks } from '../../widgets/charts/flow-links.ts';
import { flowRoutes } from '../../widgets/charts/flow-routes.ts';
import { inSlices } from '../../widgets/charts/flow-slices.ts';
import { journeyOf, journeys, spaces } from './flow-journeys.ts';

const at = () => Promise.resolve();

describe('ways of links', () => {
  it('exist for every link, from border to border, and behind no node', async () => {
    await fc.assert(
      fc.asyncProperty(journeys, spaces, async (journey, space) => {
        const picture = await inSlices(flowLayout(journey, space), at);
        const routes = flowRoutes(picture, journey.links);
        expect(routes).toHaveLength(journey.links.length);
        const boxes = new Map(picture.boxes.map((box) => [box.id, box]));
        for (const { from, to, kind, points, width } of routes) {
          expect(width).toBeGreaterThan(0);
          if (kind === 'self') {
            expect(points).toEqual([]);
            continue;
          }
          for (const [point, id] of [
            [points[0]!, from],
            [points.at(-1)!, to],
          ] as const) {
            const box = boxes.get(id)!;
            expect(Math.abs(Math.abs(point.x - box.x) - box.width / 2)).toBeLessThan(1e-6);
            expect(Math.abs(point.y - box.y)).toBeLessThan(box.height / 2);
          }
          for (const { x, y } of points.slice(1, -1)) {
            for (const box of picture.boxes) {
              const inside = Math.abs(x - box.x) < box.width / 2 && Math.abs(y - box.y) < box.height / 2;
              expect(inside, `${from} > ${to} runs behind ${box.id}`).toBe(false);
            }
          }
        }
      }),
    );
  });

  it('tell apart forward, back, aside and to itself', async () => {
    const journey = journeyOf([
      ['a', 'b', 'b', 'c'],
      ['a', 'b', 'a', 'b', 'c'],
      ['d', 'a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    const picture = await inSlices(flowLayout(journey, { width: 1200, height: 500 }), at);
    const kinds = new Map(flowRoutes(picture, journey.links).map((route) => [route.key, route.kind]));
    const key = (from: string, to: string) => {
      const idOf = (name: string) => journey.nodes.find(({ node }) => node === name)?.id ?? name;
      return kinds.get(`${idOf(from)}>${idOf(to)}`);
    };
    expect(key('a', 'b')).toBe('forward');
    expect(key('b', 'a')).toBe('back');
    expect(key('b', 'b')).toBe('self');
    expect(key('d', 'a')).toBe('side');
    expect(key(START, 'a')).toBe('forward');
    expect(key('c', END)).toBe('forward');
  });

  it('are wider where more went', async () => {
    await fc.assert(
      fc.asyncProperty(journeys, async (journey) => {
        const picture = await inSlices(flowLayout(journey, { width: 1200, height: 500 }), at);
        const forward = flowRoutes(picture, journey.links).filter(({ kind }) => kind === 'forward');
        for (const a of forward) for (const b of forward) if (a.count > b.count) expect(a.width).toBeGreaterThan(b.width);
      }),
      { numRuns: 30 },
    );
  });
});

describe('main links', () => {
  it('carry four fifths of the flow between nodes, and lead to and from every node', () => {
    fc.assert(
      fc.property(journeys, ({ nodes, links }) => {
        const main = new Set(mainLinks(links));
        const own = links.filter(({ from, to }) => from !== OTHER && to !== OTHER);
        const sum = (all: typeof links) => all.reduce((total, { count }) => total + count, 0);
        expect(sum(own.filter((link) => main.has(link)))).toBeGreaterThanOrEqual(0.8 * sum(own));
        for (const { id } of nodes.filter((node) => node.id !== OTHER)) {
          const others = links.filter(({ from, to }) => from !== to);
          expect(others.some(({ to }) => to === id)).toBe(true);
          expect(others.some((link) => link.to === id && main.has(link))).toBe(true);
          expect(others.some((link) => link.from === id && main.has(link))).toBe(true);
        }
      }),
    );
  });
});
