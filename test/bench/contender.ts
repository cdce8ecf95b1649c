import { type Ingested } from './ingest.ts';
import { type Question } from './questions.ts';

export const STORES = ['duckdb', 'elasticsearch'] as const;
export type StoreName = (typeof STORES)[number];

/** A store that is measured: how a gateway uses it, and beside it the same messages, kept and asked the usual way by the same engine. */
export interface Contender {
  engine: string;
  /** Environment of a gateway on this store. `anew`: of one that remembers nothing of the gateways before it, as far as the store allows. */
  settings: (anew: boolean) => Promise<Record<string, string>>;
  /** Writes the messages beside the store, as fast as the engine takes them. */
  loadUsual: () => Promise<Ingested>;
  /** Called when everything is written. */
  settle: () => Promise<void>;
  /** Lets the engine forget what it answered before. */
  forget: () => Promise<void>;
  /** The question to plain messages. */
  askUsual: (question: Question) => Promise<unknown>;
  /** The limit: how many plain messages are in the range, and nothing else. */
  count: (question: Question) => Promise<unknown>;
  /** Bytes of the gateway's store. */
  bytes: () => Promise<number>;
  close: () => Promise<void>;
}

/** Where the bench keeps what it made. */
export interface Place {
  folder: string;
  /** The messages as NDJSON files. */
  data: string;
  /** Built gateway and bench. */
  bundles: string;
}
