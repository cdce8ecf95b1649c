import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { mount as mountInHono } from 'hono/mount';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type * as Library from '../../gateway/index.ts';
import { lend } from './setup.ts';

vi.setConfig({ testTimeout: 120_000 });

const { app } = inject('installed');
const SECRET = 'a secret for tests with over thirty-two characters';
const BIN = join(app, 'node_modules/.bin/bot-widgets');
const SETTINGS = { DIRECTORY_FILE: join(app, 'directory.json'), JWT_SECRET: SECRET, DUCKDB_MEMORY_LIMIT: '256MB', LOG_LEVEL: 'silent' };

const run = (args: string[], env: Record<string, string> = {}) =>
  promisify(execFile)(BIN, args, { cwd: app, env: { PATH: process.env.PATH, ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  );

const message = (id: string, day: number) => ({
  id,
  timestamp: `2026-03-0${day}T09:00:00Z`,
  business: 'acme',
  bot: 'shop',
  conversation: `c-${id}`,
  user: 'u',
  sender: 'user',
  text: 'hi',
});

/** Sends three messages of two days and asks for them. @param base - where the gateway is mounted */
async function askFor(base: string, token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify([message('1', 1), message('2', 1), message('3', 2)]);
  const sent = await fetch(`${base}/v1/messages`, { method: 'POST', headers, body });
  expect(await sent.json()).toMatchObject({ rejected: 0 });
  const answer = await fetch(`${base}/v1/trends?from=2026-03-01T00:00:00Z&to=2026-03-03T00:00:00Z&tz=UTC&interval=day`, { headers });
  const { data } = (await answer.json()) as { data: { totals: object; buckets: { conversations: number }[] } };
  const widgets = await fetch(`${base}/widgets/bot-widgets.js`);
  expect([widgets.status, widgets.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  const theme = await fetch(`${base}/widgets/themes/bootstrap.css`);
  expect([theme.status, await theme.text()]).toEqual([200, expect.stringContaining('--bot-color-accent')]);
  return [data.totals, data.buckets.map(({ conversations }) => conversations)];
}

const NUMBERS = [expect.objectContaining({ conversations: 3, users: 1, messages: 3 }), [2, 1]];

beforeAll(async () => {
  const grants = [{ business: '*', bot: '*', permissions: ['reports', 'ingest'] }];
  await writeFile(SETTINGS.DIRECTORY_FILE, JSON.stringify({ businesses: [], principals: [{ id: 'ann', grants }] }));
});

describe('without a client', () => {
  const missing = {
    '@duckdb/node-api': {},
    '@elastic/elasticsearch': { ELASTICSEARCH_URL: 'http://127.0.0.1:1' },
    mysql2: { MYSQL_URL: 'mysql://127.0.0.1:1/d', DIRECTORY_FILE: '' },
  };
  test.each(Object.entries(missing))('the command says how to install %s, and ends', async (name, env) => {
    const { code, stderr } = await run(['serve'], { ...SETTINGS, PORT: '0', ...env });
    expect(code).toBe(1);
    expect(stderr).toContain(`${name}: npm install ${name}@`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('it helps, and signs tokens', async () => {
    expect((await run(['--help'])).stdout).toContain('bot-widgets [COMMAND]');
    const { stdout } = await run(['token', '--sub', 'ann'], { JWT_SECRET: SECRET });
    expect(stdout.trim().split('.')).toHaveLength(3);
  });
});

describe('with the embedded store', () => {
  let library: typeof Library;
  let token: string;
  const ends: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    await lend(app, ['@duckdb']);
    library = (await import(pathToFileURL(join(app, 'node_modules/bot-widgets/lib/gateway/index.js')).href)) as typeof Library;
    token = await library.mintToken({ secret: SECRET, sub: 'ann', expiresIn: 600 });
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  async function mount(name: string, settings: Library.GatewaySettings = {}): Promise<Library.MountedGateway> {
    const gateway = await library.mountGateway(
      { ...SETTINGS, DATA_DIR: join(app, `data-${name}`), ...settings },
      { log: pino({ level: 'silent' }) },
    );
    ends.push(() => gateway.close());
    return gateway;
  }
  async function listen(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(() => promisify(server.close.bind(server))());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test('the command serves until it is told to stop', async () => {
    const env = { PATH: process.env.PATH, ...SETTINGS, LOG_LEVEL: 'info', PORT: '0', DATA_DIR: join(app, 'data-command') };
    const child = spawn(BIN, ['serve'], { cwd: app, env });
    ends.push(() => Promise.resolve(child.kill('SIGKILL')));
    let said = '';
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      said += chunk.toString();
      const url = /"url":"([^"]+)"/.exec(said)?.[1];
      if (url === undefined) continue;
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      expect(await askFor(url, token)).toEqual(NUMBERS);
      break;
    }
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('Node answers with it', async () => {
    const gateway = await mount('node', { BASE_PATH: '/bots' });
    const { Request: before } = globalThis;
    const base = await listen((request, response) => {
      if (request.url?.startsWith('/bots/')) void gateway.listener(request, response);
      else response.end('mine');
    });
    expect(await askFor(`${base}/bots`, token)).toEqual(NUMBERS);
    expect(await (await fetch(base)).text()).toBe('mine');
    expect(globalThis.Request).toBe(before);
    expect(await (await gateway.metrics(new Request(`${base}/metrics`))).text()).toContain('bot_widgets_ingested_messages_total');
  });

  test('Hono answers with it', async () => {
    const gateway = await mount('hono');
    const host = new Hono().get('/', (c) => c.text('mine')).all('/bots/*', mountInHono(gateway.fetch));
    const server = serve({ fetch: host.fetch, port: 0, hostname: '127.0.0.1' });
    ends.push(() => new Promise((resolve) => server.close(resolve)));
    await once(server, 'listening');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await askFor(`${base}/bots`, token)).toEqual(NUMBERS);
    expect(await (await fetch(base)).text()).toBe('mine');
  });

  test('Express answers with it', async () => {
    const gateway = await mount('express');
    const host = express();
    host.use('/bots', gateway.listener);
    host.use(express.json());
    host.post('/echo', (request, response) => void response.json(request.body));
    const base = await listen(host);
    expect(await askFor(`${base}/bots`, token)).toEqual(NUMBERS);
    const echo = await fetch(`${base}/echo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"mine":1}' });
    expect(await echo.json()).toEqual({ mine: 1 });
  });

  test('Fastify answers with it', async () => {
    const gateway = await mount('fastify', { BASE_PATH: '/bots' });
    const host = fastify();
    host.get('/', () => 'mine');
    await host.register((scope, _options, done) => {
      // The gateway reads its bodies itself.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null));
      scope.all('/bots/*', (request, reply) => {
        reply.hijack();
        void gateway.listener(request.raw, reply.raw);
      });
      done();
    });
    const base = await host.listen({ port: 0, host: '127.0.0.1' });
    ends.push(() => host.close());
    expect(await askFor(`${base}/bots`, token)).toEqual(NUMBERS);
    expect(await (await fetch(base)).text()).toBe('mine');
  });

  test('a stream of changes ends when it stops, so that the server of the host can close', async () => {
    const gateway = await mount('live');
    const response = await gateway.fetch(new Request('http://host/v1/live', { headers: { authorization: `Bearer ${token}` } }));
    const reader = response.body!.getReader();
    await reader.read();
    await gateway.stop();
    while (!(await reader.read()).done);
    expect((await gateway.fetch(new Request('http://host/health/ready'))).status).toBe(503);
  });
});
