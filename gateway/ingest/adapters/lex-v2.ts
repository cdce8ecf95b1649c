import { type Adapter, at, type Draft, draft, isObject, type Json, list, takeOver, type Target, text, unreadable } from './adapter.ts';

/**
 * Amazon Lex V2: text conversation logs, an entry a payload, or entries as CloudWatch Logs wraps them (`logEvents` of a subscription,
 * `events` of `aws logs filter-log-events`).
 *
 * Format: https://docs.aws.amazon.com/lexv2/latest/dg/conversation-logs-cw.html (`messageVersion` 2.0);
 * the wrapping: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html.
 *
 * - conversation, user: `sessionId`, which is all that Lex knows of a user
 * - story: the intent of the session's state; node: what the bot does next, such as `ElicitSlot Date`
 * - success: true once the intent is fulfilled or ready for it, false when it failed or is the fallback intent
 * - understood: not `missedUtterance`; completed: an intent that was understood is closed without failing
 * - hand-off: an intent that the import names
 * - lost: slots, sentiment, confidence, audio; messages that a client or an agent sends outside Lex; the end of a session
 */
export function lexV2(target: Target): Adapter {
  const { business, bot, handoff = [] } = target;
  const handsOff = new Set(handoff);

  function read(entry: Json): Draft[] {
    const { requestId, sessionId, timestamp } = entry;
    const reason = text(entry.responseReason) ?? ANSWER;
    // Several responses of one request, each with its own time, while a fulfilment goes on.
    const answer =
      reason === ANSWER ? requestId : typeof requestId === 'string' ? `${requestId}/${reason}/${String(timestamp)}` : undefined;
    const common = {
      business,
      bot,
      conversation: sessionId,
      user: sessionId,
      timestamp,
      channel: text(at(entry, 'requestAttributes', 'x-amz-lex:channels:platform')),
      language: text(at(entry, 'bot', 'localeId'))?.replace('_', '-'),
    };
    const missed = entry.missedUtterance === true || entry.missedUtterance === 'true';
    const drafts: Draft[] = [];
    const said = text(entry.inputTranscript);
    if (said !== undefined && reason === ANSWER)
      drafts.push(draft({ ...common, id: part(requestId, 'user'), seq: 0, sender: 'user', text: said, understood: !missed }));

    const invocation = invoked(entry.sessionState, missed);
    const texts = list(entry.messages).map(contentOf);
    // The client may say it in Lex's place: the invocation counts all the same.
    if (texts.length === 0 && invocation.story !== undefined) texts.push('');
    texts.forEach((content, index) => {
      const last = index === texts.length - 1;
      const { completed, ...rest } = invocation;
      drafts.push(
        draft({
          ...common,
          id: part(answer, `bot/${index}`),
          seq: index + 1,
          sender: 'bot',
          text: content,
          ...(last ? { ...rest, completed } : {}),
        }),
      );
    });
    if (typeof invocation.story === 'string' && handsOff.has(invocation.story) && invocation.completed === true)
      drafts.push(takeOver({ ...common, id: part(answer, 'handoff'), seq: texts.length + 1 }));
    return drafts;
  }

  return (payload) => {
    const wrapped = at(payload, 'logEvents') ?? at(payload, 'events');
    if (Array.isArray(wrapped)) {
      // What CloudWatch sends to see whether somebody listens.
      if (at(payload, 'messageType') === 'CONTROL_MESSAGE') return [];
      return list(wrapped).flatMap((event) => {
        const entry = parse(at(event, 'message'));
        return isEntry(entry) ? read(entry) : unreadable(target);
      });
    }
    if (isEntry(payload)) return read(payload);
    throw new Error('It is no entry of a conversation log of Lex V2, which has "bot" and "sessionId".');
  };
}

const ANSWER = 'UtteranceResponse';

const part = (id: unknown, name: string): unknown => (typeof id === 'string' ? `${id}/${name}` : id);

const isEntry = (value: unknown): value is Json => isObject(value) && isObject(value.bot) && 'sessionId' in value;

function parse(json: unknown): unknown {
  try {
    return JSON.parse(String(json)) as unknown;
  } catch {
    return undefined;
  }
}

function invoked(state: unknown, missed: boolean): Pick<Draft, 'story' | 'node' | 'success' | 'completed'> {
  const story = text(at(state, 'intent', 'name'));
  if (story === undefined) return {};
  const [action, slot] = [text(at(state, 'dialogAction', 'type')), text(at(state, 'dialogAction', 'slotToElicit'))];
  const outcome = at(state, 'intent', 'state');
  const done = outcome === 'Fulfilled' || outcome === 'ReadyForFulfillment';
  const failed = outcome === 'Failed' || missed || /(^|\.)FallbackIntent$/.test(story);
  return {
    story,
    node: action && (slot ? `${action} ${slot}` : action),
    success: failed ? false : done ? true : undefined,
    completed: !failed && done && action === 'Close' ? true : undefined,
  };
}

function contentOf(message: unknown): string {
  const content = text(at(message, 'content'));
  if (content !== undefined) return at(message, 'contentType') === 'SSML' ? content.replace(/<[^>]*>/g, '') : content;
  const card = at(message, 'imageResponseCard');
  return [text(at(card, 'title')), text(at(card, 'subtitle')), ...list(at(card, 'buttonsList')).map((button) => text(at(button, 'text')))]
    .filter(Boolean)
    .join('\n');
}
