import { FIELDS } from '../../contract/message.ts';
import { derive, outcome } from '../../conversation/conversation.ts';
import { invokedBy, type NodeRef } from '../../conversation/facts.ts';
import { steps } from '../../conversation/journey.ts';
import { type FoundMessage, type StoredMessage } from '../store.ts';
import { type Draft } from './draft.ts';
import { encodeDraft } from './draft-code.ts';
import { type Keys } from './keys.ts';
import { pack } from './pack.ts';

/** A document: field by field what `schema.ts` maps. */
export type Document = Record<string, unknown>;

/** What tells one bot from all others. */
export const botKey = ({ business, bot }: { business: string; bot: string }): string => pack(business, bot);
export const nodeKey = ({ story, node }: NodeRef): string => pack(story, node);

export function messageDocument({ words, ...message }: StoredMessage): Document {
  const invoked = invokedBy(message);
  const node = invoked && nodeKey(invoked);
  const missed = message.sender === 'user' && message.understood === false ? message.keywords : undefined;
  return {
    ...message,
    ...invoked,
    botKey: botKey(message),
    userShown: message.userAlias ?? message.user,
    conversationShown: message.conversationAlias ?? message.conversation,
    words,
    invoked: node,
    ...(message.success === true && { succeeded: node }),
    ...(message.success === false && { failed: node }),
    missed,
  };
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
    business,
    people: [...new Set([...draft.facts.values()].flatMap((fact) => [fact.user, ...(fact.alias === undefined ? [] : [fact.alias])]))],
    botKey: botKey(draft.name),
    person: keys.person(business, user),
    started,
    ended,
    messages,
    engaged,
    outcome: finished === 'abandoned' ? UNFINISHED : finished,
    channel,
    language,
    ...(engaged && walk(path)),
  };
}

/** Neither handed off nor completed: open or abandoned, as the clock says. */
export const UNFINISHED = 'unfinished';

/**
 * The path as terms. A document counts once a term, however often it holds it, so a term says how often: summing the numbers counts
 * times, summing the documents counts conversations.
 */
function walk(path: readonly NodeRef[]): Document {
  const taken = steps(path);
  return {
    nodes: [...new Set(path.map(nodeKey))],
    stories: [...new Set(path.map(({ story }) => story))],
    nodeNames: [...new Set(path.map(({ node }) => node))],
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
