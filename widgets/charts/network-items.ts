import { DataSet } from './vis.ts';

/** So many at a time: about half a frame of vis-network's work on a slow phone. */
const PIECE = 60;

/** A data set of vis-network that is told only what has changed, piece by piece. */
export class NetworkItems<Item extends { id: string }> {
  readonly set = new DataSet<Item>();
  readonly #known = new Map<string, string>();
  readonly #ordered: boolean;

  /** @param ordered - items lie over one another as they come, so that their order is seen */
  constructor(ordered: boolean) {
    this.#ordered = ordered;
  }

  /**
   * What must be done so that the set holds these items, in pieces to be run in order; who stops half-way may begin anew with others. Items are drawn in
   * the order in which they came: where that is seen and would be another, all come anew.
   */
  replace(items: readonly Item[]): (() => void)[] {
    const written = new Map(items.map((item) => [item.id, JSON.stringify(item)]));
    const known = [...this.#known.keys()];
    const stay = known.filter((id) => written.has(id));
    const inOrder = !this.#ordered || stay.every((id, index) => items[index]?.id === id);
    const removed = inOrder ? known.filter((id) => !written.has(id)) : known;
    const changed = inOrder ? items.filter(({ id }) => this.#known.get(id) !== written.get(id)) : items;
    const pieces = Array.from({ length: Math.ceil(changed.length / PIECE) }, (_, index) =>
      changed.slice(index * PIECE, (index + 1) * PIECE),
    );
    return [
      ...(removed.length > 0 ? [() => this.#remove(removed)] : []),
      ...pieces.map((piece) => () => {
        this.set.update(piece);
        for (const { id } of piece) this.#known.set(id, written.get(id) ?? '');
      }),
    ];
  }

  #remove(ids: readonly string[]): void {
    this.set.remove(ids);
    for (const id of ids) this.#known.delete(id);
  }
}
