import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emphasisOf } from '../../widgets/charts/network-emphasis.ts';
import { networkData } from '../../widgets/charts/network-data.ts';
import { cutMiddle } from '../../widgets/charts/network-text.ts';
import type { FlowRoute } from '../../widgets/charts/flow-routes.ts';

const shorterThan = (most: number) => (text: string) => text.length <= most;

describe('a name that is too long for its card', () => {
  it('gives way in its middle, and keeps as much as fits', () => {
    expect(cutMiddle('restaurant_inform_booking_successful', shorterThan(13))).toBe('restau…essful');
    expect(cutMiddle('short', shorterThan(13))).toBe('short');
  });

  it('fits, and begins and ends as the name does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 12, max: 40 }), (name, most) => {
        const cut = cutMiddle(name, shorterThan(most));
        expect(cut.length).toBeLessThanOrEqual(Math.max(most, 1));
        const [head = '', tail = ''] = name === cut ? [name, name] : cut.split('…');
        expect(name.startsWith(head)).toBe(true);
        expect(name.endsWith(tail)).toBe(true);
      }),
    );
  });

  it('is never cut inside a sign', () => {
    const family = '👩‍👩‍👧';
    expect(cutMiddle(family.repeat(10), shorterThan(2 * family.length + 1))).toBe(`${family}…${family}`);
  });
});

const route = (from: string, to: string, kind: FlowRoute['kind'], points: FlowRoute['points']): FlowRoute => ({
  key: `${from}>${to}`,
  from,
  to,
  count: 1,
  kind,
  width: 2,
  points,
});
const routes = [
  route('a', 'b', 'forward', [
    { x: 0, y: 0 },
    { x: 9, y: 9 },
  ]),
  route('b', 'a', 'back', [
    { x: 9, y: 8 },
    { x: 5, y: 4 },
    { x: 0, y: 1 },
  ]),
  route('c', 'c', 'self', []),
];

describe('what stands out', () => {
  it('is a node with its links and whom they lead to', () => {
    expect(emphasisOf({ node: 'a' }, routes)).toEqual({ node: 'a', nodes: new Set(['a', 'b']), lines: new Set(['a>b', 'b>a']) });
    expect(emphasisOf({ node: 'lonely' }, routes)).toEqual({ node: 'lonely', nodes: new Set(['lonely']), lines: new Set() });
  });

  it('is a link with its ends', () => {
    expect(emphasisOf({ line: 'b>a' }, routes)).toEqual({ node: null, nodes: new Set(['a', 'b']), lines: new Set(['b>a']) });
  });
});

describe('what vis-network is given', () => {
  const box = { id: 'c', column: 1, x: 3, y: 4, width: 80, height: 40 };
  const card = { box, kind: 'node' as const, title: 'c', note: '1', aside: '', colour: null, ends: 0, picked: false };
  const lines = routes.map((each) => ({ route: each, label: '1', colour: 'rgba(0, 0, 0, 1)' }));
  const { nodes, edges, lineOf } = networkData([card], lines);

  it('has each link in pieces that meet, and knows whose they are', () => {
    expect(nodes).toHaveLength(1 + 2 + 3);
    const pieces = (key: string) => edges.filter(({ id }) => lineOf.get(id) === key);
    expect(pieces('a>b')).toHaveLength(1);
    const [first, second] = pieces('b>a');
    expect(first!.to).toBe(second!.from);
    expect(pieces('c>c')[0]!.from).toBe(pieces('c>c')[0]!.to);
  });

  it('tells links back from others by dashes and arrows, and draws them last', () => {
    expect(edges.filter(({ dashes }) => dashes !== false).map(({ id }) => lineOf.get(id))).toEqual(['b>a', 'b>a']);
    expect(edges.findIndex(({ dashes }) => dashes !== false)).toBe(edges.length - 2);
    expect(edges.filter(({ arrows }) => arrows.to.enabled).map(({ id }) => lineOf.get(id))).toEqual(['c>c', 'b>a']);
  });
});
