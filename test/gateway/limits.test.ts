import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer } from '../../gateway/contract/answer.ts';
import { type Messages } from '../../gateway/contract/messages.ts';
import { type ScopeAnswer } from '../../gateway/contract/scope.ts';
import { type Client, clientOf, message } from '../support/ask.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const grants = (business: string, bot: string, ...permissions: string[]) => ({ business, bot, permissions });
const directory = {
  businesses: [],
  principals: [
    { id: 'root', grants: [grants('*', '*', 'reports', 'messages', 'ingest')] },
    { id: 'ann', grants: [grants('acme', 'shop', 'reports'), grants('acme', 'help', 'messages')] },
    { id: 'bob', grants: [grants('acme', 'help', 'messages')] },
    { id: 'nobody', grants: [] },
  ],
};

let gateway: TestGateway;
let root: Client;
beforeAll(async () => {
  gateway = await startTestGateway({ directory, liveStreams: 2, rateLimit: 50 });
  root = await clientOf(gateway);
  const timestamp = new Date().toISOString();
  await root.send([
    message({ timestamp, bot: 'shop', channel: 'web', language: 'de' }),
    message({ timestamp, bot: 'help', channel: 'sms', language: 'fr' }),
    message({ timestamp, bot: 'help', channel: 'sms', language: 'fr' }),
    message({ timestamp, bot: 'else', channel: 'fax', language: 'en' }),
  ]);
});
afterAll(() => gateway.close());

describe('a principal', () => {
  it('has as many live streams open as the setting says, of its own; one that ends makes room', async () => {
    const [ann, leaving] = [await clientOf(gateway, 'ann'), new AbortController()];
    const first = await ann.request('live', { signal: leaving.signal });
    const second = await ann.request('live');
    const third = await ann.request('live');
    expect([first.status, second.status, third.status]).toEqual([200, 200, 429]);
    expect(third.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await third.json()).toMatchObject({ code: 'rate-limited' });
    const ofRoot = await root.request('live');
    expect(ofRoot.status).toBe(200);
    for (const { body } of [first, second, ofRoot]) await body?.cancel();
    const again = await ann.request('live');
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });

  it('without any grant is counted too, so that asking the directory for it is not free', async () => {
    const nobody = await clientOf(gateway, 'nobody');
    const found = new Set<number>();
    for (let request = 0; request < 51; request++) found.add((await nobody.request('scope')).status);
    expect([...found]).toEqual([403, 429]);
  });
});

describe('channels and languages of the scope', () => {
  const labels = async (sub: string) => {
    const { channels, languages } = (await (await (await clientOf(gateway, sub)).request('scope')).json()) as ScopeAnswer;
    return { channels, languages };
  };

  it('are those of all bots whose reports or messages one may read, and of no other', async () => {
    expect(await labels('ann')).toEqual({ channels: ['sms', 'web'], languages: ['de', 'fr'] });
    expect(await labels('bob')).toEqual({ channels: ['sms'], languages: ['fr'] });
  });

  it('follow new messages', async () => {
    await root.send([message({ timestamp: new Date().toISOString(), bot: 'help', channel: 'app' })]);
    expect((await labels('bob')).channels).toEqual(['app', 'sms']);
  });
});

describe('a cursor', () => {
  const page = async (client: Client, rest: string) => client.request(`messages?limit=1&order=oldest${rest}`);

  it('leads on only for whoever may see the message that it goes on from', async () => {
    const everything = (await (await page(root, '')).json()) as Answer<Messages>;
    const next = encodeURIComponent(everything.data.next ?? '');
    expect((await page(root, `&after=${next}`)).status).toBe(200);
    const refused = await page(await clientOf(gateway, 'bob'), `&after=${next}`);
    expect([refused.status, await refused.json()]).toEqual([
      400,
      await (await page(await clientOf(gateway, 'bob'), '&after=garbage')).json(),
    ]);
  });

  it('outlives a bot that comes meanwhile', async () => {
    const first = (await (await page(root, '')).json()) as Answer<Messages>;
    await root.send([message({ timestamp: new Date().toISOString(), bot: 'newcomer' })]);
    expect((await page(root, `&after=${encodeURIComponent(first.data.next ?? '')}`)).status).toBe(200);
  });
});
