import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { help, openGateway, other, reports, shop } from './live-gateway.ts';
import { readEvents } from './sse-reader.ts';

let gateway: ReturnType<typeof openGateway>;
beforeEach(() => {
  gateway = openGateway();
  gateway.grant([reports('acme', '*')]);
});
afterEach(() => gateway.shutdown.abort());

describe('the right to look', () => {
  const denial = (code: string) => [
    {
      name: 'denied',
      data: expect.objectContaining({ code, detail: expect.any(String) as string }) as unknown,
      at: expect.any(Number) as number,
    },
  ];

  it('ends with the last grant: the stream says so and closes', async () => {
    const events = await gateway.open();
    gateway.grant([]);
    await events.done;
    expect(events.read.slice(-1)).toEqual(denial('forbidden'));
    await gateway.publish([shop]);
    expect(events.changed()).toEqual([]);
  });

  it('ends at once when the directory says that it changed', async () => {
    gateway = openGateway({ rights: 60_000 });
    gateway.grant([reports('acme', '*')]);
    const events = await gateway.open();
    gateway.grant(null, { tell: true });
    await events.done;
    expect(events.read.slice(-1)).toEqual(denial('forbidden'));
  });

  it('ends for a bot or a business that was asked for by name, whatever else stays', async () => {
    gateway.grant([reports('acme', '*'), reports('globex', '*')]);
    const streams = await Promise.all(
      ['?bot=globex/shop&bot=acme/shop', '?business=globex&business=acme'].map((query) => gateway.open(query)),
    );
    gateway.grant([reports('acme', '*')], { tell: true });
    for (const events of streams) {
      await events.done;
      expect(events.read.slice(-1)).toEqual(denial('forbidden'));
    }
  });

  it('may shrink and grow: the stream goes on with what is left, also of what waits to be told', async () => {
    gateway.grant([reports('*', '*')]);
    const events = await gateway.open();
    await gateway.publish([shop]);
    await gateway.publish([help]);
    await gateway.publish([other]);
    gateway.grant([reports('acme', 'help')], { tell: true });
    await vi.waitFor(() => expect(events.changed()).toHaveLength(2));
    expect(events.changed()[1]?.bots).toEqual(['acme/help']);
    gateway.grant([reports('acme', '*')], { tell: true });
    await wait(20);
    await gateway.publish([shop]);
    await vi.waitFor(() => expect(events.changed()[2]?.bots).toEqual(['acme/shop']));
    expect(events.ended()).toBe(false);
  });

  it('ends when the token expires, without the grace that clocks of others are given', async () => {
    const start = performance.now();
    const headers = { authorization: `Bearer ${await gateway.token({ expiresIn: 3 })}` };
    const events = readEvents(await gateway.ask('', { headers }));
    await wait(900);
    expect(events.ended()).toBe(false);
    await events.done;
    expect(performance.now() - start).toBeLessThan(6000);
    expect(events.read.slice(-1)).toEqual(denial('unauthenticated'));
  });

  it('stays within what the token narrows it to, after each check', async () => {
    gateway.grant([reports('*', '*')]);
    const headers = { authorization: `Bearer ${await gateway.token({ bots: ['acme/shop'] })}` };
    const events = readEvents(await gateway.ask('', { headers }));
    gateway.grant([reports('*', '*')], { tell: true });
    await wait(50);
    await gateway.publish([help, shop, other]);
    await vi.waitFor(() => expect(events.changed()).toEqual([{ bots: ['acme/shop'], newestMessage: null }]));
  });

  it.each([
    ['fails', () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7'))],
    ['hangs', () => new Promise<never>(() => undefined)],
  ])('cannot be proven while the directory %s: the stream ends, and only the log says why', async (_, answer) => {
    const events = await gateway.open();
    gateway.answerWith(answer);
    await events.done;
    expect(events.named('denied')).toEqual([]);
    expect(JSON.stringify(events.read)).not.toContain('10.0.0.7');
    expect(gateway.log()).toContain('its rights could not be checked');
  });
});
