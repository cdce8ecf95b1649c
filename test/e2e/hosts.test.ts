import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BotMessages, BotProvider, BotTrends } from '../../widgets/index.ts';
import { live, madeEarly, newMessage, openBench, questions, reports, TOKENS } from './bench-page.ts';
import { REPORT_TAGS, REPORTS } from '../support/reports.ts';
import { isHiddenByBlockers, launchBrowser, settle } from './browser.ts';
import { HOSTILE, PLAIN } from './hostile-page.ts';
import { builtFiles, differences, drawnFrames, stylesWithin, watchPage, type Watch } from './page-watch.ts';
import { type Demo, startDemo } from './support.ts';

const ALL = ['bot-filters', ...REPORT_TAGS].map((tag) => `<div class="place"><${tag}></${tag}></div>`).join('');
const OPEN = '<bot-provider gateway="GATEWAY" range="yesterday" tz="UTC" data-as="portal">';
const WHOLE = `${OPEN}${ALL}</bot-provider>`;

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  // A page that a test serves has no address, and Chromium takes it for one from afar that reaches for this machine.
  const local = '--disable-features=LocalNetworkAccessChecks';
  [demo, browser] = await Promise.all([startDemo({ days: 3 }), launchBrowser(local)]);
}, 240_000);

afterAll(async () => {
  await browser.close();
  await demo.close();
});

test('a page whose styles seize everything changes nothing inside, is given nothing, and nothing stays behind', async () => {
  const looks = [];
  for (const style of [PLAIN, HOSTILE]) {
    const { page, faults, close } = await openBench(browser, demo, { body: WHOLE, script: TOKENS, style, watch: watchPage });
    const left = () => page.evaluate(() => (window as unknown as Watch).watch.left());
    await settle(page);
    await live(page);
    looks.push(await page.evaluate(stylesWithin));
    const leaks = await page.evaluate(() => (window as unknown as Watch).watch.leaks());
    expect(leaks).toEqual({ head: 0, sheets: 0, styles: 0, attributes: [], globals: [], body: 1 });
    expect((await left()).length).toBeGreaterThan(3);
    await page.evaluate(() => document.querySelector('bot-provider')?.remove());
    await expect.poll(left, { timeout: 5000 }).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }
  const [plain = {}, hostile = {}] = looks;
  expect(Object.keys(plain).length).toBeGreaterThan(150);
  expect(Object.keys(hostile)).toEqual(Object.keys(plain));
  expect(differences(plain, hostile)).toEqual([]);
});

test('widgets have a width where the page asks them for one, and never make it scroll', async () => {
  const style = `
    .grid { display: grid; grid-template-columns: auto auto } .flex { display: flex } .float { float: left } .inline { display: inline-block }
    .column { display: flex; flex-direction: column; align-items: center }`;
  const boxes = ['grid', 'flex', 'column', 'float', 'inline']
    .map((name) => `<div class="${name}"><bot-words></bot-words><bot-trends></bot-trends></div>`)
    .join('');
  const context = { viewport: { width: 700, height: 800 } };
  const body = `<bot-provider gateway="GATEWAY" data-as="portal">${boxes}</bot-provider>`;
  const { page, close } = await openBench(browser, demo, { body, style, script: TOKENS, context });
  await settle(page);
  const widths = await page.evaluate(() => [...document.querySelectorAll('bot-words, bot-trends')].map(({ clientWidth }) => clientWidth));
  expect(widths).toHaveLength(10);
  expect(Math.min(...widths)).toBeGreaterThan(300);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(700);
  await close();
});

