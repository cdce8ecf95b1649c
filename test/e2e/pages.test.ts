import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VISITORS } from '../../demo/directory.ts';
import { explainEn } from '../../widgets/explain/texts-en.ts';
import { filtersEn } from '../../widgets/filters/texts-en.ts';
import { en } from '../../widgets/internal/texts-en.ts';
import { journeyEn } from '../../widgets/journey/texts-en.ts';
import { storiesEn } from '../../widgets/stories/texts-en.ts';
import { trendsEn } from '../../widgets/trends/texts-en.ts';
import { wordsEn } from '../../widgets/words/texts-en.ts';
import { everythingSaid, isHiddenByBlockers, launchBrowser, layoutShift, openPage, settle } from './browser.ts';
import { type Demo, startDemo } from './support.ts';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo({ days: 3 }), launchBrowser()]);
}, 240_000);

afterAll(async () => {
  await browser.close();
  await demo.close();
});

describe.each(VISITORS)('the page of the %s', (visitor) => {
  test('opens without a fault: no error, no refusal of its policy, nothing that is not found', async () => {
    const { page, faults, urls, close } = await openPage(browser, `${demo.site}${visitor}/`);
    await settle(page);
    expect(faults).toEqual([]);
    expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
    const origins = new Set(urls.map((url) => new URL(url).origin));
    expect([...origins].toSorted()).toEqual([new URL(demo.site).origin, demo.gateway].toSorted());
    expect(urls.filter(isHiddenByBlockers)).toEqual([]);
    await close();
  });

  test.each([360, 768, 1440])('fits into a window of %d px, and stays where it was drawn', async (width) => {
    const { page, close } = await openPage(browser, `${demo.site}${visitor}/`, { viewport: { width, height: 800 } });
    await settle(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    // What the Web Vitals call good.
    expect(await layoutShift(page)).toBeLessThan(0.1);
    await close();
  });

  test('asks each question once, and for a token once', async () => {
    const { page, urls, checks, close } = await openPage(browser, `${demo.site}${visitor}/`);
    await settle(page);
    const questions = urls.filter((url) => url.startsWith(`${demo.gateway}/v1/`) || url.includes('/token?'));
    expect(questions.length).toBeGreaterThan(4);
    // What came before the stream of changes stood is checked once more, on a slow machine before the page is drawn; scope has no mark to check by.
    const again = [...checks, `${demo.gateway}/v1/scope`];
    expect(questions.filter((url, at) => questions.indexOf(url) < at && !again.includes(url))).toEqual([]);
    expect(checks.filter((url, at) => checks.indexOf(url) < at)).toEqual([]);
    await close();
  });
});

test('a partner tells it all in its own words, and every one of them is known', async () => {
  const { page, close } = await openPage(browser, `${demo.site}partner/`);
  await settle(page);
  const keys = await page.evaluate(() => Object.keys((document.querySelector('bot-provider') as unknown as { texts: object }).texts));
  const known = new Set([en, filtersEn, trendsEn, storiesEn, wordsEn, journeyEn, explainEn].flatMap((texts) => Object.keys(texts)));
  expect(keys.filter((key) => !known.has(key))).toEqual([]);
  const seen = [await everythingSaid(page)];
  // In tables each row has a button that explains it.
  await page.locator('bot-journey').getByText('Table', { exact: true }).click();
  for (const tag of ['bot-trends', 'bot-stories', 'bot-words', 'bot-journey']) {
    const buttons = page.locator(`${tag} button.explain:not([hidden])`);
    for (const button of [buttons.first(), buttons.last()]) {
      await button.dispatchEvent('click');
      const panel = page.locator(`${tag} .explanation:popover-open`);
      await panel.waitFor();
      expect(await panel.textContent()).toContain('Does not count');
      seen.push(await everythingSaid(page));
      await page.keyboard.press('Escape');
    }
  }
  const all = seen.join('\n');
  expect(all).toContain('Without a colleague');
  expect(all).not.toMatch(/conversation|\bstor(?:y|ies)\b|\bbots?\b|\bnodes?\b|invocation|handed off|widget/i);
  // No key in place of its text, no place in a text that nothing was put into.
  expect(all).not.toMatch(/\bexplain\.[a-z]|[{}]/);
  await close();
});

test('a look is tried on all widgets at once, and comes out as CSS', async () => {
  const { page, faults, close } = await openPage(browser, `${demo.site}theme/`);
  await settle(page);
  const textColour = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('bot-filters, bot-trends, bot-stories, bot-words, bot-journey, bot-messages')].map(
        (widget) => getComputedStyle(widget.shadowRoot!.querySelector('[part="base"]')!).color,
      ),
    );
  await page.fill('input[name="colour-text"]', '#123456');
  await page.fill('input[name="--bot-density"]', '0.75');
  expect(await textColour()).toEqual(Array(6).fill('rgb(18, 52, 86)'));
  await page.check('input[value="dark"]');
  expect(await textColour()).toEqual(Array(6).fill('rgb(232, 234, 237)'));
  const css = await page.textContent('#css');
  expect(css).toContain('--bot-color-text: light-dark(#123456, #e8eaed);');
  expect(css).toContain('--bot-density: 0.75;');
  await page.click('button[type="reset"]');
  await page.waitForFunction(() => document.querySelector('#css')?.textContent.includes('nothing is changed') === true);
  expect(await everythingSaid(page)).not.toMatch(/bot-widgets/i);
  expect(faults).toEqual([]);
  await close();
});
