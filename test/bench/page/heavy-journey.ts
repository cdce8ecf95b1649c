import type { Journey } from '../../../gateway/contract/journey.ts';
import { foldJourney, steps } from '../../../gateway/conversation/journey.ts';

const NODES = 40;
const LINKS = 200;

/** A journey that is hard to draw: 40 nodes and at least 200 links between them, as many of them back as forward, a few of them loops. The same each time. */
export function heavyJourney(): Journey {
  let state = 20_260_401;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const counts = [];
  const links = new Set<string>();
  while (links.size < LINKS) {
    let at = random(NODES);
    const path = Array.from({ length: 2 + random(6) }, () => {
      const node = { story: `Story ${at % 7}`, node: `Node number ${at}` };
      const next = random(25) === 0 ? at : random(NODES);
      links.add(`${at} ${next}`);
      at = next;
      return node;
    });
    for (const { from, to, step, newNode, newLink } of steps(path))
      counts.push({ from, to, step, count: 1, newNodes: Number(newNode), newLinks: Number(newLink) });
  }
  return foldJourney(counts, NODES);
}
