import { type Adapter, at, type Draft, draft, isObject, type Json, type Target, text, unreadable } from './adapter.ts';

/**
 * Botpress (Cloud): messages of the Runtime API, one a payload or a page of `GET /v1/chat/messages`.
 *
 * Formats: https://botpress.com/docs/api-reference/runtime-api/openapi/listMessages (`Message`);
 * hand-off: botpress/botpress `plugins/hitl/plugin.definition.ts` and `src/conv-manager.ts`, which tag what an agent says with the agent's message.
 *
 * - sender: `incoming` is the user; `outgoing` the bot, or a human where the hitl plugin has tagged it as sent on
 * - user: who sent the incoming message; for outgoing ones whoever else speaks in the same page, else the conversation
 * - lost: story, node, success, understood and completion, none of which a message has; everything in a payload but its text or title
 */
export function botpress(target: Target): Adapter {
  const { business, bot } = target;
  return (payload) => {
    const found = partsOf(payload);
    const messages = found.filter(isMessage);
    const users = new Map(messages.filter(isIncoming).map(({ conversationId, userId }) => [conversationId, userId]));
    return found
      .filter((message) => !tagged(at(message, 'tags'), 'upstream'))
      .map((message): Draft => {
        if (!isMessage(message)) return unreadable(target);
        const incoming = isIncoming(message);
        return draft({
          business,
          bot,
          id: message.id,
          timestamp: message.createdAt,
          conversation: message.conversationId,
          user: incoming ? message.userId : (users.get(message.conversationId) ?? message.conversationId),
          sender: incoming ? 'user' : message.direction === 'outgoing' ? (tagged(message.tags, 'downstream') ? 'human' : 'bot') : undefined,
          text: text(at(message.payload, 'text')) ?? text(at(message.payload, 'title')) ?? '',
        });
      });
  };
}

const isIncoming = ({ direction }: Json): boolean => direction === 'incoming';

/** A plugin's tags begin with the name that the bot gave the plugin. */
const tagged = (tags: unknown, name: string): boolean =>
  isObject(tags) && Object.keys(tags).some((key) => (key === name || key.endsWith(`#${name}`)) && text(tags[key]) !== undefined);

const isMessage = (value: unknown): value is Json => isObject(value) && 'conversationId' in value && 'direction' in value;

function partsOf(payload: unknown): unknown[] {
  const page = at(payload, 'messages');
  if (Array.isArray(page)) return page as unknown[];
  const message = at(payload, 'message') ?? payload;
  if (isMessage(message)) return [message];
  throw new Error('It is neither a message, which has "conversationId" and "direction", nor a page of "messages".');
}
