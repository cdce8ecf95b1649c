import { randomUUID } from 'node:crypto';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type OpenPage, openPage } from './browser.ts';
import { type Demo } from './support.ts';

export interface Bench {
  /** Of the page; scripts and styles are files, since the policy knows no inline ones. */
  body: string;
  /** Scripts in their order: paths below the gateway's `/widgets/`; `copy:` before it: of a second copy of the library, at another address. */
  widgets?: readonly string[];
  /** What the page's own script does, after those of the widgets, as its author wrote it. */
  script?: string;
  /** The same, as a classic script in the head that runs before anything of ours is there. */
  early?: string;
  style?: string;
  /** Before any script of the page runs, and outside its policy: what a test watches with. */
  watch?: () => void;
  context?: BrowserContextOptions;
}

/** Opens a page of an author's own, at the origin of the demo's host, under the strictest policy that the docs promise to work under. */
export async function openBench(browser: Browser, demo: Demo, bench: Bench): Promise<OpenPage> {
  const { body, widgets = ['bot-widgets.js'], script = '', early = '', style = '', watch, context = {} } = bench;
  const opened = await openPage(browser, 'about:blank', context);
  const { page } = opened;
  if (watch) await page.addInitScript(watch);
  const policy = [
    `default-src 'none'`,
    `script-src 'self' ${demo.gateway}`,
    `style-src 'self'`,
    `connect-src ${demo.gateway} 'self'`,
    `img-src data:`,
  ].join('; ');
  const scripts = widgets.map((name) => {
    const url = name.startsWith('copy:') ? `${demo.site}copy/${name.slice(5)}` : `${demo.gateway}/widgets/${name}`;
    return `<script type="module" src="${url}"></script>`;
  });
  const files: Record<string, [type: string, text: string]> = {
    '': [
      'text/html',
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title><link rel="stylesheet" href="bench.css">
       <script src="early.js"></script>${scripts.join('')}<script type="module" src="bench.js"></script></head>
       <body>${body.replaceAll('GATEWAY', demo.gateway)}</body></html>`,
    ],
    'bench.css': ['text/css', style],
    'early.js': ['text/javascript', early],
    'bench.js': ['text/javascript', script],
  };
  await page.route(`${demo.site}bench/**`, async (route) => {
    const [contentType, text] = files[new URL(route.request().url()).pathname.slice('/bench/'.length)] ?? ['text/plain', ''];
    const headers = { 'content-security-policy': policy, 'cross-origin-embedder-policy': 'require-corp', 'cache-control': 'no-store' };
    await route.fulfill({ status: 200, contentType: `${contentType}; charset=utf-8`, headers, body: text });
  });
  await page.route(`${demo.site}copy/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice('/copy/'.length);
    await route.fulfill({ response: await route.fetch({ url: `${demo.gateway}/widgets/${name}` }) });
  });
  await page.goto(`${demo.site}bench/`);
  return opened;
}

/** What a host's own script does for every visitor: a way to a token, the same function for all that ask as the same person. */
export const TOKENS = `
  const ways = {};
  const tokenOf = (visitor) => (ways[visitor] ??= () => fetch('/token?as=' + visitor).then((response) => response.text()));
  for (const one of document.querySelectorAll('[data-as]')) one.getToken = tokenOf(one.dataset.as);
`;

/** What is asked of the gateway, and for tokens. */
export const questions = (urls: readonly string[]): string[] => urls.filter((url) => url.includes('/v1/') || url.includes('/token?'));

export const reports = (urls: readonly string[], name: string): string[] => urls.filter((url) => url.includes(`/v1/${name}?`));

/** A message of now, in a conversation of its own, that the portal's visitor may see. */
export function newMessage(): object {
  const id = randomUUID();
  return { id, business: 'aldermoor', bot: 'service', conversation: id, user: id, timestamp: Date.now(), sender: 'user', text: 'Hello?' };
}

/** Waits until trends hear of changes as they happen. */
export const live = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => document.querySelector('bot-trends:state(live)') !== null), { timeout: 10_000 }).toBe(true);

/** An early script that makes widgets and sets their properties while their tags mean nothing yet. */
export const madeEarly = (gateway: string): string => `
      addEventListener('DOMContentLoaded', () => {
        const provider = document.createElement('bot-provider');
        provider.getToken = () => fetch('/token?as=portal').then((response) => response.text());
        provider.filters = { range: 'yesterday', channel: ['web'] };
        provider.texts = { 'trends.heading': 'Set early' };
        provider.setAttribute('gateway', '${gateway}');
        const trends = document.createElement('bot-trends');
        trends.interval = 'hour';
        provider.append(trends);
        document.body.append(provider);
        if (customElements.get('bot-trends')) throw new Error('This page was to be before the script.');
      });`;
