import { hash } from 'node:crypto';
import { type Adapter, at, type Draft, draft, isObject, type Json, list, takeOver, type Target, text, unreadable } from './adapter.ts';

/**
 * Microsoft Bot Framework: transcripts (an array of activities, as the Emulator and transcript stores write them) and single activities.
 *
 * Formats: microsoft/botframework-sdk `specs/botframework-activity/botframework-activity.md`;
 * the trace of the recogniser: microsoft/BotBuilder-Samples `experimental/generation/generator/packages/library/test/transcripts/sandwich.transcript`;
 * hand-off: https://learn.microsoft.com/en-us/azure/bot-service/bot-service-design-pattern-handoff-human.
 *
 * - story: the best intent of the recogniser's trace in the same transcript, for the answers to that activity; node: the same
 * - understood: that intent is not `None`; success: an answer to it, the same way
 * - hand-off: the event `handoff.initiate`, unless one with the state "failed" follows in the same transcript
 * - completed: `endOfConversation` with the code `completedSuccessfully`, or none
 * - lost: cards, attachments and suggested actions but for their titles, edits, deletions and reactions; what an agent says through the bot is the bot's
 */
export function botFramework(target: Target): Adapter {
  const { business, bot } = target;
  function read(activity: Json, seq: number, found: Found): Draft | undefined {
    const { id, timestamp, type } = activity;
    const sender = senderOf(activity);
    const answered = recognised(found, sender === 'user' ? id : activity.replyToId);
    const common = {
      id: text(id) ?? hashed(activity),
      seq,
      business,
      bot,
      timestamp,
      conversation: at(activity, 'conversation', 'id'),
      user: at(activity, sender === 'user' ? 'from' : 'recipient', 'id'),
      channel: text(activity.channelId),
      language: text(activity.locale),
    };
    if (type === 'message')
      return draft({
        ...common,
        sender,
        text: text(activity.text) ?? titleOf(activity.attachments),
        ...(sender === 'user' && answered && { understood: answered.understood }),
        ...(sender === 'bot' && answered && { story: answered.intent, success: answered.understood }),
      });
    if (type === 'endOfConversation')
      return draft({ ...common, sender: 'bot', text: activity.text ?? '', completed: COMPLETED.has(activity.code ?? '') || undefined });
    if (type === 'event' && activity.name === 'handoff.initiate' && !found.handoffFailed) return takeOver(common);
    return undefined;
  }

  return (payload) => {
    if (!Array.isArray(payload) && !isActivity(payload))
      throw new Error('It is neither an activity, which has a "type", nor a transcript, which is a list of them.');
    const activities = Array.isArray(payload) ? (payload as unknown[]) : [payload];
    const found = look(activities.filter(isActivity));
    return activities.flatMap((activity, seq) => (isActivity(activity) ? (read(activity, seq, found) ?? []) : unreadable(target)));
  };
}

const isActivity = (value: unknown): value is Json => isObject(value) && typeof value.type === 'string';

const COMPLETED = new Set<unknown>(['', 'completedSuccessfully']);
const RECOGNISER = 'https://www.luis.ai/schemas/trace';

interface Found {
  /** What was recognised in an activity, by its id. */
  intents: Map<unknown, { intent: string; understood: boolean }>;
  handoffFailed: boolean;
}

/** What other activities of a transcript say about a message. */
function look(activities: readonly Json[]): Found {
  const found: Found = { intents: new Map(), handoffFailed: false };
  for (const activity of activities) {
    if (activity.type === 'event' && activity.name === 'handoff.status' && at(activity, 'value', 'state') === 'failed')
      found.handoffFailed = true;
    if (activity.type !== 'trace' || activity.valueType !== RECOGNISER) continue;
    const best = bestOf(at(activity, 'value', 'recognizerResult', 'intents'));
    if (best !== undefined) found.intents.set(activity.replyToId, { intent: best, understood: best !== 'None' });
  }
  return found;
}

const recognised = ({ intents }: Found, id: unknown) => (id === undefined ? undefined : intents.get(id));

function bestOf(intents: unknown): string | undefined {
  if (!isObject(intents)) return undefined;
  const score = (name: string) => Number(at(intents, name, 'score') ?? 0);
  return Object.keys(intents).reduce<string | undefined>(
    (best, name) => (best === undefined || score(name) > score(best) ? name : best),
    undefined,
  );
}

/** By the role of either end, which transcripts have; an answer is the bot's. */
function senderOf(activity: Json): 'user' | 'bot' | undefined {
  const [from, recipient] = [at(activity, 'from', 'role'), at(activity, 'recipient', 'role')];
  if (from === 'bot' || from === 'skill' || recipient === 'user') return 'bot';
  if (from === 'user' || recipient === 'bot' || recipient === 'skill') return 'user';
  return activity.replyToId === undefined ? undefined : 'bot';
}

function titleOf(attachments: unknown): string {
  return list(attachments)
    .map(
      (attachment) => text(at(attachment, 'content', 'text')) ?? text(at(attachment, 'content', 'title')) ?? text(at(attachment, 'name')),
    )
    .filter(Boolean)
    .join('\n');
}

/** An activity that no channel has recorded has no id. */
const hashed = ({ timestamp, type, text: said, from }: Json): string =>
  hash('sha1', JSON.stringify([timestamp, type, said, from]), 'base64url');
