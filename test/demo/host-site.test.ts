import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareFolder } from '../../demo/data-folder.ts';
import { businessesOf, VISITORS } from '../../demo/directory.ts';
import { createHostSite, openHostSite } from '../../demo/host-site.ts';
import { demoWorld } from '../../demo/traffic/demo-world.ts';
import { createJwtTokens } from '../../gateway/access/jwt-tokens.ts';
import { type RunningGateway, serve } from '../../gateway/commands/serve.ts';
import { parseConfig } from '../../gateway/config.ts';

let folder: string;
let gateway: RunningGateway;
let settings: Parameters<typeof createHostSite>[0];
let site: ReturnType<typeof createHostSite>;
const get = (path: string, host = '127.0.0.1:3000') => site.request(path, { headers: { host } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-host-'));
  const { secret, directoryFile } = await prepareFolder(folder, businessesOf(demoWorld));
  const config = parseConfig({ PORT: '0', DATA_DIR: folder, DIRECTORY_FILE: directoryFile, JWT_SECRET: secret });
  gateway = await serve(config, pino({ level: 'silent' }), join(folder, 'widgets'));
  settings = { hosts: ['127.0.0.1:3000', 'localhost:3000'], port: 3000, secret, gateway: gateway.url, pages: 'demo/pages' };
  site = createHostSite(settings);
});

afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

describe("the host's token endpoint", () => {
  test('mints tokens of ten minutes that the gateway takes, as plain text', async () => {
    const response = await get('/token?as=partner');
    const token = await response.text();
    const { sub, expires } = await createJwtTokens({ secret: settings.secret, clock: Date.now }).verify(token);
    expect(sub).toBe('partner');
    expect(Math.abs(expires - Date.now() - 600_000)).toBeLessThan(5000);
    expect(decodeJwt(token)).not.toHaveProperty('permissions');
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('gives shorter ones when it is told so', async () => {
    const response = await createHostSite({ ...settings, tokenLife: 5 }).request('/token?as=admin', {
      headers: { host: 'localhost:3000' },
    });
    const { exp } = decodeJwt(await response.text());
    expect(Math.abs(exp! * 1000 - Date.now() - 5000)).toBeLessThan(2000);
  });

  test.each(['/token', '/token?as=producer', '/token?as=root'])('gives no token for %s', async (path) => {
    expect((await get(path)).status).toBe(400);
  });

  test('answers to its own names alone', async () => {
    expect((await get('/token?as=admin', 'rebound.example:3000')).status).toBe(421);
    expect((await get('/', 'rebound.example:3000')).status).toBe(421);
    expect((await get('/', 'localhost:3000')).status).toBe(200);
  });
});

describe("the host's pages", () => {
  test.each(['/', ...VISITORS.map((visitor) => `/${visitor}/`)])(
    '%s comes with its files, isolated, under the strictest policy',
    async (path) => {
      const page = await get(path);
      expect(page.headers.get('content-type')).toContain('text/html');
      expect(page.headers.get('content-security-policy')).toContain(
        `default-src 'none'; script-src 'self' ${gateway.url}; style-src 'self'; connect-src 'self' ${gateway.url}; img-src 'self' data:; font-src 'self'`,
      );
      expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
      const html = await page.text();
      expect(html).not.toMatch(/ style=|<style| on\w+=|\{\{|<!--/);
      expect(html).not.toMatch(/<script(?![^>]* src=)/);
      const files = [...html.matchAll(/<(?:script|link|img)[^>]* (?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
      const own = files.filter((file) => !file.startsWith(gateway.url));
      expect(own.length).toBeGreaterThan(1);
      for (const file of own) expect((await get(new URL(file, `http://127.0.0.1:3000${path}`).pathname)).status, file).toBe(200);
    },
  );

  test.each(VISITORS)('%s loads the widgets from the gateway and names it to them', async (visitor) => {
    const html = await (await get(`/${visitor}/`)).text();
    expect(html).toContain(`<script type="module" src="${gateway.url}/widgets/bot-widgets.js"></script>`);
    expect(html).toContain(` gateway="${gateway.url}"`);
    for (const tag of ['bot-filters', 'bot-trends', 'bot-stories', 'bot-words', 'bot-journey']) expect(html).toContain(`<${tag}>`);
  });

  test('show messages to those who may read them', async () => {
    const shown = await Promise.all(VISITORS.map(async (visitor) => (await (await get(`/${visitor}/`)).text()).includes('<bot-messages>')));
    expect(shown).toEqual([true, true, false]);
  });

  test('greet the client by its name', async () => {
    expect(await (await get('/portal/')).text()).toContain('<b>Aldermoor Bank</b>');
    expect(await (await get('/admin/')).text()).toContain('4 businesses, 12 bots');
  });

  test('say nothing of us where the page is somebody else’s', async () => {
    const page = await (await get('/partner/')).text();
    const css = await (await get('/partner/partner.css')).text();
    const seen = page.replaceAll(/<[^>]+>/g, ' ');
    expect(seen + css.replaceAll(/bot-[\w-]+/g, '')).not.toMatch(/kleewerk|\bbots?\b|widget/i);
  });

  test('open while the gateway does not answer', async () => {
    const page = await createHostSite({ ...settings, gateway: 'http://127.0.0.1:9' }).request('/portal/', {
      headers: { host: 'localhost:3000' },
    });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<bot-trends>');
  });

  test('have an address with a slash, so that their files are found', async () => {
    const moved = await get('/portal');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/portal/']);
  });

  test.each(['/../main.ts', '/%2e%2e/main.ts', '/portal/index.html', '/start/index.html', '/portal/..%2f..%2fmain.ts'])(
    'are all there is: %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

test("the host's site says in a sentence that its port is taken", async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await expect(openHostSite({ ...settings, port })).rejects.toThrow(
    `Port ${port} of this machine is taken: choose another one with HOST_PORT.`,
  );
  other.close();
});
