import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journey } from '../../gateway/contract/journey.ts';
import { END, START } from '../../widgets/charts/flow-ids.ts';
import { flowLayout, type FlowPicture, type FlowSpace, mirrored } from '../../widgets/charts/flow-layout.ts';
import { inSlices } from '../../widgets/charts/flow-slices.ts';
import { journeyOf, journeys, paths, spaces } from './flow-journeys.ts';

function layout(journey: Journey, space: FlowSpace, previous?: FlowPicture): FlowPicture {
  const work = flowLayout(journey, space, previous);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const given = fc.tuple(journeys, spaces);

describe('the layout of a journey', () => {
  it('gives every node one place, and the start and the end', () => {
    fc.assert(
      fc.property(given, ([journey, space]) => {
        const { boxes, columns } = layout(journey, space);
        const expected = [START, ...journey.nodes.map(({ id }) => id), END].sort();
        expect(boxes.map(({ id }) => id).sort()).toEqual(expected);
        expect(columns.flat().sort()).toEqual(expected);
      }),
    );
  });

  it('gives the same picture for the same journey', () => {
    fc.assert(
      fc.property(given, ([journey, space]) => {
        expect(layout(structuredClone(journey), space)).toEqual(layout(journey, space));
      }),
    );
  });

  it('lets no two nodes touch', () => {
    fc.assert(
      fc.property(given, ([journey, space]) => {
        const { boxes } = layout(journey, space);
        for (const [index, a] of boxes.entries()) {
          for (const b of boxes.slice(index + 1)) {
            const beside = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 + 10;
            const apart = Math.abs(a.y - b.y) >= (a.height + b.height) / 2 + 6;
            expect(beside || apart, `${a.id} touches ${b.id}`).toBe(true);
          }
        }
      }),
    );
  });

  it('puts no node left of one with a lower median step', () => {
    fc.assert(
      fc.property(given, ([journey, space]) => {
        const { boxes } = layout(journey, space);
        const x = new Map(boxes.map((box) => [box.id, box.x]));
        for (const a of journey.nodes) {
          for (const b of journey.nodes) if (a.medianStep < b.medianStep) expect(x.get(a.id)!).toBeLessThanOrEqual(x.get(b.id)!);
        }
        const all = boxes.map((box) => box.x);
        expect(x.get(START)).toBe(Math.min(...all));
        expect(x.get(END)).toBe(Math.max(...all));
      }),
    );
  });

  it('stays within its width down to 320 px', () => {
    fc.assert(
      fc.property(journeys, fc.integer({ min: 320, max: 1600 }), (journey, width) => {
        const { boxes } = layout(journey, { width, height: 500 });
        expect(Math.min(...boxes.map((box) => box.x - box.width / 2))).toBeGreaterThanOrEqual(-width / 2);
        expect(Math.max(...boxes.map((box) => box.x + box.width / 2))).toBeLessThanOrEqual(width / 2);
      }),
    );
  });

  it('moves nothing sideways, and little up or down, when a conversation more went a known way', () => {
    fc.assert(
      fc.property(paths, spaces, fc.nat(), (all, space, choice) => {
        // Many went each way, so that one more changes no median.
        const many = [...all, ...all, ...all, ...all, ...all];
        const before = journeyOf(many);
        const after = journeyOf([...many, all[choice % all.length]!]);
        const known = layout(before, space);
        const moved = layout(after, space, known);
        fc.pre(after.nodes.every((node) => before.nodes.some(({ id, medianStep }) => id === node.id && medianStep === node.medianStep)));
        const at = new Map(known.boxes.map((box) => [box.id, box]));
        for (const box of moved.boxes) {
          expect(box.x).toBe(at.get(box.id)!.x);
          expect(box.column).toBe(at.get(box.id)!.column);
          expect(Math.abs(box.y - at.get(box.id)!.y)).toBeLessThanOrEqual(48);
        }
        expect(moved.columns).toEqual(known.columns);
      }),
    );
  });

  it('moves nothing at all when the same comes again', () => {
    fc.assert(
      fc.property(given, ([journey, space]) => {
        const known = layout(journey, space);
        expect(layout(journey, space, known).boxes).toEqual(known.boxes);
      }),
    );
  });

  it('forgets the picture before when the space is another', () => {
    fc.assert(
      fc.property(journeys, spaces, spaces, (journey, space, other) => {
        fc.pre(space.width !== other.width);
        expect(layout(journey, space, layout(journey, other))).toEqual(layout(journey, space));
      }),
    );
  });

  it('shows more invocations as a higher card', () => {
    fc.assert(
      fc.property(given, ([journey, space]) => {
        const heights = new Map(layout(journey, space).boxes.map(({ id, height }) => [id, height]));
        const nodes = journey.nodes.filter(({ id }) => id !== 'other');
        for (const a of nodes) {
          for (const b of nodes) if (a.invocations > b.invocations) expect(heights.get(a.id)!).toBeGreaterThanOrEqual(heights.get(b.id)!);
        }
      }),
    );
  });

  it('runs from right to left as it runs from left to right', () => {
    const picture = layout(
      journeyOf([
        ['a', 'b'],
        ['a', 'c', 'a'],
      ]),
      { width: 900, height: 400 },
    );
    const turned = mirrored(picture);
    expect(turned.boxes.map(({ x }) => -x)).toEqual(picture.boxes.map(({ x }) => x));
    expect(turned.columns).toEqual(picture.columns);
  });

  it('shows conversations that invoked nothing as start and end', () => {
    const { columns } = layout(journeyOf([[], []]), { width: 900, height: 400 });
    expect(columns).toEqual([[START], [END]]);
  });
});

describe('work in slices', () => {
  it('gives way to the page between pieces that take long, and comes to the same', async () => {
    function* slow(): Generator<void, string> {
      for (let piece = 0; piece < 3; piece += 1) {
        const until = performance.now() + 10;
        while (performance.now() < until);
        yield;
      }
      return 'done';
    }
    let turns = 0;
    const result = await inSlices(slow(), () => {
      turns += 1;
      return Promise.resolve();
    });
    expect(result).toBe('done');
    expect(turns).toBe(3);
  });

  it('does not wait for what is short', async () => {
    function* short(): Generator<void, number> {
      yield;
      return 1;
    }
    await expect(inSlices(short(), () => Promise.reject(new Error('It waited.')))).resolves.toBe(1);
  });
});
