import { FIELDS } from '../../contract/message.ts';
import { derive, outcome } from '../../conversation/conversation.ts';
import { invokedBy, type NodeRef } from '../../conversation/facts.ts';
import { steps } from '../../conversation/journey.ts';
import { type FoundMessage, type StoredMessage } from '../store.ts';
import { type Draft } from './draft.ts';
import { encodeDraft } from './draft-code.ts';
import { botKey, termsOf } from './found-by.ts';
import { type Keys } from './keys.ts';
import { pack } from './pack.ts';

/** A document: field by field what `schema.ts` maps. */
export type Document = Record<string, unknown>;

export const nodeKey = ({ story, node }: NodeRef): string => pack(story, node);

export function messageDocument({ words, ...message }: StoredMessage): Document {
  const invoked = invokedBy(message);
  const node = invoked && nodeKey(invoked);
  const missed = message.sender === 'user' && message.understood === false ? message.keywords : undefined;
  return {
    ...message,
    ...invoked,
    botKey: botKey(message),
    foundBy: termsOfMessage(message, words, invoked, missed),
    invoked: node,
    ...(message.success === true && { succeeded: node }),
    ...(message.success === false && { failed: node }),
    missed,
  };
}

function termsOfMessage(
  message: Omit<StoredMessage, 'words'>,
  words: readonly string[],
  invoked: NodeRef | undefined,
  missed: readonly string[] = [],
): string[] {
  const bot = botKey(message);
  const { user, userAlias, conversation, conversationAlias } = message;
  return [
    ...termsOf(bot, 'user', [userAlias ?? user]),
    ...(userAlias === undefined ? [] : termsOf(bot, 'hiddenUser', [user])),
    ...termsOf(bot, 'conversation', [conversationAlias ?? conversation]),
    ...(conversationAlias === undefined ? [] : termsOf(bot, 'hiddenConversation', [conversation])),
    ...(invoked ? [...termsOf(bot, 'story', [invoked.story]), ...termsOf(bot, 'node', [invoked.node])] : []),
    ...termsOf(bot, 'word', words),
    ...termsOf(bot, 'missed', missed),
  ];
}

const GIVEN_BACK = [...FIELDS, 'userAlias', 'conversationAlias'] as const;

/** The message as it was, its fields in the order of the contract. */
export function toMessage(source: Document): FoundMessage {
  const given = GIVEN_BACK.flatMap((field) => (source[field] === undefined ? [] : [[field, source[field]] as const]));
  return Object.fromEntries(given) as unknown as FoundMessage;
}

/** The conversation, derived from its facts; one without any keeps only what must not come back. */
export function conversationDocument(draft: Draft, keys: Keys): Document {
  const state = { state: encodeDraft(draft), ...(draft.purging.size > 0 && { purging: [...draft.purging.keys()] }) };
  const conversation = derive(draft.facts);
  if (!conversation) return state;
  const { business } = draft.name;
  const { started, ended, user, messages, engaged, channel, language, path } = conversation;
  // Whether it is open depends on when it is asked for; what does not is told here.
  const finished = outcome(conversation, Infinity, 0);
  return {
    ...state,
    people: [...peopleOf(draft)].map((name) => keys.person(business, name)),
    botKey: botKey(draft.name),
    person: keys.person(business, user),
    started,
    ended,
    messages,
    engaged,
    outcome: finished === 'abandoned' ? UNFINISHED : finished,
    channel,
    language,
    ...(engaged && walk(botKey(draft.name), path)),
  };
}

/** Users with messages in it, by name and by pseudonym. */
const peopleOf = ({ facts }: Draft): Set<string> =>
  new Set([...facts.values()].flatMap(({ user, alias }) => (alias === undefined ? [user] : [user, alias])));

/** Neither handed off nor completed: open or abandoned, as the clock says. */
export const UNFINISHED = 'unfinished';

/**
 * The path as terms. A document counts once a term, however often it holds it, so a term says how often: summing the numbers counts
 * times, summing the documents counts conversations.
 */
function walk(bot: string, path: readonly NodeRef[]): Document {
  const taken = steps(path);
  const nodes = new Set(path.map(nodeKey));
  return {
    nodes: [...nodes],
    foundBy: [
      ...termsOf(bot, 'invoked', nodes),
      ...termsOf(bot, 'story', new Set(path.map(({ story }) => story))),
      ...termsOf(bot, 'node', new Set(path.map(({ node }) => node))),
    ],
    links: timed(taken.map(({ from, to }) => linkTerm(from, to))),
    steps: timed(taken.flatMap(({ to, step }) => (to ? pack(String(step), to.story, to.node) : []))),
  };
}

function timed(terms: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const term of terms) times.set(term, (times.get(term) ?? 0) + 1);
  return [...times].map(([term, count]) => pack(String(count)) + term);
}

/** A name is never empty, so empty ones stand for the start and the end. */
function linkTerm(from: NodeRef | null, to: NodeRef | null): string {
  return pack(from?.story ?? '', from?.node ?? '', to?.story ?? '', to?.node ?? '');
}
