import fc from 'fast-check';
import type { Journey } from '../../gateway/contract/journey.ts';
import { foldJourney, steps } from '../../gateway/conversation/journey.ts';

/** Journeys as the gateway makes them: from paths that conversations took, so that flow is conserved. */
export function journeyOf(paths: readonly (readonly string[])[], limit = 40): Journey {
  const counts = paths.flatMap((path) =>
    steps(path.map((node) => ({ story: `story of ${node.length}`, node }))).map(({ from, to, step, newNode, newLink }) => ({
      from,
      to,
      step,
      count: 1,
      newNodes: Number(newNode),
      newLinks: Number(newLink),
    })),
  );
  return foldJourney(counts, limit);
}

const node = fc.integer({ min: 0, max: 59 }).map((number) => `node ${number}`);

export const paths = fc.array(fc.array(node, { maxLength: 25 }), { minLength: 1, maxLength: 40 });
export const journeys = fc.tuple(paths, fc.integer({ min: 1, max: 50 })).map(([all, limit]) => journeyOf(all, limit));
export const spaces = fc.record({ width: fc.integer({ min: 240, max: 1600 }), height: fc.integer({ min: 200, max: 1000 }) });
