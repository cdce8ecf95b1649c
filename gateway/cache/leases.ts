/** How far all of a shard is stored: the sequence number of the last record that is, or {@link END}. */
export type Position = string;

/** The shard is closed, and all of it is stored. */
export const END = 'end';

/** What is known of a stream's shards, by their ids. */
export interface Ledger {
  positions: ReadonlyMap<string, Position>;
  /** Who reads a shard now; those of whom nothing was heard for a while left out. */
  owners: ReadonlyMap<string, string>;
  /** Who lives, this one too. */
  readers: readonly string[];
}

/**
 * Who reads which shard of a stream, and how far it is stored: the port of Redis and of the data folder.
 *
 * A position is a fact, whoever writes it: all up to it is stored. So it only ever rises, and leases do no more than divide the work: a reader
 * that was held up and lost one does no harm when it goes on, since a message that comes twice changes nothing.
 */
export interface Leases {
  /** The name of this reader. */
  readonly self: string;
  /** Where the first reader of this stream ever began; `from` if that is this one. @throws while it cannot be known */
  begin(from: string): Promise<string>;
  /** Signs that this reader lives, keeps what it holds unless another has it, and says how far it is. `null`: nothing can be known now. */
  sign(held: ReadonlyMap<string, Position | null>): Promise<Ledger | null>;
  /** False when somebody else reads the shard, or nobody can tell. */
  take(shard: string): Promise<boolean>;
  /** What cannot be recorded now is, with the next sign. */
  record(shard: string, position: Position): Promise<void>;
  release(shard: string): Promise<void>;
  /** Forgets shards that the stream has no more. */
  forget(shards: readonly string[]): Promise<void>;
  /** Leaves, so that others need not wait for this reader. */
  leave(): Promise<void>;
}

/** Whether a position is behind another; sequence numbers are numbers of any length. */
export function isBehind(position: Position | undefined, other: Position): boolean {
  if (position === undefined) return true;
  if (position === END || other === END) return position !== END;
  return position.length === other.length ? position < other : position.length < other.length;
}
