import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { serve, type ServerType } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { help, NOON, openGateway, other, reports, shop } from './live-gateway.ts';
import { readEvents } from './sse-reader.ts';

let gateway: ReturnType<typeof openGateway>;
beforeEach(() => {
  gateway = openGateway();
  gateway.grant([reports('acme', '*')]);
});
afterEach(() => gateway.shutdown.abort());

describe('opening a live stream', () => {
  it('answers with a comment at once, as an uncached stream', async () => {
    gateway = openGateway({ comment: 60_000 });
    gateway.grant([reports('acme', '*')]);
    const response = await gateway.ask();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toContain('no-store');
    const events = readEvents(response);
    await vi.waitFor(() => expect(events.read[0]).toMatchObject({ name: 'comment', data: 'open' }));
  });

  it.each(['?channel=web', '?tz=UTC', '?token=x', '?__proto__=x', '?business=acme&Bot=acme/shop'])(
    'refuses other parameters by name: %s',
    async (query) => {
      const response = await gateway.ask(query);
      expect(response.status).toBe(400);
      const problem = (await response.json()) as { code: string; detail: string };
      expect(problem.code).toBe('invalid-query');
      const name = /[?&]([a-zA-Z_]+)=[^&]*$/.exec(query)![1]!;
      expect(problem.detail).toContain(`${name}: no such parameter`);
    },
  );

  it.each(['?bot=acme', '?bot=', '?bot=a/b/c', '?business='])('refuses what is no name: %s', async (query) => {
    expect((await gateway.ask(query)).status).toBe(400);
  });

  it('refuses without a token, and a token in the URL is none', async () => {
    expect((await gateway.app.request('/v1/live')).status).toBe(401);
    expect((await gateway.app.request(`/v1/live?access_token=${await gateway.token()}`)).status).toBe(401);
  });

  it('refuses what the caller may not see, in the same words whether it exists or not', async () => {
    const queries = [
      '?business=globex',
      '?business=nowhere',
      '?bot=globex/shop',
      '?bot=nowhere/x',
      '?bot=acme/shop&bot=nowhere/x',
      '?business=acme&business=globex',
    ];
    const answers = await Promise.all(queries.map(async (query) => (await gateway.ask(query)).text()));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"forbidden"');
    gateway.grant([{ ...reports('acme', '*'), permissions: ['messages', 'ingest'] }]);
    expect((await gateway.ask()).status).toBe(403);
  });

  it('leaves nothing behind for a HEAD request', async () => {
    const response = await gateway.ask('', { method: 'HEAD', headers: { authorization: `Bearer ${await gateway.token()}` } });
    expect(response.status).toBe(200);
    expect(gateway.directoryListeners()).toBe(0);
    expect(await gateway.streams()).toBe(0);
  });
});

