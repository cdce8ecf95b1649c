import { type Fact } from '../../conversation/facts.ts';
import { type StoredMessage } from '../store.ts';
import { type Dictionary } from './dictionary.ts';

/** A conversation that a batch touches: what is stored of it, and what the batch adds. */
export interface Draft {
  digest: bigint;
  /** `undefined` until it is stored for the first time. */
  number: number | undefined;
  name: Pick<StoredMessage, 'business' | 'bot' | 'conversation' | 'conversationAlias'>;
  facts: Map<string, Fact>;
  /** Accepted messages by id, the last revision of each. */
  news: Map<string, StoredMessage>;
  /** Ids of stored messages that the news replace. */
  replaced: Set<string>;
}

export interface Names {
  bots: Dictionary;
  nodes: Dictionary;
  /** Nodes that each bot ever invoked, by their numbers: what a question about nodes looks through, so that it takes no longer for those of others. */
  invoked: Map<number, Set<number>>;
}

export function noteInvoked({ invoked }: Pick<Names, 'invoked'>, bot: number, node: number): void {
  const known = invoked.get(bot);
  if (known) known.add(node);
  else invoked.set(bot, new Set([node]));
}

export function newDraft(digest: bigint, name: Draft['name'], number?: number): Draft {
  return { digest, number, name, facts: new Map(), news: new Map(), replaced: new Set() };
}
