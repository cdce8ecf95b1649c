import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { openPage, settle } from '../e2e/browser.ts';

export interface Wanted {
  /** `start`, or the name of a host page. */
  pages: readonly string[];
  /** CSS pixels. */
  widths: readonly number[];
  schemes: readonly ('light' | 'dark')[];
  /** Folder of the pictures, `PAGE-WIDTH-SCHEME.png`. */
  out: string;
}

/** Takes a picture of each whole page. @returns how many pages showed a fault, which is told */
export async function takePictures(browser: Browser, site: string, wanted: Wanted, tell: (line: string) => void): Promise<number> {
  let faulty = 0;
  for (const name of wanted.pages) {
    for (const width of wanted.widths) {
      for (const colorScheme of wanted.schemes) {
        const url = new URL(name === 'start' ? '.' : `${name}/`, site).href;
        const open = await openPage(browser, url, {
          viewport: { width, height: width < 600 ? 780 : 900 },
          deviceScaleFactor: width < 600 ? 2 : 1,
          colorScheme,
          reducedMotion: 'reduce',
        });
        const unready = await settle(open.page).then(
          () => [],
          (error: unknown) => [String(error)],
        );
        const path = join(wanted.out, `${name}-${width}-${colorScheme}.png`);
        await open.quiet();
        // What lies below the window may not be drawn at all: the window grows to the page.
        const height = await open.page.evaluate(() => document.documentElement.scrollHeight);
        await open.page.setViewportSize({ width, height });
        await settle(open.page).catch(() => undefined);
        await open.page.screenshot({ path, fullPage: true });
        const wide = await open.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        await open.close();
        const told = [...open.faults, ...unready, ...(wide > 0 ? [`the page is ${wide} px wider than the window`] : [])];
        tell([path, ...told].join('\n  '));
        if (told.length > 0) faulty++;
      }
    }
  }
  return faulty;
}
