import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotRef } from '../../gateway/contract/names.ts';
import { createReference, type Reference } from '../reference/reference.ts';
import { ask, compare, send } from '../support/compare.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const bots: BotRef[] = [{ business: 'acme', bot: 'shop' }];
const at = (time: string): number => Date.parse(`2026-03-18T${time}Z`);
const missed = (id: string, text: string, fields: object = {}): object => ({
  ...bots[0],
  id,
  timestamp: at('05:00:00'),
  conversation: 'c',
  user: 'u',
  sender: 'user',
  understood: false,
  text,
  ...fields,
});

let gateway: TestGateway;
let token: string;
let reference: Reference;
beforeAll(async () => {
  gateway = await startTestGateway();
  gateway.clock.now = at('06:00:00.001');
  token = await gateway.token('root');
  reference = createReference({ idleMinutes: 30 });
  // No precomposed capital exists for the first, so that only its lower case composes: to the second.
  const messages = [
    missed('a', 'J\u030ca'),
    missed('b', '\u01f0a'),
    missed('c', 'lamp', { channel: 'web' }),
    missed('d', 'lamp', { channel: 'web', timestamp: '2026-03-17T06:20:00Z', conversation: 'd' }),
  ];
  await send(gateway, token, messages);
  reference.ingest(messages, gateway.clock.now);
});
afterAll(() => gateway.close());

describe('a word', () => {
  it('is one whether lower-casing or the writer composed it, and finds the messages that words counts', async () => {
    await compare(gateway, token, reference, bots, { report: 'words', query: [] });
    for (const name of ['keyword', 'q']) {
      const response = await ask(gateway, token, 'messages', new URLSearchParams([[name, '\u01f0a']]));
      expect(await response.json()).toMatchObject({ data: { messages: [{ id: 'b' }, { id: 'a' }] } });
    }
  });
});

describe('an answer of a full quarter hour', () => {
  it.each(['trends', 'words'] as const)(
    'of %s is not used a moment later, when the previous range ends a quarter hour later',
    async (report) => {
      for (const time of ['06:15:00.000', '06:15:00.001', '06:29:59.999', '06:30:00.000', '06:30:00.001']) {
        gateway.clock.now = at(time);
        const query: [string, string][] = [
          ['from', '2026-03-18T05:00:00Z'],
          ['to', '2026-03-18T12:00:00Z'],
          ['channel', 'web'],
        ];
        await compare(gateway, token, reference, bots, {
          report,
          query: report === 'trends' ? [...query, ['compare', 'previous']] : query,
        });
      }
    },
  );
});
