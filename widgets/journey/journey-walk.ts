/** A picture as keys walk through it: ids from left to right, from top to bottom. */
export type Columns = readonly (readonly string[])[];

export interface WalkLink {
  from: string;
  to: string;
  count: number;
}

/** Where a key leads from a node; `undefined`: nowhere, so that the key is the page's. */
export function walk(key: string, at: string, columns: Columns, links: readonly WalkLink[], rtl = false): string | undefined {
  const column = columns.findIndex((ids) => ids.includes(at));
  const ids = columns[column] ?? [];
  const row = ids.indexOf(at);
  switch (key) {
    // Past the end of a column it goes on with the next one: links alone do not lead everywhere.
    case 'ArrowUp':
      return ids[row - 1] ?? columns[column - 1]?.at(-1);
    case 'ArrowDown':
      return ids[row + 1] ?? columns[column + 1]?.[0];
    case 'ArrowRight':
      return along(at, column, rtl ? -1 : 1, columns, links);
    case 'ArrowLeft':
      return along(at, column, rtl ? 1 : -1, columns, links);
    case 'Home':
      return columns[0]?.[0];
    case 'End':
      return columns.at(-1)?.[0];
    default:
      return undefined;
  }
}

/** Along the most frequent link that leads on (or back) to another column; without any, to the neighbour in the next one. */
function along(at: string, column: number, direction: 1 | -1, columns: Columns, links: readonly WalkLink[]): string | undefined {
  const place = new Map(columns.flatMap((ids, index) => ids.map((id) => [id, index] as const)));
  const beyond = (id: string): boolean => ((place.get(id) ?? column) - column) * direction > 0;
  const follow = links
    .map(({ from, to, count }) => ({ next: direction === 1 ? to : from, own: direction === 1 ? from : to, count }))
    .filter(({ next, own }) => own === at && beyond(next))
    .reduce<{ next: string; count: number } | undefined>((best, link) => (best && best.count >= link.count ? best : link), undefined);
  if (follow) return follow.next;
  const beside = columns[column + direction] ?? [];
  const row = columns[column]?.indexOf(at) ?? 0;
  return beside[Math.min(row, beside.length - 1)];
}
