import { defineConfig } from 'vitest/config';
import { runReport } from './test/support/run-report.ts';

/** A folder: what came out goes there too, for who runs several runners. */
const reports = process.env.TEST_REPORTS;

const SERVICES = 'test/services/**/*.test.ts';
const PACKAGE = 'test/package/**/*.test.ts';
const EXAMPLES = 'test/examples/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    // More than the cores of a small machine: many suites wait for servers to die, streams to end and grants to run out.
    maxWorkers: 4,
    // Suites one after the other in the same process: starting one and loading what all of them load took a third of the time.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // On somebody else's machine a pause of seconds is no fault of ours; it is told by name, with what went wrong.
    retry: process.env.CI ? 1 : 0,
    reporters: reports ? ['default', runReport(`${reports}/node.json`)] : ['default'],
    projects: [
      { extends: true, test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: [SERVICES, PACKAGE, EXAMPLES] } },
      // What is published, packed and installed once for all of them.
      { extends: true, test: { name: 'package', include: [PACKAGE], globalSetup: 'test/package/setup.ts' } },
      // Installs a framework after the other from the registry, which takes as long as a quarter of all else: asked for by name.
      { extends: true, test: { name: 'examples', include: [EXAMPLES], globalSetup: 'test/package/setup.ts' } },
      // Suites on servers, which are started when one of these suites runs, once for all of them.
      {
        extends: true,
        test: {
          name: 'services',
          include: [SERVICES],
          globalSetup: 'test/services/setup.ts',
          // Two servers, and whatever else the machine does.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
