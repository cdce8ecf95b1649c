/* global process */
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import { bundled, gateway, runReport, typescript } from './test/widgets/support/runner-plugins.js';

const { CHROMIUM = '/usr/bin/chromium', CI, TEST_REPORTS } = process.env;

/** The widgets in a real browser, asking a real gateway. */
export default {
  // The one that waits longest begins first.
  files: ['test/widgets/states.browser.ts', 'test/widgets/**/*.browser.ts'],
  nodeResolve: { exportConditions: ['browser'] },
  concurrency: 3,
  testsFinishTimeout: 240_000,
  // As with the other runner: a pause of seconds is no fault of ours, and is told.
  testFramework: { config: { timeout: 20_000, retries: CI ? 1 : 0 } },
  browsers: [
    chromeLauncher({
      // A window each: a tab in the background would be hidden, and widgets pause while nobody looks.
      createBrowserContext: ({ browser }) => browser.createBrowserContext(),
      // Of two pages side by side one would be hidden, and nothing is asked while nobody looks.
      async createPage({ context }) {
        const page = await context.newPage();
        const session = await page.createCDPSession();
        await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        return page;
      },
      launchOptions: {
        executablePath: CHROMIUM,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  ],
  plugins: [typescript(), bundled('vis-network/esnext', 'vis-data/esnext'), gateway()],
  reporters: [
    defaultReporter({ reportTestProgress: false }),
    summaryReporter(),
    ...(TEST_REPORTS ? [runReport(`${TEST_REPORTS}/browser.json`)] : []),
  ],
};
