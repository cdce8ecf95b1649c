import { expect, test } from 'vitest';
import { botFramework } from '../../../../gateway/ingest/adapters/bot-framework.ts';
import { botpress } from '../../../../gateway/ingest/adapters/botpress.ts';
import { dialogflowCx } from '../../../../gateway/ingest/adapters/dialogflow-cx.ts';
import { ADAPTERS } from '../../../../gateway/ingest/adapters/index.ts';
import { lexV2 } from '../../../../gateway/ingest/adapters/lex-v2.ts';
import { rasa } from '../../../../gateway/ingest/adapters/rasa.ts';
import { ACME, brief, checked, lines, recorded } from './read.ts';

// Where each payload comes from: payloads/README.md.

test('every recorded payload becomes messages that the gateway takes, and the same ones each time', () => {
  const payloads: Record<string, unknown[]> = {
    rasa: [recorded('rasa-tracker-moodbot.json'), recorded('rasa-tracker-store.json'), ...lines('rasa-broker.ndjson')],
    'lex-v2': lines('lex-v2.ndjson'),
    'bot-framework': [recorded('bot-framework-emulator.transcript.json'), recorded('bot-framework-sandwich.transcript.json')],
    'dialogflow-cx': [conversation(), row()],
    botpress: [page()],
  };
  expect(Object.keys(payloads).sort()).toEqual(Object.keys(ADAPTERS).sort());
  for (const [name, recordings] of Object.entries(payloads)) {
    const read = checked(ADAPTERS[name]!(ACME), recordings);
    expect(read.filter((message) => typeof message === 'string')).toEqual([]);
    expect(read.length).toBeGreaterThan(1);
    expect(checked(ADAPTERS[name]!(ACME), structuredClone(recordings))).toEqual(read);
    const places = read.map((message) => typeof message === 'object' && `${message.conversation} ${message.id}`);
    expect(new Set(places).size, name).toBe(name === 'dialogflow-cx' ? read.length / 2 : read.length);
  }
});

test('a payload that is none of the product is refused in a sentence, and a part of one does not lose the others', () => {
  for (const [name, adapter] of Object.entries(ADAPTERS)) {
    for (const payload of [null, 1, 'text', {}, { hello: 'world' }]) expect(() => adapter(ACME)(payload), name).toThrow(/^It is n/);
  }
  expect(
    checked(rasa(ACME), [{ sender_id: 'u', events: [7, { event: 'user', timestamp: 1517821726.2, text: 'hi' }, { event: 'user' }] }]),
  ).toEqual(['missing id', expect.objectContaining({ text: 'hi' }), 'missing id']);
  expect(checked(botFramework(ACME), [['x', (recorded('bot-framework-emulator.transcript.json') as unknown[])[3]]])).toEqual([
    'missing id',
    expect.objectContaining({ text: 'Hello' }),
  ]);
  const events = [{ message: 'START RequestId' }, { message: JSON.stringify(lines('lex-v2.ndjson')[1]) }];
  expect(checked(lexV2(ACME), [{ logEvents: events }])).toEqual([
    'missing id',
    expect.objectContaining({ text: 'hello' }),
    expect.objectContaining({ sender: 'bot' }),
  ]);
  expect(checked(botpress(ACME), [{ messages: [null, ...page().messages.slice(0, 1)] }])).toEqual(['missing id', expect.any(Object)]);
});

test('Rasa: a tracker of a tracker store, with its session, and the action that speaks where no response is named', () => {
  const session = 'change_to/2023-03-20T09:57:08.481Z';
  const common = { conversation: session, user: 'change_to', timestamp: 1679306228512 };
  expect(brief(rasa(ACME)(recorded('rasa-tracker-store.json')))).toEqual([
    expect.objectContaining({
      conversation: session,
      timestamp: 1679306228488,
      seq: 665,
      sender: 'user',
      text: 'Find me some good venues',
      understood: true,
      channel: 'rest',
    }),
    expect.objectContaining({ ...common, seq: 207, text: 'here are some venues I found', node: 'action_search_venues', success: true }),
    expect.objectContaining({ ...common, seq: 210, text: 'Big Arena, Rock Cellar', node: 'action_search_venues', success: true }),
  ]);
});

test('Rasa: events of a broker, one by one, name the response that was said', () => {
  const read = brief(lines('rasa-broker.ndjson').flatMap(rasa(ACME)));
  expect(read.map(({ sender, node, understood, success }) => ({ sender, node, understood, success }))).toEqual([
    { sender: 'user', understood: true },
    { sender: 'bot', node: 'utter_greet', success: true },
    { sender: 'user', understood: true },
    { sender: 'bot', node: 'utter_ask_order_status_without_number', success: true },
  ]);
  expect(read.map(({ timestamp }) => timestamp)).toEqual([1745044394143, 1745044395376, 1745044411300, 1745044411317]);
});

