import { mkdtemp, rm } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join, relative } from 'node:path';
import { build, transformWithOxc } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Takes the types off, file by file: what runs in the test is what is written. */
export function typescript() {
  return {
    name: 'typescript',
    resolveMimeType: ({ path }) => (path.endsWith('.ts') ? 'js' : undefined),
    async transform({ path, body }) {
      if (!path.endsWith('.ts')) return;
      const { code } = await transformWithOxc(body, join(root, path), { target: 'es2022', sourcemap: false });
      return { body: code };
    },
  };
}

/** vis-network holds CommonJS, which no browser loads: bundled once, as for a page. */
export function bundled(...names) {
  const made = new Map();
  const make = async (name) => {
    const result = await build({
      root,
      configFile: false,
      logLevel: 'warn',
      build: {
        write: false,
        minify: false,
        rolldownOptions: { input: name, preserveEntrySignatures: 'strict', output: { format: 'es', codeSplitting: false } },
      },
    });
    return result.output[0].code;
  };
  return {
    name: 'bundled',
    resolveImport: ({ source }) => (names.includes(source) ? `/__bundled/${source}.js` : undefined),
    async serve({ path }) {
      const name = /^\/__bundled\/(.+)\.js$/.exec(path)?.[1];
      if (!name) return;
      made.set(name, made.get(name) ?? make(name));
      return { body: await made.get(name), type: 'js' };
    },
  };
}

/** Starts the gateway that the tests ask, and tells the page where it is. */
export function gateway() {
  let server;
  let folder;
  return {
    name: 'gateway',
    async serverStart() {
      // Inside the project, where its packages are found.
      folder = await mkdtemp(join(root, 'node_modules/.gateway-'));
      await build({
        root,
        configFile: false,
        logLevel: 'warn',
        build: { ssr: true, target: 'node20', outDir: folder, rolldownOptions: { input: 'test/widgets/support/gateway-server.ts' } },
      });
      const { startGatewayServer } = await import(pathToFileURL(join(folder, 'gateway-server.js')).href);
      server = await startGatewayServer();
    },
    async serverStop() {
      await server?.close();
      await rm(folder, { recursive: true, force: true });
    },
    serve({ path }) {
      if (path.endsWith('/gateway-url.ts')) return { body: `export const GATEWAY = ${JSON.stringify(server.url)};`, type: 'js' };
    },
  };
}

const SECOND_ATTEMPT = 'passed at the second attempt:';

/** Writes how many passed, and which did not with their errors: what `.ci/summary.js` reads. */
export function runReport(file) {
  return {
    async onTestRunFinished({ sessions }) {
      const { writeFile } = await import('node:fs/promises');
      const tests = [...sessions].flatMap(({ testFile, testResults }) =>
        testResults ? testsOf(testResults, relative(root, testFile)) : [],
      );
      const broken = [...sessions].flatMap(({ testFile, errors = [] }) =>
        errors.map((error) => ({ name: relative(root, testFile), error })),
      );
      const failures = [...tests.filter(({ passed }) => !passed), ...broken];
      const again = [...sessions].flatMap(({ logs }) => logs).filter(([text]) => text === SECOND_ATTEMPT);
      const report = {
        passed: tests.filter(({ passed }) => passed).length,
        secondAttempts: again.map(([, name]) => ({ name, error: '' })),
        failures: failures.map(({ name, error }) => ({ name, error: error?.stack ?? error?.message ?? '' })),
      };
      await writeFile(file, JSON.stringify(report));
    },
  };
}

const testsOf = (suite, above) => {
  const name = suite.name ? `${above} > ${suite.name}` : above;
  return [
    ...suite.tests.map((test) => ({ name: `${name} > ${test.name}`, passed: test.passed, error: test.error })),
    ...suite.suites.flatMap((inner) => testsOf(inner, name)),
  ];
};
