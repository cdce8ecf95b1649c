import type { Invocations } from '../../gateway/contract/stories.ts';
import type { Slice } from '../charts/chart-data.ts';
import { foldSlices, OTHER } from '../charts/fold-slices.ts';
import type { Selection } from '../internal/selection.ts';
import { storyColour, tonesOf } from '../internal/story-color.ts';
import { keyOf, type Story } from './story-rows.ts';

/** What the ring is made of. */
export interface Part {
  key: string;
  label: string;
  story: string;
  node: string | null;
  numbers: Invocations;
}

/** The ticked rows, else the nodes of the story that is picked, else all stories. */
export interface Whole {
  kind: 'all' | 'ticked' | 'nodes';
  parts: readonly Part[];
  total: number;
}

const storyPart = (story: Story): Part => ({
  key: keyOf(story.story),
  label: story.story,
  story: story.story,
  node: null,
  numbers: story,
});

const nodeParts = ({ story, nodes }: Story): Part[] =>
  nodes.map((node) => ({ key: keyOf(story, node.node), label: node.node, story, node: node.node, numbers: node }));

export function wholeOf(stories: readonly Story[], ticked: ReadonlySet<string>, { story: picked }: Selection): Whole {
  const marked =
    ticked.size === 0 ? [] : stories.flatMap((each) => [storyPart(each), ...nodeParts(each)]).filter(({ key }) => ticked.has(key));
  if (marked.length > 0) return whole('ticked', marked);
  const story = picked === undefined ? undefined : stories.find((each) => each.story === picked);
  return story ? whole('nodes', nodeParts(story)) : whole('all', stories.map(storyPart));
}

function whole(kind: Whole['kind'], parts: Part[]): Whole {
  parts.sort((a, b) => b.numbers.invocations - a.numbers.invocations);
  return { kind, parts, total: parts.reduce((sum, { numbers }) => sum + numbers.invocations, 0) };
}

export interface Sliced extends Slice {
  /** `null`: the slice of all that is small. */
  part: Part | null;
}

/** Slices of the ring, most first, small ones folded. @param otherLabel - names so many folded ones */
export function slicesOf({ parts }: Whole, otherLabel: (count: number) => string): Sliced[] {
  const byKey = new Map(parts.map((part) => [part.key, part]));
  const slices = parts.map(({ key, label, node, numbers }): Slice => {
    return { key, label, value: numbers.invocations, color: `c${storyColour(node ?? label)}` };
  });
  const folded = foldSlices(slices, '');
  const kept = folded.filter(({ key }) => key !== OTHER).length;
  const present = slices.filter(({ value }) => value > 0).length;
  const nameOf = ({ key }: Slice): string | null => {
    const part = byKey.get(key);
    return part ? (part.node ?? part.story) : null;
  };
  const tones = tonesOf(folded.map(nameOf));
  return folded.map((slice, at) => ({
    ...slice,
    label: slice.key === OTHER ? otherLabel(present - kept) : slice.label,
    tone: tones[at] ?? 0,
    part: byKey.get(slice.key) ?? null,
  }));
}
