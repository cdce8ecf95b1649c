import { type Outcome } from '../contract/journey.ts';
import { compareFacts, type Facts, type NodeRef } from './facts.ts';

/** A conversation as its messages make it (section 2). */
export interface Conversation {
  /** Epoch milliseconds of the first and the last message. */
  started: number;
  ended: number;
  user: string;
  channel: string | null;
  language: string | null;
  messages: number;
  /** Has a user message. */
  engaged: boolean;
  handedOff: boolean;
  completed: boolean;
  /** The node invocations in order; a step is a position in it, from 1. */
  path: NodeRef[];
}

/** Derives the conversation; `null` when no message is left of it. */
export function derive(facts: Facts): Conversation | null {
  const ordered = [...facts.values()].sort(compareFacts);
  const first = ordered[0];
  const last = ordered.at(-1);
  if (!first || !last) return null;
  return {
    started: first.timestamp,
    ended: last.timestamp,
    user: first.user,
    channel: ordered.find((fact) => fact.channel !== undefined)?.channel ?? null,
    language: ordered.find((fact) => fact.language !== undefined)?.language ?? null,
    messages: ordered.length,
    engaged: ordered.some((fact) => fact.sender === 'user'),
    handedOff: ordered.some((fact) => fact.sender === 'human'),
    completed: ordered.some((fact) => fact.completed),
    path: ordered.flatMap((fact) => (fact.invoked ? [fact.invoked] : [])),
  };
}

/** Exactly one outcome each, so that the four always add to all. `now` and `idle` in milliseconds. */
export function outcome(conversation: Pick<Conversation, 'handedOff' | 'completed' | 'ended'>, now: number, idle: number): Outcome {
  if (conversation.handedOff) return 'handedOff';
  if (conversation.completed) return 'completed';
  return now - conversation.ended < idle ? 'open' : 'abandoned';
}