test('draws every view, panel and conversation under the strictest policy', async () => {
  const { page, faults, close } = await openBench(browser, demo, { body: WHOLE, script: TOKENS });
  await settle(page);
  for (const tag of REPORT_TAGS) {
    const views = page.locator(tag).locator('[part~="switch"] label');
    for (let at = (await views.count()) - 1; at >= 0; at -= 1) {
      await views.nth(at).click();
      await settle(page);
    }
  }
  const filters = page.locator('bot-filters').locator('[part~="filter"]');
  const count = await filters.count();
  expect(count).toBeGreaterThan(1);
  for (let at = 0; at < count; at += 1) {
    await filters.nth(at).click();
    await page.locator('bot-filters').locator('[part="panel"]:popover-open input').first().waitFor();
    await page.keyboard.press('Escape');
  }
  await page.locator('bot-messages').locator('.open-button').first().click();
  await page.locator('bot-messages').locator('[part~="bubble"]').first().waitFor();
  await page.locator('bot-journey').evaluate((journey) => {
    journey.parentElement!.style.width = '320px';
    Object.assign(journey, { display: undefined });
  });
  await page.locator('bot-journey').locator('[part="list"]').waitFor();
  await settle(page);
  expect(faults).toEqual([]);
  await close();
});

describe('two copies of the library', () => {
  test.each([
    ['the same script twice', ['bot-widgets.js', 'bot-widgets.js?again']],
    ['another copy after', ['bot-widgets.js', 'copy:bot-widgets.js']],
    ['another copy before', ['copy:bot-widgets.js', 'bot-widgets.js']],
    ['a provider of one, widgets of both', ['bot-trends.js', 'copy:bot-widgets.js']],
  ])('%s', async (_, widgets) => {
    // Named from outside, and there only later: what tells that a provider has come crosses copies too.
    const body = `<bot-words provider="late"></bot-words><bot-trends provider="late"></bot-trends>`;
    const script = `${TOKENS}
      await Promise.all(['bot-provider', 'bot-words', 'bot-trends'].map((tag) => customElements.whenDefined(tag)));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const late = document.createElement('bot-provider');
      Object.assign(late, { id: 'late', gateway: '${demo.gateway}', range: 'yesterday', getToken: tokenOf('portal') });
      document.body.append(late);`;
    const { page, faults, urls, close } = await openBench(browser, demo, { body, widgets, script });
    await settle(page);
    expect(faults).toEqual([]);
    expect(urls.filter((url) => url.includes('/token?'))).toHaveLength(1);
    const owners = new Set(urls.filter((url) => url.endsWith('.js')).map((url) => url.includes('/copy/')));
    expect(owners.size).toBe(widgets.some((name) => name.startsWith('copy:')) ? 2 : 1);
    await close();
  });

  test('a refusal that one hears is understood by the other, and told to the page once', async () => {
    const script = `
      document.addEventListener('bot-unauthenticated', () => (document.title += '!'));
      document.querySelector('bot-provider').getToken = () => null;`;
    const body = `<bot-provider gateway="GATEWAY"><bot-trends></bot-trends><bot-words></bot-words></bot-provider>`;
    const { page, urls, close } = await openBench(browser, demo, { body, script, widgets: ['bot-trends.js', 'copy:bot-widgets.js'] });
    for (const tag of ['bot-trends', 'bot-words'])
      await page.locator(tag).locator('[part="message"]').getByText('You are signed out').waitFor();
    await page.waitForTimeout(1500);
    expect(await page.title()).toBe('Bench!');
    expect(reports(urls, 'words')).toEqual([]);
    await close();
  });
});

test('a page of words and filters loads its tags alone: no chart, no graph', async () => {
  const files = await builtFiles(demo);
  const charts = [...files].filter(([, text]) => text.includes('$chartjs')).map(([path]) => path);
  const graphs = [...files].filter(([, text]) => text.includes('vis-network')).map(([path]) => path);
  expect([charts.length, graphs.length].every((count) => count > 0)).toBe(true);
  const body = ['bot-words', 'bot-filters'].map((tag) => `<${tag} gateway="GATEWAY" range="yesterday" data-as="portal"></${tag}>`).join('');
  const { page, faults, urls, close } = await openBench(browser, demo, {
    body,
    script: TOKENS,
    widgets: ['bot-words.js', 'bot-filters.js'],
  });
  await settle(page);
  await page.locator('bot-filters').locator('[part~="filter"]').nth(2).waitFor();
  await page.locator('bot-words').locator('[part~="switch"] label').last().click();
  await page.locator('bot-words').locator('table tbody tr').first().waitFor();
  expect(faults).toEqual([]);
  const loaded = urls.filter((url) => url.includes('/widgets/')).map((url) => url.split('/widgets/')[1] ?? '');
  expect(loaded.length).toBeGreaterThan(3);
  expect(loaded.filter((path) => charts.includes(path) || graphs.includes(path))).toEqual([]);
  await close();
});

