import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page, type Request } from 'playwright-core';
import { REPORT_TAGS } from '../support/reports.ts';

/** Starts a real Chromium: `CHROMIUM`, or where Debian puts it. @param more - arguments for it. @throws Error that says what to install */
export async function launchBrowser(...more: string[]): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  // Of no use without a screen, and refused in most containers.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', ...more];
  try {
    return await chromium.launch({ executablePath, args });
  } catch (cause) {
    throw new Error(`Chromium does not start from ${executablePath}: install it (apt install chromium), or name it with CHROMIUM.`, {
      cause,
    });
  }
}

export interface OpenPage {
  page: Page;
  /** What a developer would see in red: errors of the console and of scripts, refusals of the policy, requests that failed. */
  faults: readonly string[];
  /** All that the page asked for, in order; without the questions of the browser itself whether it may ask. */
  urls: readonly string[];
  /** Those of them that ask whether an answer has changed. */
  checks: readonly string[];
  /** Waits until nothing is under way but the live stream. */
  quiet: () => Promise<void>;
  close: () => Promise<void>;
}

/** Opens a page in a context of its own, and writes down what goes wrong in it. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  const urls: string[] = [];
  const checks: string[] = [];
  const underWay = new Set<Request>();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('request', (request) => request.method() !== 'OPTIONS' && urls.push(request.url()));
  page.on('request', (request) => 'if-none-match' in request.headers() && checks.push(request.url()));
  page.on('request', (request) => !request.url().endsWith('/v1/live') && underWay.add(request));
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => {
    underWay.delete(request);
    const reason = request.failure()?.errorText ?? 'failed';
    // What a page gives up by itself, when a filter changes or it closes, is no fault.
    if (reason !== 'net::ERR_ABORTED') faults.push(`request: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`answer: ${response.status()} ${response.url()}`);
  });
  await context.exposeBinding('tellViolation', (_, violation: string) => void faults.push(`policy: ${violation}`));
  await page.addInitScript(() => {
    const { tellViolation } = window as unknown as { tellViolation: (violation: string) => void };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      tellViolation(`${violatedDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  await page.goto(url);
  const quiet = async () => {
    for (let calm = 0, tries = 0; calm < 3 && tries < 100; tries++) {
      calm = underWay.size === 0 ? calm + 1 : 0;
      await sleep(100);
    }
  };
  return { page, faults, urls, checks, quiet, close: () => context.close() };
}

/** What ad blockers hide; the words state, static and status are excepted. */
export const isHiddenByBlockers = (url: string): boolean =>
  /analytics|track|collect|stat|event/i.test(url.replace(/state|static|status/gi, ''));

/** What a page is still waiting for, in words; empty: every widget shows its answer, and every canvas is drawn. */
async function pending(page: Page): Promise<string[]> {
  return page.evaluate(async (tags) => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    // A framework may write its own components as tags that nobody defines.
    const waiting = [...document.querySelectorAll(':not(:defined)')]
      .filter(({ localName }) => localName.startsWith('bot-'))
      .map(({ localName }) => `${localName} is not defined`);
    const canvasesIn = (root: ParentNode): HTMLCanvasElement[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element instanceof HTMLCanvasElement ? [element] : []),
        ...(element.shadowRoot ? canvasesIn(element.shadowRoot) : []),
      ]);
    const isBlank = (canvas: HTMLCanvasElement): boolean => {
      if (canvas.width === 0 || canvas.height === 0 || !canvas.checkVisibility()) return false;
      // Read from a copy: a canvas that is read itself is drawn more slowly from then on, and Chromium says so.
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
      copy?.drawImage(canvas, 0, 0);
      const pixels = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return !pixels.some((value) => value !== 0);
    };
    for (const element of document.querySelectorAll(tags.join())) {
      const { localName, shadowRoot } = element;
      if (!shadowRoot || element.matches(':state(loading)')) waiting.push(`${localName} has no answer`);
      else if (shadowRoot.querySelector('.skeleton, [aria-busy="true"]')) waiting.push(`${localName} is not drawn`);
      else if (canvasesIn(shadowRoot).some(isBlank)) waiting.push(`${localName} has a blank canvas`);
    }
    return waiting;
  }, REPORT_TAGS);
}

/** Waits until every widget of the page shows its answer and stays so for a moment. @throws Error that names what did not come */
export async function settle(page: Page, patience = 20_000): Promise<void> {
  const until = Date.now() + patience;
  for (let quiet = 0; quiet < 2;) {
    const waiting = await pending(page);
    if (waiting.length > 0 && Date.now() > until) throw new Error(`${page.url()} is not ready: ${waiting.join(', ')}.`);
    quiet = waiting.length === 0 ? quiet + 1 : 0;
    await sleep(150);
  }
}

/** All that a page says: texts, also those in shadow trees, and what is told on hover and to screen readers. */
export async function everythingSaid(page: Page): Promise<string> {
  return page.evaluate(() => {
    const said = (node: Node): string[] => {
      if (node instanceof Text) return [node.data];
      if (!(node instanceof Element) || node.matches('style, script')) return [];
      const told = ['title', 'aria-label', 'aria-roledescription', 'placeholder', 'alt'].map((name) => node.getAttribute(name) ?? '');
      return [...told, ...[...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].flatMap(said)];
    };
    return said(document.body)
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join('\n');
  });
}

/** The cells of tables as they are read aloud: a long name is there twice, shortened for the eye. */
export const cellsOf = (rows: Locator): Promise<string[][]> =>
  rows.evaluateAll((all) => {
    const read = (node: Node): string => {
      if (node instanceof Element && node.getAttribute('aria-hidden') === 'true') return '';
      return node instanceof Text ? node.data : [...node.childNodes].map(read).join('');
    };
    // What explains the row is said by its name alone.
    const cells = (row: Element) => [...row.children].filter((cell) => !cell.matches(':has(> button.explain)'));
    return all.map((row) => cells(row).map((cell) => read(cell).replaceAll(/\s+/g, ' ').trim()));
  });

/** How much of the page has jumped since it was opened (the Web Vitals' cumulative layout shift, without its windows of time). */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 100);
      }),
  );
}
