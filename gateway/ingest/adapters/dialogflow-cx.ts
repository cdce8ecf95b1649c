import { type Adapter, at, type Draft, draft, isObject, type Json, list, takeOver, type Target, text } from './adapter.ts';

/**
 * Dialogflow CX: conversations of the conversation history (`projects.locations.agents.conversations.get`), and the rows of its export to BigQuery.
 *
 * Formats: https://cloud.google.com/dialogflow/cx/docs/reference/rest/v3beta1/projects.locations.agents.conversations, which is
 * googleapis/googleapis `google/cloud/dialogflow/cx/v3beta1/conversation_history.proto`; https://cloud.google.com/dialogflow/cx/docs/concept/export-bq.
 *
 * - story: the flow; node: the page that the turn ended on
 * - success and understood: not `NO_MATCH`; a turn that matched by an event has neither
 * - completed: `endInteraction`; hand-off: `liveAgentHandoff`
 * - user: the session, since Dialogflow knows no user
 * - lost: parameters, intents, payloads and audio; what a live agent says
 */
export function dialogflowCx({ business, bot }: Target): Adapter {
  function read({ conversation, interaction, names, language }: Turn): Draft[] {
    const { createTime: timestamp, request, response } = interaction;
    const result = at(response, 'queryResult');
    const match = at(result, 'match', 'matchType');
    const matched = typeof match === 'string' && match !== 'EVENT' ? match !== 'NO_MATCH' : undefined;
    const key = text(at(response, 'responseId')) ?? text(timestamp);
    const common = {
      business,
      bot,
      conversation,
      user: conversation,
      timestamp,
      channel: text(at(request, 'queryParams', 'channel')),
      language: text(at(result, 'languageCode')) ?? language,
    };
    const drafts: Draft[] = [];
    const said = text(interaction.requestUtterances) ?? text(at(result, 'text')) ?? text(at(result, 'transcript'));
    if (said !== undefined)
      drafts.push(draft({ ...common, id: key && `${key}/user`, seq: 0, sender: 'user', text: said, understood: matched }));

    const messages = [...list(interaction.partialResponses), response].flatMap((part) => list(at(part, 'queryResult', 'responseMessages')));
    const texts = messages
      .map((message) =>
        list(at(message, 'text', 'text'))
          .filter(text)
          .join('\n'),
      )
      .filter(text);
    if (texts.length === 0 && isObject(result)) texts.push(text(interaction.responseUtterances) ?? '');
    const invocation = { ...placeOf(result, names), success: matched };
    texts.forEach((content, index) => {
      const last = index === texts.length - 1;
      const end = last && messages.some((message) => isObject(at(message, 'endInteraction')));
      drafts.push(
        draft({
          ...common,
          id: key && `${key}/bot/${index}`,
          seq: index + 1,
          sender: 'bot',
          text: content,
          ...(last && invocation.node !== undefined && invocation),
          completed: end || undefined,
        }),
      );
    });
    if (messages.some((message) => isObject(at(message, 'liveAgentHandoff'))))
      drafts.push(takeOver({ ...common, id: key && `${key}/handoff`, seq: texts.length + 1 }));
    return drafts;
  }

  return (payload) => turnsOf(payload).flatMap(read);
}

interface Turn {
  conversation: string | undefined;
  interaction: Json;
  /** Names of flows by their resource names. */
  names: ReadonlyMap<string, string>;
  language: string | undefined;
}

const lastPart = (name: unknown): string | undefined => text(name)?.split('/').at(-1);

function turnsOf(payload: unknown): Turn[] {
  if (isObject(payload) && typeof payload.name === 'string' && /\/conversations\/[^/]+$/.test(payload.name)) {
    const names = new Map(list(payload.flows).map((flow) => [text(at(flow, 'name')) ?? '', text(at(flow, 'displayName')) ?? '']));
    const conversation = lastPart(payload.name);
    // Every field that a list of conversations leaves out is absent, so there is nothing to read in one.
    return list(payload.interactions)
      .filter(isObject)
      .map((interaction) => ({ conversation, interaction, names, language: text(payload.languageCode) }));
  }
  if (isObject(payload) && typeof payload.conversation_name === 'string') {
    const interaction = {
      createTime: timeOf(payload.request_time),
      request: parsed(payload, 'request'),
      response: parsed(payload, 'response'),
      partialResponses: parsed(payload, 'partial_responses'),
    };
    return [{ conversation: lastPart(payload.conversation_name), interaction, names: new Map(), language: text(payload.language_code) }];
  }
  throw new Error(
    'It is neither a conversation, with "name" and "interactions", nor a row of the BigQuery export, with "conversation_name".',
  );
}

/** BigQuery writes JSON columns as they are, or as text; and times as `2026-03-01 09:00:00.000000 UTC`. */
function parsed(row: Json, column: string): unknown {
  const value = row[column];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch (cause) {
    throw new Error(`The column ${column} is no JSON.`, { cause });
  }
}
const timeOf = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/^(\S+) (\S+) UTC$/, '$1T$2Z') : value);

/** The flow that every agent begins in has this id. */
const START_FLOW = '00000000-0000-0000-0000-000000000000';

function placeOf(result: unknown, names: ReadonlyMap<string, string>): { story?: string | undefined; node?: string | undefined } {
  const page = text(at(result, 'currentPage', 'name'));
  const flow = text(at(result, 'currentFlow', 'name')) ?? page?.split('/pages/')[0];
  const id = lastPart(flow);
  return {
    story: text(at(result, 'currentFlow', 'displayName')) ?? text(names.get(flow ?? '')) ?? (id === START_FLOW ? 'Default Start Flow' : id),
    node: text(at(result, 'currentPage', 'displayName')) ?? lastPart(page),
  };
}
