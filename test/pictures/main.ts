/**
 * The pictures, `npm run pictures`: starts the demo on ports of its own, opens each host page in Chromium at each width, light and dark, and
 * writes what is seen to `pictures/`. Options: `--page NAME` (all; repeatable), `--width PIXELS` (360, 768, 1440; repeatable),
 * `--scheme light|dark` (both), `--out FOLDER`, `--keep` (keeps the data in `data/pictures`, so that the next time is faster),
 * `--site URL` (takes pictures of a demo that runs already).
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { VISITORS } from '../../demo/directory.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { startDemo } from './demo-process.ts';
import { takePictures } from './take-pictures.ts';

const { values } = parseArgs({
  options: {
    page: { type: 'string', multiple: true, default: ['start', ...VISITORS] },
    width: { type: 'string', multiple: true, default: ['360', '768', '1440'] },
    scheme: { type: 'string', multiple: true, default: ['light', 'dark'] },
    out: { type: 'string', default: 'pictures' },
    site: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

async function main(): Promise<number> {
  const schemes = values.scheme.filter((scheme) => scheme === 'light' || scheme === 'dark');
  const widths = values.width.map(Number).filter((width) => width >= 200 && width <= 4000);
  if (schemes.length !== values.scheme.length || widths.length !== values.width.length)
    throw new Error('--scheme is light or dark, --width a number of pixels.');
  await mkdir(values.out, { recursive: true });
  const folder = join('data', 'pictures');
  const demo = values.site === undefined ? await startDemo(join(import.meta.dirname, 'demo.js'), folder) : null;
  const browser = await launchBrowser();
  try {
    return await takePictures(browser, values.site ?? demo?.site ?? '', { pages: values.page, widths, schemes, out: values.out }, (line) =>
      console.log(line),
    );
  } finally {
    await browser.close();
    await demo?.stop();
    if (demo && !values.keep) await rm(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = (await main()) === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
