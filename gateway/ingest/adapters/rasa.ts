import { hash } from 'node:crypto';
import { type Adapter, at, type Draft, draft, isObject, type Json, list, takeOver, type Target, text, unreadable } from './adapter.ts';

/** What a bot's event does not say itself: the session that it is part of, and which action speaks. */
interface Sender {
  conversation?: string;
  action?: string | undefined;
}

const REMEMBERED = 100_000;

/** Microseconds of a session, in an identifier that people can read. */
function stamp(micros: number): string {
  const time = new Date(Math.floor(micros / 1000));
  // A number may be further away than any date.
  return Number.isNaN(time.getTime()) ? `${micros}` : time.toISOString();
}

/** What `FallbackClassifier` predicts when it is not sure enough. */
const FALLBACK_INTENT = 'nlu_fallback';
/** What Rasa's own fallback actions and patterns say. */
const FALLBACK_RESPONSES = new Set([
  'utter_default',
  'utter_ask_rephrase',
  'utter_cannot_handle',
  'utter_no_knowledge_base',
  'utter_internal_error_rasa',
]);

/**
 * Rasa: trackers (`GET /conversations/{id}/tracker`) and the events of event brokers, one a payload.
 *
 * Formats: https://rasa.com/docs/reference/integrations/event-brokers and https://rasa.com/docs/reference/primitives/events;
 * RasaHQ/rasa `rasa/shared/core/events.py` and `data/test_trackers/tracker_moodbot.json`; Rasa Pro `rasa/core/constants.py` for the metadata of flows.
 *
 * - conversation: a session of a sender, named by its `session_started`; remembered from payload to payload
 * - story, node: the flow and the step in the metadata of the bot's event (CALM); else the response (`utter_action`), or the action that
 *   sent it, stands for both
 * - success: false for Rasa's own fallback responses, true for every other one
 * - understood: false for `nlu_fallback`, no intent, or the command "cannot handle"
 * - hand-off: an action that the import names
 * - lost: which story or rule was followed, slots, entities, buttons, whether the conversation was completed
 */
export function rasa(target: Target): Adapter {
  const { business, bot, handoff = [] } = target;
  const handsOff = new Set(handoff);
  const senders = new Map<unknown, Sender>();

  function read(event: Json, sender: unknown): Draft | undefined {
    const seconds = event.timestamp;
    // Told by the contract's checks where it is none.
    const micros = typeof seconds === 'number' ? Math.round(seconds * 1e6) : undefined;
    const known = remember(sender);
    if (event.event === 'session_started' && micros !== undefined && typeof sender === 'string')
      known.conversation = `${sender}/${stamp(micros)}`;
    if (event.event === 'action') known.action = text(event.name);
    const common = {
      business,
      bot,
      conversation: known.conversation ?? sender,
      user: sender,
      ...(micros !== undefined && { timestamp: Math.floor(micros / 1000), seq: micros % 1000 }),
    };
    switch (event.event) {
      case 'user':
        return draft({
          ...common,
          id: idOf(micros, 'user', event.text),
          sender: 'user',
          text: event.text ?? '',
          understood: understood(event.parse_data),
          channel: text(event.input_channel),
        });
      case 'bot': {
        const [flow, step, response] = ['active_flow', 'step_id', 'utter_action'].map((key) => text(at(event, 'metadata', key)));
        const node = flow === undefined ? (response ?? known.action) : step;
        return draft({
          ...common,
          // Events of one tick of a coarse clock are told apart by what they say.
          id: idOf(micros, 'bot', event.text, event.data),
          sender: 'bot',
          text: event.text ?? text(at(event, 'data', 'custom', 'text')) ?? '',
          story: flow,
          node,
          success: flow === undefined && node === undefined ? undefined : response === undefined || !FALLBACK_RESPONSES.has(response),
        });
      }
      case 'action':
        if (typeof event.name !== 'string' || !handsOff.has(event.name)) return undefined;
        return takeOver({ ...common, id: idOf(micros, 'handoff', event.name) });
      default:
        return undefined;
    }
  }

  function remember(sender: unknown): Sender {
    const known = senders.get(sender) ?? {};
    senders.delete(sender);
    senders.set(sender, known);
    // Whoever has been silent longest is forgotten: a stream of years must not fill the memory.
    if (senders.size > REMEMBERED) senders.delete(senders.keys().next().value);
    return known;
  }

  return (payload) => {
    if (isObject(payload) && Array.isArray(payload.events))
      // A tracker store calls "name" what the HTTP API calls "sender_id".
      return list(payload.events).flatMap((event) =>
        isObject(event) ? (read(event, payload.sender_id ?? payload.name) ?? []) : unreadable(target),
      );
    if (isObject(payload) && typeof payload.event === 'string') return [read(payload, payload.sender_id) ?? []].flat();
    throw new Error('It is neither a tracker, with "events", nor an event of a broker, with "event".');
  };
}

function understood(parsed: unknown): boolean | undefined {
  if (!isObject(parsed)) return undefined;
  const commands = list(parsed.commands);
  if (commands.length > 0) return !commands.some((command) => at(command, 'command') === 'cannot handle');
  const intent = at(parsed, 'intent', 'name');
  return typeof intent === 'string' && intent !== FALLBACK_INTENT;
}

function idOf(micros: number | undefined, kind: string, ...said: unknown[]): string | undefined {
  if (micros === undefined) return undefined;
  return `${micros}-${kind}-${hash('sha1', JSON.stringify(said), 'base64url').slice(0, 10)}`;
}