test('no file of the build has a name that blockers hide', async () => {
  const names = [...(await builtFiles(demo)).keys()];
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter(isHiddenByBlockers)).toEqual([]);
});

describe('elements that a page makes and moves', () => {
  test('never show a number of the provider that they came from', async () => {
    const body = `
      <bot-provider id="a" gateway="GATEWAY" range="yesterday" data-as="portal"><bot-trends></bot-trends><bot-messages></bot-messages></bot-provider>
      <bot-provider id="b" gateway="GATEWAY" range="yesterday" data-as="partner"></bot-provider>
      <bot-provider id="c" gateway="GATEWAY" range="yesterday" data-as="admin"></bot-provider><div id="none"></div>`;
    const { page, faults, urls, close } = await openBench(browser, demo, { body, script: TOKENS });
    await settle(page);
    const first = await page.evaluate(drawnFrames, '#a');
    const second = await page.evaluate(drawnFrames, '#b');
    expect(second.at(-1)).not.toBe(first.at(-1));
    expect(second).not.toContain(first.at(-1));
    expect(new Set(await page.evaluate(drawnFrames, '#none'))).toEqual(new Set(['']));
    const again = await page.evaluate(drawnFrames, '#a');
    expect(again.at(-1)).toBe(first.at(-1));
    expect(again).not.toContain(second.at(-1));

    await page.locator('bot-messages').locator('.open-button').first().click();
    await page.locator('bot-messages').locator('[part~="bubble"]').first().waitFor();
    const before = urls.length;
    await page.evaluate(() => document.querySelector('#c')?.append(document.querySelector<BotMessages>('bot-messages') ?? ''));
    await settle(page);
    expect(urls.slice(before).filter((url) => url.includes('conversation='))).toEqual([]);
    expect(await page.locator('bot-messages').locator('[part~="transcript"]').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test('work however they are made, and keep what was set before the tags were known', async () => {
    // Modules run once the document is parsed; the script of the widgets is added by the page's own, later still.
    const script = `
      await new Promise((resolve) => setTimeout(resolve, 50));
      const script = Object.assign(document.createElement('script'), { type: 'module', src: '${demo.gateway}/widgets/bot-widgets.js' });
      document.head.append(script);
      await customElements.whenDefined('bot-messages');
      document.querySelector('#html').innerHTML = '<bot-words></bot-words>';
      const made = document.createElement('bot-stories');
      document.querySelector('bot-provider').append(made, document.querySelector('#html'));`;
    const { page, faults, urls, close } = await openBench(browser, demo, {
      body: '<div id="html"></div>',
      widgets: [],
      early: madeEarly(demo.gateway),
      script,
    });
    await page.waitForFunction(() => document.querySelectorAll('bot-trends, bot-words, bot-stories').length === 3);
    await settle(page);
    for (const name of ['trends', 'words', 'stories']) {
      const [url = ''] = reports(urls, name);
      expect(url).toContain('channel=web');
      expect(url).toContain('range=yesterday');
    }
    expect(reports(urls, 'trends')[0]).toContain('interval=hour');
    await page.locator('bot-trends').getByText('Set early').waitFor();
    await page.evaluate(() => document.querySelector('bot-provider')?.setAttribute('range', 'today'));
    await expect.poll(() => reports(urls, 'words').at(-1)).toContain('range=today');
    await page.evaluate(() => document.querySelector('bot-words')?.setAttribute('limit', '7'));
    await expect.poll(() => reports(urls, 'words').at(-1)).toContain('limit=7');
    await page.evaluate(() => document.querySelector<BotProvider>('bot-provider')?.setAttribute('lang', 'de'));
    await page.evaluate(() =>
      document.querySelector<BotTrends>('bot-trends')?.parentElement?.append(document.querySelector('bot-words') ?? ''),
    );
    await page.locator('bot-words').locator('h3').getByText('Nicht verstanden').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('may go while they load, and be many: each report is asked once', async () => {
    const { page, faults, urls, close } = await openBench(browser, demo, { body: `${OPEN}</bot-provider>`, script: TOKENS });
    await page.evaluate(async (tags) => {
      const provider = document.querySelector('bot-provider')!;
      for (const wait of [0, 0, 5, 20, 60]) {
        provider.innerHTML = tags.map((tag) => `<${tag}></${tag}>`).join('');
        await new Promise((resolve) => (wait === 0 ? queueMicrotask(() => resolve(null)) : setTimeout(resolve, wait)));
        provider.replaceChildren();
      }
    }, REPORT_TAGS);
    await page.waitForTimeout(300);
    const before = urls.length;
    const markup = Array.from({ length: 4 }, () => REPORT_TAGS.map((tag) => `<${tag}></${tag}>`).join('')).join('');
    await page.evaluate((html) => (document.querySelector('bot-provider')!.innerHTML = html), markup);
    await expect.poll(() => REPORTS.filter((name) => reports(urls.slice(before), name).length === 0)).toEqual([]);
    // Before the stream of changes opens, after which each is asked once more.
    const asked = questions(urls.slice(before)).filter((url) => !url.endsWith('/v1/live'));
    for (const name of ['stories', 'words', 'journey', 'messages']) expect(reports(asked, name)).toHaveLength(1);
    expect(asked).toEqual([...new Set(asked)]);
    await settle(page);
    expect(faults).toEqual([]);
    await close();
  });
});

test('nothing is asked in a tab that nobody looks at, and all of it when somebody does', async () => {
  const { page, urls, close } = await openBench(browser, demo, { body: `${OPEN}</bot-provider>`, script: TOKENS, watch: watchPage });
  const look = (state: string) => page.evaluate((to) => (window as unknown as Watch).watch.look(to), state);
  await look('hidden');
  await page.evaluate((html) => (document.querySelector('bot-provider')!.innerHTML = html), ALL);
  await page.waitForTimeout(1500);
  expect(questions(urls)).toEqual([]);
  await look('visible');
  await settle(page);
  expect(reports(urls, 'words').length).toBeGreaterThan(0);
  await live(page);
  await look('hidden');
  const asked = questions(urls).length;
  await demo.send([newMessage()]);
  await page.evaluate(() => document.querySelector<BotTrends>('bot-trends')?.refresh());
  await page.waitForTimeout(1500);
  expect(questions(urls)).toHaveLength(asked);
  await look('visible');
  await expect.poll(() => reports(urls, 'words').length).toBeGreaterThan(1);
  await live(page);
  await close();
});

test('without a network nothing is asked and the numbers stay; back, they are new by themselves', async () => {
  const body = `<bot-provider gateway="GATEWAY" data-as="portal"><bot-trends></bot-trends></bot-provider>`;
  const { page, urls, close } = await openBench(browser, demo, { body, script: TOKENS });
  const count = () => page.evaluate(() => document.querySelector<BotTrends>('bot-trends')?.answer?.data.totals.messages ?? null);
  await settle(page);
  await live(page);
  const before = (await count()) ?? NaN;
  await page.context().setOffline(true);
  const asked = questions(urls).length;
  await demo.send([newMessage()]);
  await page.evaluate(() => document.querySelector<BotTrends>('bot-trends')?.refresh());
  await page.waitForTimeout(2500);
  expect(questions(urls)).toHaveLength(asked);
  expect(await count()).toBe(before);
  await page.context().setOffline(false);
  await expect.poll(count, { timeout: 8000 }).toBe(before + 1);
  await live(page);
  await close();
});