describe('a live stream', () => {
  it('tells at once what changed, by composed name and with the time of the newest message', async () => {
    gateway = openGateway({ changed: 60_000 });
    gateway.grant([reports('*', '*')]);
    const events = await gateway.open();
    await gateway.publish([other, shop]);
    await vi.waitFor(() => expect(events.changed()).toHaveLength(1));
    expect(events.changed()).toEqual([{ bots: ['globex/a%2Fb', 'acme/shop'], newestMessage: '2026-03-01T12:00:00.000Z' }]);
  });

  it('tells of what is asked for only, a bot that comes later under a wildcard included', async () => {
    gateway.grant([reports('*', '*')]);
    const all = await gateway.open();
    const acme = await gateway.open('?business=acme');
    const two = await gateway.open('?bot=globex%2Fa%252Fb&bot=acme/help');
    const none = await gateway.open('?business=acme&bot=globex%2Fa%252Fb');
    for (const bot of [shop, help, other, { business: 'acme', bot: 'new' }]) await gateway.publish([bot]);
    const heard = (events: typeof all) => events.changed().flatMap(({ bots }) => bots);
    await vi.waitFor(() => expect(heard(all)).toEqual(['acme/shop', 'acme/help', 'globex/a%2Fb', 'acme/new']));
    await vi.waitFor(() => expect(heard(acme)).toEqual(['acme/shop', 'acme/help', 'acme/new']));
    await vi.waitFor(() => expect(heard(two)).toEqual(['acme/help', 'globex/a%2Fb']));
    expect(heard(none)).toEqual([]);
  });

  it('tells nothing of bots that the caller may not see, not even when they changed', async () => {
    const events = await gateway.open();
    await gateway.publish([other], NOON + 5);
    await gateway.publish([shop, other], NOON + 5);
    await vi.waitFor(() => expect(events.changed()).toEqual([{ bots: ['acme/shop'], newestMessage: null }]));
  });

  it('tells of many changes in few events: each bot once, the newest time, the last change never lost', async () => {
    const events = await gateway.open();
    for (let index = 0; index < 60; index++) {
      await gateway.publish([index % 2 ? shop : help], NOON + (index === 40 ? 5000 : index));
      await wait(5);
    }
    await gateway.publish([{ business: 'acme', bot: 'last' }], null);
    await vi.waitFor(() => expect(events.changed().at(-1)?.bots).toContain('acme/last'));
    const times = events.named('changed').map(({ at }) => at);
    for (const [index, at] of times.slice(1).entries()) expect(at - times[index]!).toBeGreaterThan(85);
    expect(times.length).toBeGreaterThan(2);
    for (const { bots } of events.changed()) expect(new Set(bots).size).toBe(bots.length);
    expect(events.changed().map(({ newestMessage }) => newestMessage)).toContain(new Date(NOON + 5000).toISOString());
  });

  it('says null for the time after an erasure', async () => {
    const events = await gateway.open();
    await gateway.publish([shop], null);
    await vi.waitFor(() => expect(events.changed()).toEqual([{ bots: ['acme/shop'], newestMessage: null }]));
  });

  it('sends comments while nothing happens', async () => {
    const events = await gateway.open();
    await vi.waitFor(() => expect(events.named('comment').length).toBeGreaterThanOrEqual(3));
  });

  it('keeps little for a reader that does not read, and tells it all once it does', async () => {
    const response = await gateway.ask();
    for (let index = 0; index < 12; index++) {
      await gateway.publish([{ business: 'acme', bot: `bot-${index}` }], NOON + index);
      await wait(110);
    }
    const events = readEvents(response);
    const heard = () => events.changed().flatMap(({ bots }) => bots);
    await vi.waitFor(() => expect(heard()).toEqual(Array.from({ length: 12 }, (_, index) => `acme/bot-${index}`)));
    expect(events.read.length).toBeLessThan(10);
  });
});

describe('the end of a live stream', () => {
  it('comes with the shutdown, and nothing opens after it', async () => {
    const events = await Promise.all(Array.from({ length: 15 }, () => gateway.open()));
    expect(await gateway.streams()).toBe(15);
    gateway.shutdown.abort();
    await Promise.all(events.map(({ done }) => done));
    expect(await gateway.streams()).toBe(0);
    await (
      await gateway.open()
    ).done;
    expect(gateway.directoryListeners()).toBe(0);
  });

  it('comes when the reader leaves, and everything held for it goes', async () => {
    const events = await gateway.open();
    await gateway.publish([shop]);
    await events.leave();
    expect(await gateway.streams()).toBe(0);
    expect(gateway.directoryListeners()).toBe(0);
    await gateway.publish([shop]);
    await wait(250);
  });

  it('is noticed by a real server when the client goes away', async () => {
    const server: ServerType = serve({ fetch: gateway.app.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/live`;
    const client = new AbortController();
    const response = await fetch(url, { headers: { authorization: `Bearer ${await gateway.token()}` }, signal: client.signal });
    const events = readEvents(response);
    await gateway.publish([shop]);
    await vi.waitFor(() => expect(events.changed()).toHaveLength(1));
    expect(await gateway.streams()).toBe(1);
    client.abort();
    await vi.waitFor(async () => expect(await gateway.streams()).toBe(0));
    expect(gateway.directoryListeners()).toBe(0);
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
});
