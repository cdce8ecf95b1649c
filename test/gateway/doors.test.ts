import { connect } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, SECRET, type TestGateway } from '../support/gateway.ts';
import { type Operation, operationsOf, plainRequest } from './isolation/operations.ts';

const ORIGIN = 'https://portal.example';
const now = Math.floor(Date.now() / 1000);
const signed = (claims: object, secret = SECRET) =>
  new SignJWT({ sub: 'root', exp: now + 3600, ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));

let gateway: TestGateway;
let closed: Operation[];
let operations: Operation[];
let server: ServerType;
let port = 0;
beforeAll(async () => {
  gateway = await startTestGateway();
  operations = await operationsOf(gateway);
  closed = operations.filter(({ open }) => !open);
  await new Promise<void>((resolve) => {
    server = serve({ fetch: (request) => gateway.app.request(request.url, request), port: 0, hostname: '127.0.0.1' }, (address) => {
      port = address.port;
      resolve();
    });
  });
});
afterAll(async () => {
  server.close();
  await gateway.close();
});

function ask(operation: Operation, headers: Record<string, string>, more = ''): Promise<Response> {
  const { path, init } = plainRequest(operation);
  const all = new Headers(init.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return Promise.resolve(gateway.app.request(`${path}${more && `${path.includes('?') ? '&' : '?'}${more}`}`, { ...init, headers: all }));
}

describe('every route', () => {
  it.each([
    ['none', () => ({})],
    ['one without a signature', () => ({ authorization: `Bearer ${new UnsecuredJWT({ sub: 'root' }).setExpirationTime('1h').encode()}` })],
    ['one signed with another key', async () => ({ authorization: `Bearer ${await signed({}, `${SECRET}!`)}` })],
    ['one that has expired', async () => ({ authorization: `Bearer ${await signed({ exp: now - 60 })}` })],
    ['one that is not valid yet', async () => ({ authorization: `Bearer ${await signed({ nbf: now + 60 })}` })],
    ['one without an end', async () => ({ authorization: `Bearer ${await signed({ exp: undefined })}` })],
    ['a huge one', async () => ({ authorization: `Bearer ${await signed({ padding: 'x'.repeat(8000) })}` })],
    ['two', async () => ({ authorization: `Bearer ${await signed({})}, Bearer ${await signed({})}` })],
    ['one in a cookie', async () => ({ cookie: `token=${await signed({})}; authorization=Bearer ${await signed({})}` })],
    ['one in another header', async () => ({ 'x-authorization': `Bearer ${await signed({})}`, 'x-forwarded-user': 'root' })],
    ['a password', () => ({ authorization: `Basic ${Buffer.from('root:root').toString('base64')}` })],
  ] as [string, () => Record<string, string> | Promise<Record<string, string>>][])(
    'but the open ones refuses a token that is %s',
    async (_, headers) => {
      const answers = new Set<string>();
      for (const operation of closed) {
        const response = await ask(operation, await headers());
        expect([operation.path, response.status, response.headers.get('www-authenticate')]).toEqual([operation.path, 401, 'Bearer']);
        answers.add(await response.text());
      }
      // In the same words everywhere, and before anything else is looked at.
      expect([...answers]).toHaveLength(1);
    },
  );

  it('but the open ones refuses a token in the query', async () => {
    const token = await signed({});
    for (const operation of closed)
      for (const name of ['token', 'access_token', 'authorization', 'jwt', 'bearer'])
        expect((await ask(operation, {}, `${name}=${token}`)).status).toBe(401);
  });

  it('keeps its answers from shared caches, from other origins, and from being taken for something else', async () => {
    const headers = { authorization: await gateway.token('root') };
    for (const operation of operations)
      for (const [kind, given, more] of [
        ['answered', headers, ''],
        ['refused', {}, ''],
        ['forbidden', { authorization: await gateway.token('nobody') }, ''],
        ['invalid', headers, 'no-such-parameter=1'],
      ] as const) {
        for (const origin of [ORIGIN, 'https://evil.example', 'null', undefined]) {
          const response = await ask(operation, { ...given, ...(origin && { origin }) }, more);
          const told = Object.fromEntries(response.headers);
          await response.body?.cancel();
          const name = `${operation.method} ${operation.path}, ${kind}, ${origin ?? 'no origin'}: ${response.status}`;
          expect(told['x-content-type-options'], name).toBe('nosniff');
          expect(told['x-frame-options'], name).toBe('DENY');
          expect(told['access-control-allow-origin'], name).toBe(origin === ORIGIN ? ORIGIN : undefined);
          expect(told['access-control-allow-credentials'], name).toBeUndefined();
          expect(told['set-cookie'], name).toBeUndefined();
          expect(told.server ?? told['x-powered-by'], name).toBeUndefined();
          expect(told.vary, name).toMatch(/\borigin\b/i);
          if (operation.open) continue;
          expect(told['cache-control'], name).toMatch(/private|no-store/);
          expect(told['cache-control'], name).not.toMatch(/public|s-maxage/);
          expect(told.vary, name).toMatch(/\bauthorization\b/i);
        }
      }
  });

  it('is told to other origins’ preflights as little as to anybody', async () => {
    for (const { path } of operations) {
      const preflight = async (origin: string) =>
        gateway.app.request(path, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'authorization' },
        });
      const allowed = await preflight(ORIGIN);
      expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN]);
      expect(allowed.headers.get('access-control-allow-methods')).toBe('GET,POST,DELETE');
      expect(allowed.headers.get('access-control-allow-headers')).toBe('Authorization,Content-Type,Content-Encoding,If-None-Match');
      const refused = await preflight('https://evil.example');
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('over a real connection', () => {
  const raw = (lines: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
      socket.write([...lines, 'Host: x', 'Connection: close', '', ''].join('\r\n'));
    });

  it('two Authorization headers are none, whichever of them is good', async () => {
    const good = `Authorization: Bearer ${await signed({})}`;
    expect(await raw(['GET /v1/scope HTTP/1.1', good])).toMatch(/^HTTP\/1\.1 200/);
    for (const pair of [
      [good, 'Authorization: Bearer x'],
      ['Authorization: Bearer x', good],
      [good, good],
    ])
      expect((await raw(['GET /v1/scope HTTP/1.1', ...pair])).slice(0, 12)).toBe('HTTP/1.1 401');
  });

  it('no path that only looks like another one comes past the token', async () => {
    for (const path of [
      '//v1/scope',
      '/v1//scope',
      '/V1/scope',
      '/v1/scope/',
      '/v1/./scope',
      '/v1/x/../scope',
      '/v1/scope%00',
      '/%761/scope',
      '/v1/scope;x',
      '/health/../v1/scope',
      '/widgets/../v1/scope',
    ])
      expect((await raw([`GET ${path} HTTP/1.1`])).slice(9, 12), path).toMatch(/401|404|400/);
  });
});
