import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ADAPTERS } from '../../../../gateway/ingest/adapters/index.ts';
import { ACME, checked, lines, recorded } from './read.ts';

const RECORDED = [
  ...['rasa-tracker-store.json', 'bot-framework-sandwich.transcript.json', 'dialogflow-cx-response.json'].map(recorded),
  ...lines('rasa-broker.ndjson'),
  ...lines('lex-v2.ndjson'),
  { conversation_name: 'c', request: '{}', response: recorded('dialogflow-cx-response.json') },
  { conversationId: 'c', direction: 'incoming', payload: { text: 'x' } },
];

/** The value with another one somewhere in it. */
function damaged(value: unknown, place: number, other: unknown): unknown {
  let left = place;
  const walk = (part: unknown): unknown => {
    if (left-- === 0) return other;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(value);
}

test('whatever a payload holds, an adapter makes drafts that can be checked, or says in a sentence what it is not', () => {
  const payload = fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(fc.constantFrom(...RECORDED), fc.nat(120), fc.oneof(fc.jsonValue(), fc.double()))
      .map(([value, place, other]) => damaged(value, place, other)),
  );
  fc.assert(
    fc.property(payload, (value) => {
      for (const open of Object.values(ADAPTERS)) {
        const adapter = open({ ...ACME, handoff: ['action_listen', 'MakeAppointment'] });
        try {
          checked(adapter, [value]);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).message).toMatch(/^It is n|^The .* is no JSON\.$/);
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test('a session of Rasa at a time that is no date is refused message by message', () => {
  const said = { event: 'user', timestamp: 1e14, text: 'hi' };
  const payload = {
    sender_id: 'ann',
    events: [{ event: 'session_started', timestamp: -8640000000000.001 }, said, { ...said, timestamp: 1 }],
  };
  expect(ADAPTERS.rasa && checked(ADAPTERS.rasa({ ...ACME, handoff: [] }), [payload])).toEqual(['invalid timestamp', 'invalid timestamp']);
});
