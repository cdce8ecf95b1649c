import { type Scope } from '../access/scope.ts';
import { type Erased } from '../contract/ingest.ts';
import { type Outcome } from '../contract/journey.ts';
import { type Message, type Sender } from '../contract/message.ts';
import { type BotRef, type ConversationRef } from '../contract/names.ts';
import { type NodeRef } from '../conversation/facts.ts';
import { type StepCount } from '../conversation/journey.ts';
import { type Range } from '../time/range.ts';

/** A message ready to be stored: words and keywords are derived from its masked text, see `ingest/`. */
export interface StoredMessage extends Message {
  /** The distinct words of the masked text, which search looks at. */
  words: readonly string[];
  /** Pseudonyms of identifiers that are themselves an address or a number. */
  userAlias?: string;
  conversationAlias?: string;
}

/** A message as a store gives it back. */
export type FoundMessage = Omit<StoredMessage, 'words'>;

/** What became of one message. */
export type Written = 'accepted' | 'duplicate' | 'conversation-full' | 'changed-timestamp';

/** Which conversations or messages: the scope's bots, the range, and labels (alternatives; absent: all). */
export interface Filter extends Range {
  channels?: readonly string[] | undefined;
  languages?: readonly string[] | undefined;
}

/** What outcomes depend on: the one `now` of the answer and the idle time, milliseconds. */
export interface Moment {
  now: number;
  idle: number;
}

/** Counts of engaged conversations that started in a span. */
export interface Counts {
  conversations: number;
  users: number;
  messages: number;
  handedOff: number;
  completed: number;
  open: number;
  abandoned: number;
}

export interface TrendsFound {
  totals: Counts;
  /** As many as spans were asked. */
  buckets: Counts[];
  /** When the first open conversation among them falls idle (epoch ms): until then the counts stand. */
  idleAt: number | null;
  /** Whose `users` are estimates: the totals', and buckets by their places. */
  estimated?: { totals: boolean; buckets: number[] };
}

export interface InvocationCount extends NodeRef {
  invocations: number;
  successes: number;
  failures: number;
}

export interface WordsFound {
  userMessages: number;
  missed: number;
  words: { word: string; messages: number; previous: number }[];
  /** Words may be missing, and counts too low. */
  estimated?: boolean;
}

export interface JourneyFound {
  steps: StepCount[];
  /** When the first open conversation falls idle (epoch ms), where that may change the answer. */
  idleAt: number | null;
}

export interface TrendsAsked extends Filter, Moment {
  /** Where spans begin, and where the last one ends (epoch ms), ascending; they hold the range. Fewer than two: no spans. */
  starts: readonly number[];
}

export interface StoriesAsked extends Filter {
  stories?: readonly string[] | undefined;
}

export interface WordsAsked extends Filter {
  previous: Range;
  limit: number;
}

export interface JourneyAsked extends Filter, Moment {
  outcomes?: readonly Outcome[] | undefined;
  stories?: readonly string[] | undefined;
  nodes?: readonly string[] | undefined;
}

/** The place of a message in the order of the messages report (section 4). */
export interface Position extends ConversationRef {
  timestamp: number;
  seq: number;
  id: string;
}

export interface MessagesFilter extends Filter {
  words?: readonly string[] | undefined;
  senders?: readonly Sender[] | undefined;
  conversations?: readonly ConversationRef[] | undefined;
  users?: readonly string[] | undefined;
  stories?: readonly string[] | undefined;
  nodes?: readonly string[] | undefined;
  keywords?: readonly string[] | undefined;
  understood?: boolean | undefined;
}

export interface MessagesAsked extends MessagesFilter {
  order: 'newest' | 'oldest';
  limit: number;
  /** Only messages after this place in the order. */
  after?: Position | undefined;
}

/** A conversation as a store gives it back. */
export interface FoundConversation extends ConversationRef {
  conversationAlias?: string;
  /** Epoch milliseconds of its first and its last message. */
  started: number;
  ended: number;
  messages: number;
  handedOff: boolean;
  /** And not handed off. */
  completed: boolean;
  channel?: string;
  language?: string;
}

/** What names a conversation and what may be shown instead. */
export type ConversationName = ConversationRef & Pick<FoundConversation, 'conversationAlias'>;

/**
 * Messages and what is derived from them: the port of DuckDB and of Elasticsearch. Numbers are exact but where `estimated` says so.
 * Reads take a {@link Scope} and an AbortSignal that really ends the work; they throw Problem `store-unavailable` or `store-timeout`.
 */
export interface Store {
  /**
   * Stores messages, in order, and answers when they are durable; the result has one entry a message.
   * Conversations are merged and derived by `conversation/`. Calls may overlap.
   */
  write: (messages: readonly StoredMessage[]) => Promise<Written[]>;
  /**
   * Erases all messages of a user of a business, in all its bots, and the conversations that are theirs; hashed tombstones
   * keep redelivery from bringing any of them back. Also says which bots changed.
   */
  erase(business: string, user: string): Promise<Erased & { bots: BotRef[] }>;
  /** The bots that have messages. */
  bots(): Promise<readonly BotRef[]>;
  /** Time of the newest message in scope, epoch milliseconds. */
  newestMessage(scope: Scope, signal: AbortSignal): Promise<number | null>;
  /** Channels and languages of the messages in scope, by code point. */
  labels(scope: Scope, signal: AbortSignal): Promise<{ channels: string[]; languages: string[] }>;
  /** Distinct users are counted within each span, and once in all. */
  trends(scope: Scope, asked: TrendsAsked, signal: AbortSignal): Promise<TrendsFound>;
  stories(scope: Scope, asked: StoriesAsked, signal: AbortSignal): Promise<InvocationCount[]>;
  words(scope: Scope, asked: WordsAsked, signal: AbortSignal): Promise<WordsFound>;
  journey(scope: Scope, asked: JourneyAsked, signal: AbortSignal): Promise<JourneyFound>;
  /** The first `limit` messages in order, as stored. */
  messages(scope: Scope, asked: MessagesAsked, signal: AbortSignal): Promise<FoundMessage[]>;
  /**
   * Every message that passes, as stored, oldest first, in batches: each is read when it is asked for, so that a slow reader slows the
   * query, and memory does not grow with their number. None is given twice; one that is stored meanwhile may be there or not. Leaving the
   * iterator, or the signal, ends the query.
   *
   * @param counted - told before the first batch how many there are at that moment
   */
  allMessages(
    scope: Scope,
    asked: MessagesFilter,
    signal: AbortSignal,
    counted?: (messages: number) => void,
  ): AsyncIterable<readonly FoundMessage[]>;
  /** Those of these conversations that there are (1,000 at most), in the order of their names here. */
  conversations(scope: Scope, names: readonly ConversationName[], signal: AbortSignal): Promise<FoundConversation[]>;
  /** A secret of this store's own, made once, for pseudonyms and cursors. */
  readonly secret: Uint8Array;
  /** True when the store answers. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
