import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Trends } from '../../gateway/contract/trends.ts';
import { launchBrowser, openPage, settle } from './browser.ts';
import { type Demo, startDemo } from './support.ts';

interface Widget extends Element {
  answer: { data: Trends } | null;
}

const messagesOf = (page: Page): Promise<number | undefined> =>
  page.evaluate(() => document.querySelector<Element & Widget>('bot-trends')?.answer?.data.totals.messages);

const inState = (page: Page, state: string): Promise<number> =>
  page.evaluate((name) => document.querySelectorAll(`bot-trends:state(${name})`).length, state);

const message = () => {
  const id = randomUUID();
  const place = { business: 'aldermoor', bot: 'service', conversation: id, user: id };
  return { ...place, id, timestamp: Date.now(), sender: 'user', text: 'Is anybody there?' };
};

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

describe('a page that stays open', () => {
  let demo: Demo;

  beforeAll(async () => {
    demo = await startDemo({ days: 2, tokenLife: 5 });
  }, 120_000);

  afterAll(async () => {
    await demo.close();
  });

  test('shows a message within seconds of it, by one live stream', async () => {
    const start = Date.now();
    const { page, urls, close } = await openPage(browser, `${demo.site}portal/`);
    await settle(page);
    await expect.poll(() => inState(page, 'live'), { timeout: 10_000 }).toBeGreaterThan(0);
    const before = (await messagesOf(page)) ?? NaN;
    await demo.send([message()]);
    await expect.poll(() => messagesOf(page), { timeout: 6000 }).toBe(before + 1);
    // A stream ends with its token, which lasts five seconds here; five widgets with a stream each would open as many at once.
    expect(urls.filter((url) => url.endsWith('/v1/live')).length).toBeLessThanOrEqual(1 + Math.floor((Date.now() - start) / 4000));
    await close();
  });

  test('keeps its numbers while the gateway is away, says so, and is live again when it is back', async () => {
    const { page, close } = await openPage(browser, `${demo.site}portal/`);
    await settle(page);
    await expect.poll(() => inState(page, 'live'), { timeout: 10_000 }).toBeGreaterThan(0);
    const before = (await messagesOf(page)) ?? NaN;
    await demo.stopGateway();
    await page.evaluate(() => document.querySelectorAll('bot-trends').forEach((element) => element.refresh()));
    await expect.poll(() => inState(page, 'stale'), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(await messagesOf(page)).toBe(before);
    await demo.startGateway();
    await expect.poll(() => inState(page, 'stale'), { timeout: 20_000 }).toBe(0);
    await expect.poll(() => inState(page, 'live'), { timeout: 20_000 }).toBeGreaterThan(0);
    await demo.send([message()]);
    await expect.poll(() => messagesOf(page), { timeout: 6000 }).toBe(before + 1);
    await close();
  });

  test('renews its token before it ends, whatever the clock of the browser says', async () => {
    const pages = [0, 300_000, -300_000].map(async (skew) => {
      const { page, faults, urls, close } = await openPage(browser, 'about:blank');
      await page.addInitScript((by) => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + by;
      }, skew);
      await page.goto(`${demo.site}portal/`);
      await settle(page);
      for (let round = 0; round < 4; round += 1) {
        await sleep(2000);
        await page.evaluate(() => document.querySelectorAll('bot-trends').forEach((element) => element.refresh()));
      }
      expect(urls.filter((url) => url.includes('/token?')).length).toBeGreaterThanOrEqual(2);
      expect(faults).toEqual([]);
      await close();
    });
    await Promise.all(pages);
  });
});
