import { keyOf } from './story-rows.ts';

/**
 * Ticks a row, or takes its tick away. A story and a node in it are never ticked at once, since the story's number holds the node's: the later tick
 * takes the place of the other.
 */
export function toggleTick(ticked: ReadonlySet<string>, story: string, node: string | null): ReadonlySet<string> {
  const key = keyOf(story, node);
  const next = new Set(ticked);
  if (next.delete(key)) return next;
  if (node === null) for (const other of ticked) if (storyOf(other) === story) next.delete(other);
  next.delete(keyOf(story));
  return next.add(key);
}

const storyOf = (key: string): unknown => (JSON.parse(key) as unknown[])[0];
