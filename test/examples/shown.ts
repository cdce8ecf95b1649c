import { type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Messages } from '../../gateway/contract/messages.ts';
import { type Stories } from '../../gateway/contract/stories.ts';
import { type Trends } from '../../gateway/contract/trends.ts';
import { type Words } from '../../gateway/contract/words.ts';
import { cellsOf } from '../e2e/browser.ts';
import { type Demo } from '../e2e/support.ts';

/** What every example asks for. */
const QUERY = 'range=7d&tz=Europe/Berlin';

const inEnglish = (value: number | null): string => (value ?? 0).toLocaleString('en');
const share = (value: number | null): string =>
  (value ?? NaN).toLocaleString('en', { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: 1 });

/** Expects that a page shows the numbers that the gateway answers. */
export async function expectNumbers(page: Page, demo: Demo): Promise<void> {
  const [trends, stories, words, messages] = await Promise.all([
    demo.ask<Trends>('portal', `trends?${QUERY}`),
    demo.ask<Stories>('portal', `stories?${QUERY}`),
    demo.ask<Words>('portal', `words?${QUERY}`),
    demo.ask<Messages>('portal', `messages?${QUERY}`),
  ]);
  for (const tag of ['bot-trends', 'bot-stories']) await page.locator(`bot-provider ${tag} canvas[data-drawn]`).waitFor();
  const totals = trends.data.totals;
  expect(totals.conversations).toBeGreaterThan(100);
  const figures = await page.locator('bot-provider bot-trends').locator('[role="tooltip"] strong').allTextContents();
  expect(figures).toEqual([inEnglish(totals.conversations), inEnglish(totals.users), share(totals.automation), inEnglish(totals.messages)]);

  expect(stories.data.stories.length).toBeGreaterThan(4);
  const rows = await cellsOf(page.locator('bot-stories').locator('tbody tr'));
  const named = rows.map(([, name, invocations]) => [name, invocations]);
  expect(named.slice(0, stories.data.stories.length)).toEqual(
    stories.data.stories.map(({ story, invocations }) => [story, inEnglish(invocations)]),
  );

  expect(words.data.missed).toBeGreaterThan(0);
  expect(await page.locator('bot-words').locator('[part="base"]').textContent()).toContain(inEnglish(words.data.missed));

  const texts = await page.locator('bot-messages').getByRole('listitem').allTextContents();
  expect(texts).toEqual(messages.data.messages.map(({ text }) => expect.stringContaining(text) as string));
}