test('Rasa: fallbacks, flows and named hand-offs', () => {
  const read = rasa({ ...ACME, handoff: ['action_to_agent'] });
  const event = (fields: object) => brief(read({ sender_id: 'u', timestamp: 1745044394.25, ...fields }))[0];
  expect(event({ event: 'user', text: 'hm', parse_data: { intent: { name: 'nlu_fallback' } } })).toMatchObject({ understood: false });
  expect(event({ event: 'user', text: 'hm', parse_data: { intent: { name: null } } })).toMatchObject({ understood: false });
  expect(
    event({ event: 'user', text: 'hm', parse_data: { intent: { name: null }, commands: [{ command: 'cannot handle' }] } }),
  ).toMatchObject({
    understood: false,
  });
  expect(event({ event: 'user', text: 'hm', parse_data: { intent: { name: null }, commands: [{ command: 'start flow' }] } })).toMatchObject(
    {
      understood: true,
    },
  );
  expect(event({ event: 'bot', text: '?', metadata: { utter_action: 'utter_default' } })).toMatchObject({
    node: 'utter_default',
    success: false,
  });
  expect(
    event({
      event: 'bot',
      text: '?',
      metadata: { active_flow: 'transfer_money', step_id: 'collect_amount', utter_action: 'utter_ask_amount' },
    }),
  ).toMatchObject({ story: 'transfer_money', node: 'collect_amount', success: true });
  expect(event({ event: 'action', name: 'action_to_agent' })).toMatchObject({ sender: 'human', text: '' });
  expect(event({ event: 'action', name: 'action_listen' })).toBeUndefined();
});

test('Lex V2: what was fulfilled without a message is an invocation all the same, and what was missed is a failure', () => {
  expect(brief(lines('lex-v2.ndjson').flatMap(lexV2({ ...ACME, handoff: ['MakeAppointment'] })))).toEqual([
    {
      id: '6181aaac-5ea3-4f86-a283-6b38084577c6/user',
      seq: 0,
      conversation: '455980081820937',
      user: '455980081820937',
      timestamp: '2022-03-25T02:06:07.382Z',
      language: 'en-US',
      sender: 'user',
      text: 'yes',
      understood: true,
    },
    expect.objectContaining({
      id: '6181aaac-5ea3-4f86-a283-6b38084577c6/bot/0',
      seq: 1,
      sender: 'bot',
      text: '',
      story: 'MakeAppointment',
      node: 'Close',
      success: true,
      completed: true,
    }),
    expect.objectContaining({ id: '6181aaac-5ea3-4f86-a283-6b38084577c6/handoff', seq: 2, sender: 'human', text: '' }),
    expect.objectContaining({ text: 'hello', understood: false }),
    expect.not.objectContaining({ completed: true }),
  ]);
  const [entry] = lines('lex-v2.ndjson') as [object];
  const answered = {
    ...entry,
    messages: [
      { contentType: 'PlainText', content: 'Fine.' },
      { contentType: 'SSML', content: '<speak>Bye <b>now</b></speak>' },
    ],
  };
  expect(brief(lexV2(ACME)(answered)).map(({ text, story }) => [text, story])).toEqual([
    ['yes', undefined],
    ['Fine.', undefined],
    ['Bye now', 'MakeAppointment'],
  ]);
});

test('Bot Framework: a transcript of the Emulator', () => {
  const read = brief(botFramework(ACME)(recorded('bot-framework-emulator.transcript.json')));
  expect(read.map(({ seq, sender, user, text }) => [seq, sender, user, text])).toEqual([
    [2, 'bot', '57efe82e-483f-4ce5-aff3-09ac73c46472', 'Welcome to the e2e testing bot! :)'],
    [3, 'user', '57efe82e-483f-4ce5-aff3-09ac73c46472', 'Hello'],
    [4, 'bot', '57efe82e-483f-4ce5-aff3-09ac73c46472', 'Hello! :)'],
    [5, 'bot', '57efe82e-483f-4ce5-aff3-09ac73c46472', 'How are you doing?'],
    [6, 'user', '57efe82e-483f-4ce5-aff3-09ac73c46472', "I'm doing great, thanks for asking!"],
  ]);
  expect(read[0]).toMatchObject({ channel: 'emulator', language: 'en-US', conversation: '45b27fe0-c38a-11e9-a3eb-39b17536417c|livechat' });
});

