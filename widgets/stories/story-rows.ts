import type { Invocations, Stories } from '../../gateway/contract/stories.ts';

export type Story = Stories['stories'][number];
export type SortBy = 'name' | keyof Invocations;

export interface Sort {
  by: SortBy;
  descending: boolean;
}

/** A line of the tree: a story, or a node of an open one. */
export interface Row {
  /** Of this story, or this node in this story. */
  key: string;
  story: string;
  /** `null`: the story itself. */
  node: string | null;
  numbers: Invocations;
  /** Position among its siblings, from 1, and how many they are. */
  at: number;
  of: number;
  /** `null`: nothing to open. */
  open: boolean | null;
}

export const keyOf = (story: string, node: string | null = null): string => JSON.stringify(node === null ? [story] : [story, node]);

/** What the order was: most first, as answered. */
export const MOST: Sort = { by: 'invocations', descending: true };

/** The order that a press on a column's head asks for: numbers begin with the most, names with the first. */
export function nextSort(sort: Sort, by: SortBy): Sort {
  return sort.by === by ? { by, descending: !sort.descending } : { by, descending: by !== 'name' };
}

type Named = Invocations & { name: string };

/** Those without a value are last, whichever way; equals keep the answer's order. */
function compare(a: Named, b: Named, { by, descending }: Sort, collator: Intl.Collator): number {
  const direction = descending ? -1 : 1;
  if (by === 'name') return direction * collator.compare(a.name, b.name);
  const [left, right] = [a[by], b[by]];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return direction * (left - right);
}

/** Stories in the order asked for, and under each open one its nodes in the same order. */
export function rowsOf(stories: readonly Story[], open: ReadonlySet<string>, sort: Sort, locale: string): Row[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  const sorted = <Item extends Invocations>(items: readonly Item[], nameOf: (item: Item) => string): Item[] =>
    items
      .map((item) => ({ item, named: { ...item, name: nameOf(item) } }))
      .sort((a, b) => compare(a.named, b.named, sort, collator))
      .map(({ item }) => item);
  return sorted(stories, ({ story }) => story).flatMap((story, at): Row[] => {
    const isOpen = open.has(story.story);
    const row = { story: story.story, node: null, numbers: story, at: at + 1, of: stories.length };
    const head: Row = { ...row, key: keyOf(story.story), open: story.nodes.length === 0 ? null : isOpen };
    if (!isOpen) return [head];
    const nodes = sorted(story.nodes, ({ node }) => node).map((node, index): Row => {
      const place = { at: index + 1, of: story.nodes.length, open: null };
      return { key: keyOf(story.story, node.node), story: story.story, node: node.node, numbers: node, ...place };
    });
    return [head, ...nodes];
  });
}
