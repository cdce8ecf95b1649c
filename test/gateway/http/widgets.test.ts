import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningGateway, serve } from '../../../gateway/commands/serve.ts';
import { parseConfig } from '../../../gateway/config.ts';
import { chooseCoding } from '../../../gateway/http/widgets.ts';

const ENTRY = `export const words = ${JSON.stringify(Array.from({ length: 400 }, (_, index) => `word ${index % 17}`))};\n`;
const CHUNK = 'chunks/chart-D3f_x-1k.js';

const hourAgo = new Date(Date.now() - 3_600_000);

let folder: string;
let widgets: string;
let gateway: RunningGateway;

const open = (base: string, from = widgets) => {
  const settings = { PORT: '0', DATA_DIR: join(folder, base), DIRECTORY_FILE: join(folder, 'directory.json'), BASE_PATH: base };
  const config = parseConfig({ ...settings, JWT_SECRET: 'a secret for tests with over thirty-two characters', RATE_LIMIT: '1' });
  return serve(config, pino({ level: 'silent' }), from);
};

interface Reply {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** As bytes on the wire: neither the path nor the codings are touched, as `fetch` would. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET', base = gateway.url): Promise<Reply> {
  const { hostname, port, pathname } = new URL(base);
  const [reply] = (await once(
    request({ hostname, port, path: (pathname === '/' ? '' : pathname) + path, method, headers }).end(),
    'response',
  )) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of reply) parts.push(part as Buffer);
  return { status: reply.statusCode, headers: reply.headers, body: Buffer.concat(parts) };
}
const problem = (reply: Reply) => JSON.parse(reply.body.toString()) as { code: string; detail: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  widgets = join(folder, 'built');
  await mkdir(join(widgets, 'chunks'), { recursive: true });
  await writeFile(join(folder, 'directory.json'), JSON.stringify({ businesses: [], principals: [] }));
  await writeFile(join(folder, 'secret.js'), 'nobody reads this');
  await writeFile(join(widgets, 'bot-widgets.js'), ENTRY);
  await writeFile(join(widgets, 'bot-widgets.js.map'), '{"version":3,"sources":[],"mappings":""}');
  await writeFile(join(widgets, '.hidden.js'), 'nor this');
  await writeFile(join(widgets, 'notes.txt'), 'nor this');
  await writeFile(join(widgets, CHUNK), ENTRY);
  await utimes(join(widgets, CHUNK), hourAgo, hourAgo);
  gateway = await open('/');
});

afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

describe('a file of the widgets', () => {
  test('comes to any page of any origin, without a token', async () => {
    const { status, headers, body } = await get('/widgets/bot-widgets.js', { origin: 'https://portal.example' });
    expect(status).toBe(200);
    expect(body.toString()).toBe(ENTRY);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(ENTRY.length),
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'timing-allow-origin': '*',
    });
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test('is never refused for coming often', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => get('/widgets/bot-widgets.js')));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
  ] as const)('is compressed for a client that takes %s', async (accepted, coding, unpack) => {
    const { headers, body } = await get('/widgets/bot-widgets.js', { 'accept-encoding': accepted });
    expect(headers).toMatchObject({ 'content-encoding': coding, vary: 'Accept-Encoding', 'content-length': String(body.length) });
    expect(body.length).toBeLessThan(ENTRY.length / 4);
    expect(unpack(body).toString()).toBe(ENTRY);
  });

  test('has a tag of its own in each coding, and comes again only when it changed', async () => {
    const codings = ['br', 'gzip', 'identity'];
    const tags = await Promise.all(
      codings.map(async (coding) => (await get('/widgets/bot-widgets.js', { 'accept-encoding': coding })).headers.etag!),
    );
    expect(new Set(tags).size).toBe(3);
    expect(tags.every((tag) => /^"[\w-]{22,}"$/.test(tag))).toBe(true);
    const again = (tag: string) => get('/widgets/bot-widgets.js', { 'accept-encoding': 'br', 'if-none-match': tag });
    for (const tag of [tags[0]!, `W/${tags[0]!}`, `"other", ${tags[0]!}`, '*']) {
      const { status, headers, body } = await again(tag);
      expect(status).toBe(304);
      expect(body).toHaveLength(0);
      expect(headers).toMatchObject({ etag: tags[0], vary: 'Accept-Encoding', 'access-control-allow-origin': '*' });
    }
    expect((await again('"other"')).status).toBe(200);
  });

  test('shows a deploy at once to whoever asks', async () => {
    const name = join(widgets, 'bot-trends.js');
    await writeFile(name, 'export const version = 1;');
    const first = await get('/widgets/bot-trends.js', { 'accept-encoding': 'br' });
    await writeFile(name, 'export const version = 22;');
    const second = await get('/widgets/bot-trends.js', { 'accept-encoding': 'br', 'if-none-match': first.headers.etag! });
    expect(second.status).toBe(200);
    expect(brotliDecompressSync(second.body).toString()).toBe('export const version = 22;');
    await rm(name);
    expect((await get('/widgets/bot-trends.js', { 'accept-encoding': 'br' })).status).toBe(404);
  });

  test('is kept for minutes under a name that stays, for a year under one with its hash', async () => {
    const age = async (path: string) => (await get(path)).headers['cache-control'];
    expect(await age('/widgets/bot-widgets.js')).toBe('public, max-age=120, stale-if-error=86400');
    expect(await age('/widgets/bot-widgets.js.map')).toBe('public, max-age=120, stale-if-error=86400');
    expect(await age(`/widgets/${CHUNK}`)).toBe('public, max-age=31536000, immutable');
  });

  test('is not kept for a year as long as a build may be writing it', async () => {
    const name = 'chunks/half-AbCdEf12.js';
    await writeFile(join(widgets, name), 'half');
    expect((await get(`/widgets/${name}`)).headers['cache-control']).toBe('public, max-age=120, stale-if-error=86400');
    await writeFile(join(widgets, name), 'half and half');
    await utimes(join(widgets, name), hourAgo, hourAgo);
    const whole = await get(`/widgets/${name}`);
    expect(whole.headers['cache-control']).toContain('immutable');
    expect(whole.body.toString()).toBe('half and half');
  });

  test('answers HEAD like GET, without the file', async () => {
    const whole = await get('/widgets/bot-widgets.js');
    const { status, headers, body } = await get('/widgets/bot-widgets.js', {}, 'HEAD');
    expect(status).toBe(200);
    expect(body).toHaveLength(0);
    const { etag, 'content-length': length, 'cache-control': cache, 'content-type': type } = whole.headers;
    expect(headers).toMatchObject({ etag, 'content-length': length, 'cache-control': cache, 'content-type': type });
  });

  test('lets a page ask whether it may ask', async () => {
    const { status, headers } = await get(
      '/widgets/bot-widgets.js',
      { origin: 'https://portal.example', 'access-control-request-method': 'GET' },
      'OPTIONS',
    );
    expect(status).toBe(204);
    expect(headers['access-control-allow-origin']).toBe('*');
  });
});

