import { END, type Ledger } from '../../cache/leases.ts';

/** A shard of a stream, as far as it matters who may read it. */
export interface Shard {
  id: string;
  /** The shards whose records go on in it after a split or a merge. */
  parents: readonly string[];
}

/** What a reader does next. */
export interface Plan {
  take: string[];
  release: string[];
  /** Positions of shards that the stream has no more. */
  forget: string[];
}

/**
 * Shards that may be read now: not at their end, and every parent that the stream still has is. So a conversation that goes on in a child is
 * read in its order, and a revision never overtakes its message by more than it must.
 */
export function readableShards(shards: readonly Shard[], { positions }: Pick<Ledger, 'positions'>): string[] {
  const listed = new Set(shards.map(({ id }) => id));
  const isOver = (id: string) => !listed.has(id) || positions.get(id) === END;
  return shards.filter(({ id, parents }) => !isOver(id) && parents.every(isOver)).map(({ id }) => id);
}

/** How many of some shards a reader is to hold: as many as the others, the first ones by name one more until all are dealt out. */
export function quota(shards: number, readers: readonly string[], self: string): number {
  const place = [...readers].sort().indexOf(self);
  if (place === -1) return 0;
  return Math.floor(shards / readers.length) + (place < shards % readers.length ? 1 : 0);
}

/**
 * What a reader is to take and to leave to others. Quotas add up to all readable shards, so that each is read by somebody and none is passed
 * around for long: whoever holds more than its own leaves some, and only whoever holds less takes them.
 *
 * @param held - what it reads now
 */
export function plan(shards: readonly Shard[], ledger: Ledger, held: ReadonlySet<string>, self: string): Plan {
  const readable = readableShards(shards, ledger);
  const due = quota(readable.length, ledger.readers, self);
  const own = readable.filter((id) => held.has(id));
  const free = readable.filter((id) => !held.has(id) && (ledger.owners.get(id) ?? self) === self);
  const listed = new Set(shards.map(({ id }) => id));
  return {
    take: free.slice(0, Math.max(0, due - own.length)),
    release: own.slice(due),
    forget: [...ledger.positions.keys()].filter((id) => !listed.has(id)),
  };
}