test('Bot Framework: what the recogniser traced, a hand-off that did not fail, and an end', () => {
  const turn = recorded('bot-framework-sandwich.transcript.json') as object[];
  expect(brief(botFramework(ACME)(turn)).map(({ text, understood, story, success }) => ({ text, understood, story, success }))).toEqual([
    { text: 'Enter a value for name' },
    { text: 'wheat', understood: true },
    { text: 'Did you mean add "wheat"" to bread or add "wheat"" to name?', story: 'sandwich', success: true },
  ]);
  const event = (id: string, fields: object) => ({ ...turn[0], id, ...fields });
  const initiate = event('e1', { type: 'event', name: 'handoff.initiate', value: {} });
  const failed = event('e2', { type: 'event', name: 'handoff.status', value: { state: 'failed' } });
  const end = event('e3', { type: 'endOfConversation', code: 'completedSuccessfully' });
  expect(brief(botFramework(ACME)([initiate, end])).map(({ id, sender, completed }) => [id, sender, completed])).toEqual([
    ['e1', 'human', undefined],
    ['e3', 'bot', true],
  ]);
  expect(botFramework(ACME)([initiate, failed])).toEqual([]);
});

/** The documented resource, with a recorded response in it. */
function conversation(response: object = recorded('dialogflow-cx-response.json') as object) {
  const interaction = { requestUtterances: 'I want to buy a shirt', createTime: '2026-03-01T09:00:00.123456Z', response };
  return {
    name: 'projects/p/locations/us-central1/agents/a/conversations/session-1',
    languageCode: 'en',
    startTime: '2026-03-01T09:00:00Z',
    interactions: [interaction],
  };
}

/** The documented row of the export, with a recorded response in it. */
function row() {
  return {
    project_id: 'p',
    agent_id: 'a',
    conversation_name: 'projects/p/locations/us-central1/agents/a/conversations/session-1',
    turn_position: 1,
    request_time: '2026-03-01 09:00:00.123456 UTC',
    language_code: 'en',
    request: '{"queryInput":{"text":{"text":"I want to buy a shirt"}}}',
    response: JSON.stringify(recorded('dialogflow-cx-response.json')),
  };
}

test('Dialogflow CX: a turn is a user message and what the bot said, alike from the history and from its export', () => {
  const read = brief(dialogflowCx(ACME)(conversation()));
  const id = '38e8f23d-eed2-445e-a3e7-149b242dd669';
  expect(
    read.map(({ id, seq, sender, text, story, node, success, understood }) => [id, seq, sender, text, story, node, success ?? understood]),
  ).toEqual([
    [`${id}/user`, 0, 'user', 'I want to buy a shirt', undefined, undefined, true],
    [`${id}/bot/0`, 1, 'bot', "Ok, let's start a new order.", undefined, undefined, undefined],
    [`${id}/bot/1`, 2, 'bot', "I'd like to collect a bit more information from you.", undefined, undefined, undefined],
    [`${id}/bot/2`, 3, 'bot', 'What color would you like?', 'Default Start Flow', 'New Order', true],
  ]);
  expect(checked(dialogflowCx(ACME), [row()])).toEqual(checked(dialogflowCx(ACME), [conversation()]));
});

test('Dialogflow CX: no match, an end and a hand-off', () => {
  const { queryResult } = recorded('dialogflow-cx-response.json') as { queryResult: object };
  const responseMessages = [{ text: { text: ['Sorry?'] } }, { endInteraction: {} }, { liveAgentHandoff: { metadata: {} } }];
  const response = {
    responseId: 'r',
    queryResult: { ...queryResult, responseMessages, match: { matchType: 'NO_MATCH', confidence: 0.3 } },
  };
  expect(
    brief(dialogflowCx(ACME)(conversation(response))).map(({ sender, success, understood, completed }) => ({
      sender,
      success,
      understood,
      completed,
    })),
  ).toEqual([{ sender: 'user', understood: false }, { sender: 'bot', success: false, completed: true }, { sender: 'human' }]);
});

/** The example of the API's reference, with values for its placeholders. */
function page() {
  const message = { updatedAt: '2023-11-07T05:31:56Z', type: 'text', conversationId: 'conv_01', tags: {} };
  return {
    messages: [
      {
        ...message,
        id: 'msg_03',
        createdAt: '2023-11-07T05:31:58Z',
        direction: 'outgoing',
        userId: 'bot_1',
        payload: { text: 'Ann here.' },
        tags: { 'hitl#downstream': 'msg_9' },
      },
      { ...message, id: 'msg_02', createdAt: '2023-11-07T05:31:57Z', direction: 'outgoing', userId: 'bot_1', payload: { text: 'Hi!' } },
      { ...message, id: 'msg_01', createdAt: '2023-11-07T05:31:56Z', direction: 'incoming', userId: 'user_7', payload: { text: 'hello' } },
    ],
    meta: { nextToken: 't' },
  };
}

test('Botpress: a page of messages, with what an agent said through the hitl plugin', () => {
  expect(brief(botpress(ACME)(page())).map(({ sender, user, text }) => [sender, user, text])).toEqual([
    ['human', 'user_7', 'Ann here.'],
    ['bot', 'user_7', 'Hi!'],
    ['user', 'user_7', 'hello'],
  ]);
  const copy = { ...page().messages[1]!, tags: { 'hitl#upstream': 'msg_02' } };
  expect(botpress(ACME)({ messages: [copy] })).toEqual([]);
});
