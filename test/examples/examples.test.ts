import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser, layoutShift, openPage, settle } from '../e2e/browser.ts';
import { differences, stylesWithin } from '../e2e/page-watch.ts';
import { type Demo, startDemo } from '../e2e/support.ts';
import { freePort } from '../support/free-port.ts';
import { exampleNames, takeExample } from './example.ts';
import { expectNumbers } from './shown.ts';

/** On a small machine more at a time would wait for each other. */
const atOnce = pLimit(2);

/** Said by a bundler of a machine that is busy, not of what it bundles. */
const BUSY = /.*\[PLUGIN_TIMINGS\][^]*?See https:.*/g;

const WARNS = /\bwarn(?:ing)?\b|deprecated|\berror\b[:\s]/i;

const names = await exampleNames();
const ports = new Map<string, number>();
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  for (const name of names) ports.set(name, await freePort());
  const origins = [...ports.values()].map((port) => `http://127.0.0.1:${port}`);
  [demo, browser] = await Promise.all([startDemo({ days: 3, origins }), launchBrowser()]);
}, 240_000);

afterAll(async () => {
  await browser.close();
  await demo.close();
});

interface Opened {
  page: Page;
  url: string;
}

/** What is told apart from the numbers, by stack. */
const besides: Record<string, (opened: Opened) => Promise<void>> = {
  'plain-html': tellsWhatIsPicked,
  react: tellsWhatIsPicked,
  vue: tellsWhatIsPicked,
  svelte: tellsWhatIsPicked,
  angular: tellsWhatIsPicked,
  async 'strict-csp'(opened) {
    const { headers } = await fetch(opened.url);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self' \S+; style-src 'self';/);
    expect(await opened.page.evaluate(() => window.crossOriginIsolated)).toBe(true);
    await tellsWhatIsPicked(opened);
  },
  async 'server-rendered'({ url }) {
    for (const width of [360, 1024, 1440]) {
      const viewport = { width, height: 900 };
      const before = await boxes(url, { viewport, javaScriptEnabled: false });
      expect(await boxes(url, { viewport })).toEqual(before);
    }
  },
  async 'wordpress-like'({ page }) {
    // Of the theme only what it is told to give: font, size of a rem, colours, and here a width.
    const given = `html { font-size: 18px } body { font-family: Georgia, 'Times New Roman', serif }
      bot-provider, bot-trends { --bot-color-surface: #fbf7f0; --bot-color-accent: #b3261e } .place { inline-size: 40rem !important }`;
    await page.addStyleTag({ content: given });
    // All in view: what is not is not laid out.
    await page.setViewportSize({ width: 1440, height: 7000 });
    await page.evaluate(() => document.querySelectorAll('.wp-block-html').forEach((block) => block.classList.add('place')));
    const looks = async () => {
      await settle(page);
      return page.evaluate(stylesWithin);
    };
    const themed = await looks();
    await page.evaluate(() => document.querySelectorAll('link[href*="assets/"]').forEach((sheet) => sheet.remove()));
    const plain = await looks();
    expect(Object.keys(plain).length).toBeGreaterThan(100);
    // What has no box is nowhere.
    expect(differences(plain, themed).filter((line) => !/: place: \S+ \S+ 0\.0 0\.0, /.test(line))).toEqual([]);
  },
};

/** The page hears what is picked in a widget, and says it in the way of its framework. */
async function tellsWhatIsPicked({ page }: Opened): Promise<void> {
  const row = page.locator('bot-stories').locator('tbody tr').first();
  await row.locator('.name').click();
  const name = (await row.locator('.name').textContent())?.trim() ?? '';
  await page.locator('#picked', { hasText: /^Picked: \w/ }).waitFor();
  expect(name).toContain((await page.locator('#picked').textContent())?.slice('Picked: '.length, -1));
}

/** Where the tags of a page are, once all is there; nothing but what is in a widget may have moved meanwhile. */
async function boxes(url: string, options: BrowserContextOptions): Promise<unknown[]> {
  const { page, close } = await openPage(browser, url, options);
  if (options.javaScriptEnabled !== false) {
    await settle(page);
    expect(await layoutShift(page)).toBeLessThan(0.05);
  }
  const found = await page.evaluate(() => {
    const tags = [...document.querySelectorAll('bot-provider > *')];
    // On a narrow page words take as many lines as they need: what stands below them is below the window.
    return tags.slice(0, tags.findIndex(({ localName }) => localName === 'bot-words') + 1).map((tag) => {
      const { x, y, width, height } = tag.getBoundingClientRect();
      return [tag.localName, x, y, width, tag.localName === 'bot-words' ? 'as it needs' : height];
    });
  });
  await close();
  return found;
}

test('every example has something of its own to show', () => {
  expect(Object.keys(besides).toSorted()).toEqual(names.toSorted());
});

test.concurrent.each(names)(
  '%s shows the numbers of the gateway, and nothing warns',
  (name) =>
    atOnce(async () => {
      const port = ports.get(name)!;
      const url = `http://127.0.0.1:${port}/`;
      const example = await takeExample(name, { gateway: demo.gateway, site: demo.site.slice(0, -1), port });
      try {
        const { dependencies = {} } = JSON.parse(await readFile(join(example.folder, 'package.json'), 'utf8')) as { dependencies?: object };
        const said = await example.install(...('bot-widgets' in dependencies ? [inject('installed').tarball] : []));
        expect(said).not.toMatch(WARNS);
        const started = await example.start({ JWT_SECRET: demo.secret });
        expect(started.replace(BUSY, '')).not.toMatch(WARNS);

        const { page, faults, close } = await openPage(browser, url);
        await settle(page);
        await expectNumbers(page, demo);
        await besides[name]?.({ page, url });
        expect(faults).toEqual([]);
        await close();
      } finally {
        await example.remove();
      }
    }),
  // Those that wait for their turn are counted too.
  900_000,
);
