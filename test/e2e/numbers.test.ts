import { type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Visitor } from '../../demo/directory.ts';
import { type Journey } from '../../gateway/contract/journey.ts';
import { type Messages } from '../../gateway/contract/messages.ts';
import { type Stories } from '../../gateway/contract/stories.ts';
import { type Trends } from '../../gateway/contract/trends.ts';
import { type Words } from '../../gateway/contract/words.ts';
import { cellsOf, launchBrowser, openPage, settle } from './browser.ts';
import { type Demo, startDemo } from './support.ts';

interface HostPage {
  visitor: Visitor;
  /** What the page's provider asks for. */
  query: string;
  locale: 'de' | 'en';
  /** What the page calls the nodes that are folded into one. */
  others: string;
}

const pages: HostPage[] = [
  { visitor: 'portal', query: 'range=7d&tz=Europe/Berlin', locale: 'de', others: 'Andere Knoten' },
  { visitor: 'admin', query: 'range=14d&tz=UTC', locale: 'en', others: 'Other nodes' },
  { visitor: 'partner', query: 'range=14d&tz=America/New_York', locale: 'en', others: 'Other steps' },
];

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo({ days: 9 }), launchBrowser()]);
}, 240_000);

afterAll(async () => {
  await browser.close();
  await demo.close();
});

/** The table has an order of its own. */
const byNameAndNumber = (a: [string, ...unknown[]], b: [string, ...unknown[]]): number =>
  a[0] === b[0] ? Number(b[1]) - Number(a[1]) : a[0] < b[0] ? -1 : 1;

describe.each(pages)('the page of the $visitor shows what the gateway answers', ({ visitor, query, locale, others }) => {
  /** A number as the page's language writes it; shares, to a tenth of a percent, as `0 ... 1`; a dash: no value. */
  const read = (text = ''): number | null => {
    if (text === '–') return null;
    const plain = locale === 'de' ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
    const value = Number(/^[\d.]+/.exec(plain)?.[0] ?? NaN);
    return text.endsWith('%') ? value / 100 : value;
  };
  const share = (value: number | null): unknown => {
    // A half is rounded either way, and both are as close as it gets.
    return value === null ? null : expect.toSatisfy((shown: number) => Math.abs(shown - value) < 0.00051, `${value}`);
  };
  let page: Page;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ page, close } = await openPage(browser, `${demo.site}${visitor}/`));
    await settle(page);
  });
  afterAll(() => close());

  const widget = (tag: string): Locator => page.locator(tag).first();
  /** The table is the last of the views between which one switches. */
  const asTable = async (tag: string): Promise<string[][]> => {
    await widget(tag).locator('[part~="switch"] label').last().click();
    const rows = widget(tag).locator('table').first().locator('tbody tr');
    await rows.first().waitFor();
    return cellsOf(rows);
  };

  test('lines, a ring and a graph', async () => {
    for (const drawn of ['bot-trends canvas', 'bot-stories canvas', 'bot-journey [part=graph]'])
      await page.locator(drawn).and(page.locator('[data-drawn]')).first().waitFor();
  });

  test('headline numbers and every bucket', async () => {
    // An open conversation may fall idle between the two answers; a second look then has both from one side of that moment.
    await vi.waitFor(
      async () => {
        await page.evaluate(() => document.querySelector('bot-trends')?.refresh());
        await settle(page);
        const { data } = await demo.ask<Trends>(visitor, `trends?${query}&compare=previous`);
        const { conversations, users, automation, messages } = data.totals;
        expect(conversations).toBeGreaterThan(100);
        const figures = await widget('bot-trends').locator('[role="tooltip"] strong').allTextContents();
        expect(figures.map((figure) => read(figure))).toEqual([conversations, users, share(automation), messages]);
        const rows = await asTable('bot-trends');
        expect(rows.map(([, ...numbers]) => numbers.map((number) => read(number)))).toEqual(
          data.buckets
            .toReversed()
            .map((bucket) => [
              bucket.conversations,
              bucket.users,
              share(bucket.automation),
              bucket.messages,
              bucket.completed,
              bucket.handedOff,
              bucket.abandoned,
              bucket.open,
            ]),
        );
      },
      { timeout: 25_000, interval: 500 },
    );
  });

  test('stories with their numbers', async () => {
    const { data } = await demo.ask<Stories>(visitor, `stories?${query}`);
    expect(data.stories.length).toBeGreaterThan(4);
    const rows = await cellsOf(widget('bot-stories').locator('tbody tr'));
    const shown = rows.map(([, name, ...numbers]) => [name, ...numbers.map((number) => read(number))]);
    expect(shown.slice(0, data.stories.length)).toEqual(
      data.stories.map((row) => [row.story, row.invocations, share(row.share), share(row.accuracy), row.successes, row.failures]),
    );
  });

  test('nodes of the journey', async () => {
    const { data } = await demo.ask<Journey>(visitor, `journey?${query}`);
    expect(data.nodes.length).toBeGreaterThan(8);
    const rows = await asTable('bot-journey');
    const shown = rows.map(([node = '', , invocations, , conversations, step, starts, ends]): [string, ...unknown[]] => [
      node,
      ...[invocations, conversations, step, starts, ends].map((number) => read(number)),
    ]);
    const answered = data.nodes.map((row): [string, ...unknown[]] => [
      // What is folded has no name of its own.
      row.id === 'other' ? others : row.node,
      row.invocations,
      row.conversations,
      row.medianStep,
      row.starts,
      row.ends,
    ]);
    expect(shown.toSorted(byNameAndNumber)).toEqual(answered.toSorted(byNameAndNumber));
  });

  test('words that were not understood', async () => {
    const { data } = await demo.ask<Words>(visitor, `words?${query}`);
    expect(data.words.length).toBeGreaterThan(10);
    const rows = await asTable('bot-words');
    // What is said beside the word repeats the number.
    const shown = rows.map(([word, messages, previous]) => [word?.split(' ')[0], read(messages), read(previous)]);
    expect(shown).toEqual(data.words.slice(0, shown.length).map((row) => [row.word, row.messages, row.previous]));
  });

  test('the newest messages in their order, to whom they may be shown', async () => {
    if (visitor === 'partner') {
      await expect(demo.ask(visitor, `messages?${query}`)).rejects.toThrow('403');
      expect(await page.locator('bot-messages').count()).toBe(0);
      return;
    }
    const { data } = await demo.ask<Messages>(visitor, `messages?${query}`);
    expect(data.messages.length).toBe(50);
    const items = await widget('bot-messages').getByRole('listitem').allTextContents();
    expect(items).toEqual(data.messages.map(({ text }) => expect.stringContaining(text) as string));
  });
});
