import { once } from 'node:events';
import { createServer } from 'node:http';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { createHostSite, openHostSite } from '../../demo/host-site.ts';
import { createJwtTokens } from '../../gateway/access/jwt-tokens.ts';

const settings = {
  hosts: ['127.0.0.1:3000', 'localhost:3000'],
  port: 3000,
  secret: 'a secret of at least thirty-two letters',
  gateway: 'http://127.0.0.1:8080',
  pages: 'demo/pages',
};
const site = createHostSite(settings);
const get = (path: string, host = '127.0.0.1:3000') => site.request(path, { headers: { host } });

describe("the host's site", () => {
  test('mints tokens of ten minutes that the gateway takes', async () => {
    const response = await get('/token?as=partner');
    const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
    const { sub, expires } = await createJwtTokens({ secret: settings.secret, clock: Date.now }).verify(token);
    expect(sub).toBe('partner');
    expect(expiresIn).toBe(600);
    expect(Math.abs(expires - Date.now() - 600_000)).toBeLessThan(5000);
    expect(decodeJwt(token)).not.toHaveProperty('permissions');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test.each(['/token', '/token?as=producer', '/token?as=root'])('gives no token for %s', async (path) => {
    expect((await get(path)).status).toBe(400);
  });

  test('answers to its own names alone', async () => {
    expect((await get('/token?as=admin', 'rebound.example:3000')).status).toBe(421);
    expect((await get('/', 'rebound.example:3000')).status).toBe(421);
    expect((await get('/', 'localhost:3000')).status).toBe(200);
  });

  test('serves its pages with a policy that lets them talk to the gateway only', async () => {
    const page = await get('/');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self' http://127.0.0.1:8080");
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
    expect(files).toContain('page.js');
    for (const file of files) expect((await get(`/${file}`)).status).toBe(200);
    expect((await get('/../main.ts')).status).toBe(404);
    expect((await get('/%2e%2e/main.ts')).status).toBe(404);
  });

  test('says in a sentence that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(openHostSite({ ...settings, port })).rejects.toThrow(
      `Port ${port} of this machine is taken: choose another one with HOST_PORT.`,
    );
    other.close();
  });
});
