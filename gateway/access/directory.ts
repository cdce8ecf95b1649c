import { type Grant } from './rights.ts';

export interface Business {
  id: string;
  name: string;
  bots: readonly { id: string; name: string }[];
}

export interface Principal {
  id: string;
  grants: readonly Grant[];
}

/** Who there is and who may do what: the port of the JSON file and of MySQL. */
export interface Directory {
  /** The principal with its grants, at most a few seconds old; `null`: unknown. Throws when the directory cannot answer: refuse then. */
  principal(id: string): Promise<Principal | null>;
  /** All businesses with their bots, for names and for wildcard grants. */
  businesses(): Promise<readonly Business[]>;
  /** Calls back when grants are seen to have changed, at the latest when somebody asks for them; returns the way to stop. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
