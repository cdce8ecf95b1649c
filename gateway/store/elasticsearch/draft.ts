import { MAX_CONVERSATION_MESSAGES } from '../../contract/ingest.ts';
import { type Fact, factOf, supersedes } from '../../conversation/facts.ts';
import { type StoredMessage, type Written } from '../store.ts';

/** A fact with what only this store needs to know of it. */
export interface KeptFact extends Fact {
  /** Of the body that was stored first under this id and revision. */
  digest: string;
  /** Pseudonym of the user. */
  alias?: string;
}

/** A document that has to go, by its key and the time of its message. */
export interface Doomed {
  key: string;
  timestamp: number;
}

/** What is known of one conversation: the truth that its document is derived from. */
export interface Draft {
  name: Pick<StoredMessage, 'business' | 'bot' | 'conversation' | 'conversationAlias'>;
  facts: Map<string, KeptFact>;
  /** Keys of erased messages, which never come back. */
  erased: Set<string>;
  /** Erasures whose messages are still being removed, by the key of their user. */
  purging: Map<string, Doomed[]>;
}

/** A message on its way in. */
export interface Incoming {
  message: StoredMessage;
  key: string;
  digest: string;
}

export const newDraft = (name: Draft['name']): Draft => ({ name, facts: new Map(), erased: new Set(), purging: new Map() });

/** Merges one message into its conversation (sections 1 and 2) and says what became of it. */
export function take(draft: Draft, { message, key, digest }: Incoming): Written {
  if (draft.erased.has(key)) return 'duplicate';
  const known = draft.facts.get(message.id);
  if (!supersedes(message, known)) return 'duplicate';
  if (known && known.timestamp !== message.timestamp) return 'changed-timestamp';
  if (!known && draft.facts.size >= MAX_CONVERSATION_MESSAGES) return 'conversation-full';
  draft.facts.set(message.id, { ...factOf(message), digest, ...(message.userAlias !== undefined && { alias: message.userAlias }) });
  return 'accepted';
}

/** Whether a message is the one that its conversation knows, so that its document must be there. */
export function isKept(draft: Draft, { message, digest }: Incoming): boolean {
  const known = draft.facts.get(message.id);
  return known?.revision === message.revision && known.digest === digest;
}
