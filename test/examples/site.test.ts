import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type ServerType, serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { proxy } from 'hono/proxy';
import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writePages } from '../../site/write-pages.ts';
import { launchBrowser, openPage, settle } from '../e2e/browser.ts';
import { type Demo, startDemo } from '../e2e/support.ts';
import { freePort } from '../support/free-port.ts';
import { REPORT_TAGS } from '../support/reports.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = ['', 'start', 'first-chart', 'for-client-portals', 'for-admin-pages', 'for-partners', 'promises', 'reference/routes'];

let folder: string;
let demo: Demo;
let browser: Browser;
let server: ServerType;
let url: string;
let said: string;

/** A page that closes leaves its live stream in the middle, which is no fault. */
async function* untilLeft(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    // There is nobody to tell.
  }
}

/** The site as `npm run docs:build` makes it, with packages of its own, in a folder of its own; beside it the demo, as a host would put it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-site-'));
  const site = join(folder, 'site');
  const run = promisify(execFile);
  const building = (async () => {
    await cp(join(ROOT, 'site'), site, { recursive: true, filter: (path) => !/node_modules|\/pages(\/|$)/.test(path) });
    const installed = await run('npm', ['ci', '--loglevel=notice'], { cwd: site });
    await writePages({ root: ROOT, to: join(site, 'pages'), widgets: null });
    const built = await run(process.execPath, ['node_modules/vitepress/bin/vitepress.js', 'build'], {
      cwd: site,
      env: { ...process.env, NODE_ENV: 'production' },
    });
    return [installed.stdout, installed.stderr, built.stdout, built.stderr].join('\n');
  })();
  [said, demo, browser] = await Promise.all([building, startDemo({ days: 3 }), launchBrowser()]);
  const app = new Hono();
  app.all('/v1/*', async (c) => {
    const answer = await proxy(`${demo.gateway}${c.req.path}${new URL(c.req.url).search}`, c.req);
    const body = answer.body && (Readable.toWeb(Readable.from(untilLeft(answer.body))) as ReadableStream<Uint8Array>);
    return new Response(body, answer);
  });
  app.get('/widgets/*', (c) => proxy(`${demo.gateway}${c.req.path}`, c.req));
  app.get('/token', (c) => proxy(`${demo.site}token${new URL(c.req.url).search}`, c.req));
  app.use(
    '*',
    serveStatic({ root: join(folder, 'dist/site'), rewriteRequestPath: (path) => (/\/$|\.\w+$/.test(path) ? path : `${path}.html`) }),
  );
  const port = await freePort();
  server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port });
  url = `http://127.0.0.1:${port}/`;
}, 600_000);

afterAll(async () => {
  await browser.close();
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
  await demo.close();
  await rm(folder, { recursive: true, force: true });
});

test('is built without a warning; a link that leads nowhere would end the build', () => {
  expect(said).toContain('build complete');
  expect(said).not.toMatch(/\bwarn(?:ing)?\b|deprecated|dead link/i);
});

test.each(PAGES)('page "%s" opens without a fault', async (path) => {
  const { page, faults, close } = await openPage(browser, `${url}${path}`);
  await page.locator('h1').first().waitFor();
  expect((await page.locator('main').textContent())?.length).toBeGreaterThan(300);
  expect(faults).toEqual([]);
  await close();
});

test.each([...REPORT_TAGS, 'bot-filters', 'bot-provider'])('<%s> is live on its page', async (tag) => {
  const { page, faults, close } = await openPage(browser, `${url}reference/${tag}`);
  await page.locator(`.live ${tag}:defined`).first().waitFor();
  await settle(page);
  const answers = await page.evaluate(() =>
    [...document.querySelectorAll('.live bot-provider > *')].map((each) => (each as unknown as { answer?: unknown }).answer !== null),
  );
  expect(answers).not.toContain(false);
  expect(await page.locator('.live .away').count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});
