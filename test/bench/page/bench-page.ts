import { type Browser, type CDPSession, type Page } from 'playwright-core';
import { type Answer } from '../../../gateway/contract/answer.ts';
import { type Journey } from '../../../gateway/contract/journey.ts';
import { heavyJourney } from './heavy-journey.ts';
import { type Content, CONTENTS, HEAVY_GRAPH, HEAVY_LINES, type PageTimes, type Tags, timesOf, TWENTY } from './pages.ts';

export interface PageResult {
  content: string;
  /** CPU is so many times slower than this machine's. */
  slowdown: number;
  /** Medians, milliseconds. */
  times: PageTimes;
  /** `painted` against the first page's, in the same run. */
  ratio: number;
}

export interface CycleResult {
  content: string;
  /** After ten cycles of connecting and disconnecting, and after 100 more; bytes and counts, garbage collected. */
  heap: [number, number];
  listeners: [number, number];
  nodes: [number, number];
}

const ROUNDS = 5;
const SLOWDOWNS = [1, 4];

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

interface Site {
  /** Of the demo's host; ends with a slash. */
  site: string;
  gateway: string;
}

/**
 * How long a page waits for its numbers and its drawings, with a cold cache each time. Pages take turns, so that what the machine does meanwhile befalls all of them.
 *
 * @param peers - what others draw with; the first is what all are compared with
 */
export async function benchPages(
  browser: Browser,
  site: Site,
  peers: readonly Content[],
  tell: (line: string) => void,
): Promise<PageResult[]> {
  const contents = [...peers, HEAVY_LINES, HEAVY_GRAPH, ...CONTENTS, TWENTY];
  const results: PageResult[] = [];
  for (const slowdown of SLOWDOWNS) {
    const rounds = new Map(contents.map((content) => [content, [] as PageTimes[]]));
    for (let round = 0; round < ROUNDS; round += 1) {
      tell(`CPU ${slowdown}x slower, round ${round + 1} of ${ROUNDS}`);
      for (const [content, times] of rounds) times.push(await measure(browser, site, content, slowdown));
    }
    let first = NaN;
    for (const [{ name }, times] of rounds) {
      const of = (name: keyof PageTimes) => median(times.map((each) => each[name]));
      const medians = { numbers: of('numbers'), painted: of('painted'), longest: of('longest'), blocking: of('blocking') };
      if (Number.isNaN(first)) first = medians.painted;
      results.push({ content: name, slowdown, times: medians, ratio: medians.painted / first });
    }
  }
  return results;
}

async function measure(browser: Browser, site: Site, content: Content, slowdown: number): Promise<PageTimes> {
  const { page } = await open(browser, site, content, slowdown);
  try {
    return await timesOf(page);
  } finally {
    await page.context().close();
  }
}

async function open(browser: Browser, site: Site, content: Content, slowdown: number): Promise<{ page: Page; devtools: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  // At the host's own address, so that its token endpoint and the gateway's list of origins are the real ones.
  await page.route(`${site.site}bench/`, (route) => route.fulfill({ contentType: 'text/html', body: content.html(site.gateway) }));
  // No bot of the demo is as tangled.
  if (content === HEAVY_GRAPH)
    await page.route(`${site.gateway}/v1/journey?*`, async (route) => {
      const response = await route.fetch();
      if (response.status() !== 200) return route.fulfill({ response });
      const answer = (await response.json()) as Answer<Journey>;
      await route.fulfill({ response, json: { ...answer, data: heavyJourney() } });
    });
  await page.goto(`${site.site}bench/`);
  return { page, devtools };
}

/** What stays behind when widgets come and go. */
export async function benchCycles(browser: Browser, site: Site, tell: (line: string) => void): Promise<CycleResult[]> {
  const results: CycleResult[] = [];
  for (const content of CONTENTS) {
    const { page, devtools } = await open(browser, site, content, 1);
    await timesOf(page);
    const first = await afterCycles(page, devtools, content, 10);
    const last = await afterCycles(page, devtools, content, 100);
    const pair = (name: keyof typeof first): [number, number] => [first[name], last[name]];
    results.push({ content: content.name, heap: pair('heap'), listeners: pair('listeners'), nodes: pair('nodes') });
    tell(
      `${content.name}, 100 cycles: heap ${(first.heap / 1e6).toFixed(1)} to ${(last.heap / 1e6).toFixed(1)} MB, ` +
        `listeners ${first.listeners} to ${last.listeners}, nodes ${first.nodes} to ${last.nodes}`,
    );
    await page.context().close();
  }
  return results;
}

async function afterCycles(page: Page, devtools: CDPSession, { tags }: Tags, cycles: number) {
  await page.evaluate(
    async ({ names, count }) => {
      const provider = document.querySelector('bot-provider');
      for (let cycle = 0; cycle < count; cycle += 1) {
        for (const element of document.querySelectorAll(names.join())) element.remove();
        await new Promise(requestAnimationFrame);
        provider?.append(...names.map((name) => document.createElement(name)));
        // Some go while they load, some after they are drawn.
        await new Promise((resolve) => setTimeout(resolve, cycle % 5 === 0 ? 400 : 20));
      }
      await new Promise((resolve) => setTimeout(resolve, 2500));
    },
    { names: [...tags], count: cycles },
  );
  for (let round = 0; round < 3; round += 1) await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('Performance.enable');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { heap: of('JSHeapUsedSize'), listeners: of('JSEventListeners'), nodes: of('Nodes') };
}
