import { type Message, type Sender } from '../contract/message.ts';
import { compareCodePoints } from '../text/code-points.ts';

/** A story and the node in it. */
export interface NodeRef {
  story: string;
  node: string;
}

/** What a conversation needs to know of one of its messages: everything but its words. */
export interface Fact {
  id: string;
  revision: number;
  /** Epoch milliseconds. */
  timestamp: number;
  seq: number;
  sender: Sender;
  user: string;
  invoked?: NodeRef;
  completed: boolean;
  channel?: string;
  language?: string;
}

/** The messages of one conversation, by id. */
export type Facts = ReadonlyMap<string, Fact>;

/** One without the other stands for both (section 1). */
export function invokedBy(message: Pick<Message, 'story' | 'node'>): NodeRef | undefined {
  const story = message.story ?? message.node;
  const node = message.node ?? message.story;
  return story === undefined || node === undefined ? undefined : { story, node };
}

export function factOf(message: Message): Fact {
  const invoked = invokedBy(message);
  return {
    id: message.id,
    revision: message.revision,
    timestamp: message.timestamp,
    seq: message.seq,
    sender: message.sender,
    user: message.user,
    completed: message.completed === true,
    ...(invoked && { invoked }),
    ...(message.channel !== undefined && { channel: message.channel }),
    ...(message.language !== undefined && { language: message.language }),
  };
}

/** Whether a message says more than what is known under its id: only a higher revision does. */
export function supersedes(news: Pick<Fact, 'revision'>, known: Pick<Fact, 'revision'> | undefined): boolean {
  return known === undefined || news.revision > known.revision;
}

/**
 * Joins what is known of a conversation: by id, the higher revision wins; of equal revisions the first argument's,
 * which is the stored one. Where an id and a revision stand for one body, as the contract asks, the merge is commutative,
 * associative and idempotent: any order, any batches and any repeats of deliveries end in the same facts.
 */
export function merge(known: Facts, news: Facts): Facts {
  const merged = new Map(known);
  for (const [id, fact] of news) {
    if (supersedes(fact, merged.get(id))) merged.set(id, fact);
  }
  return merged;
}

/** Order in a conversation: (timestamp, seq, id), ids by code point. */
export function compareFacts(a: Pick<Fact, 'timestamp' | 'seq' | 'id'>, b: Pick<Fact, 'timestamp' | 'seq' | 'id'>): number {
  return a.timestamp - b.timestamp || a.seq - b.seq || compareCodePoints(a.id, b.id);
}