describe('what is no file of the widgets', () => {
  test.each([
    '/widgets/../secret.js',
    '/widgets/%2e%2e/secret.js',
    '/widgets/..%2fsecret.js',
    '/widgets/chunks/..%2f..%2fsecret.js',
    '/widgets/..%5csecret.js',
    '/widgets/%2e%2e%2fsecret.js',
    '/widgets/%252e%252e/secret.js',
    '/widgets//secret.js',
    '/widgets/chunks//..//..//secret.js',
    '/widgets/bot-widgets.js%00.map',
    '/widgets/.hidden.js',
    '/widgets/notes.txt',
    '/widgets/chunks',
    '/widgets/nothing.js',
    '/widgets/',
    '/widgets',
  ])('is not found: %s', async (path) => {
    const reply = await get(path);
    expect(reply.status).toBe(404);
    expect(problem(reply).code).toBe('not-found');
    expect(reply.body.toString()).not.toMatch(/nobody reads|nor this/);
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  test('says what to load instead', async () => {
    const reply = await get('/widgets/chunks/chart-00000000.js');
    expect(problem(reply).detail).toContain('widgets/bot-widgets.js');
    expect(reply.headers).toMatchObject({ 'content-type': 'application/problem+json', 'access-control-allow-origin': '*' });
  });

  test('is not written to', async () => {
    expect((await get('/widgets/bot-widgets.js', {}, 'POST')).status).toBe(404);
    expect((await get('/widgets/bot-widgets.js', {}, 'DELETE')).status).toBe(404);
  });
});

describe('a gateway', () => {
  test('serves its widgets below its base path alone', async () => {
    const below = await open('/reports/bots');
    try {
      expect((await get('/widgets/bot-widgets.js', {}, 'GET', below.url)).body.toString()).toBe(ENTRY);
      expect((await get('/widgets/bot-widgets.js', {}, 'GET', new URL('/', below.url).href)).status).toBe(404);
    } finally {
      await below.close();
    }
  });

  test('without a build says how to make one, and serves it as soon as it is there', async () => {
    const later = join(folder, 'later');
    const bare = await open('/bare', later);
    try {
      const reply = await get('/widgets/bot-widgets.js', {}, 'GET', bare.url);
      expect(reply.status).toBe(404);
      expect(problem(reply).detail).toContain('npm run build');
      await symlink(widgets, later);
      expect((await get('/widgets/bot-widgets.js', {}, 'GET', bare.url)).status).toBe(200);
    } finally {
      await bare.close();
    }
  });
});

test.each([
  ['', 'identity'],
  ['*', 'br'],
  ['br;q=0, *', 'gzip'],
  ['gzip;q=0.5, br;q=0.1', 'br'],
  ['GZIP', 'gzip'],
  ['*;q=0', 'identity'],
  ['br;q=0,gzip;q=0', 'identity'],
  ['deflate, zstd', 'identity'],
  ['br ; q=1', 'br'],
  ['br;q=nonsense', 'identity'],
] as const)('Accept-Encoding %j is answered with %s', (accepted, coding) => {
  expect(chooseCoding(accepted)).toBe(coding);
});
