import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { afterAll, describe, expect, inject, test, vi } from 'vitest';

// Else a bundler takes the development build of lit.
vi.stubEnv('NODE_ENV', 'production');
afterAll(() => void vi.unstubAllEnvs());

const { app } = inject('installed');

interface Bundle {
  /** Bytes that are loaded at once, each file compressed by itself. */
  eager: number;
  /** Modules in them, as paths. */
  modules: string[];
  /** Modules in what is loaded later, if at all. */
  later: string[];
}

/** What a host's bundler makes of a few lines of the host's. */
async function bundleOf(code: string): Promise<Bundle> {
  const folder = join(app, 'hosts');
  await mkdir(folder, { recursive: true });
  const entry = join(folder, `${Buffer.from(code).toString('hex').slice(-24)}.js`);
  await writeFile(entry, code);
  const built = (await build({
    root: app,
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', rolldownOptions: { input: entry, external: [/^react(\/|$)/] } },
  })) as Rolldown.RolldownOutput;
  const chunks = new Map(built.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])));
  const eager = new Set([...chunks.values()].filter(({ isEntry }) => isEntry));
  for (const chunk of eager) for (const name of chunk.imports) if (chunks.has(name)) eager.add(chunks.get(name)!);
  const modulesOf = (some: Iterable<Rolldown.OutputChunk>) => [...some].flatMap(({ modules }) => Object.keys(modules));
  return {
    eager: [...eager].reduce((sum, { code: text }) => sum + gzipSync(text, { level: 9 }).length, 0),
    modules: modulesOf(eager),
    later: modulesOf([...chunks.values()].filter((chunk) => !eager.has(chunk))),
  };
}

const USE = {
  'a class': `import { BotTrends } from 'bot-widgets'; BotTrends.define();`,
  'a tag': `import 'bot-widgets/bot-trends';`,
  'a component of React': `import { BotTrends } from 'bot-widgets/react'; globalThis.component = BotTrends;`,
};

describe.each(Object.entries(USE))('a host that takes one widget as %s', (_, code) => {
  test('gets it, within 23 kB, and nothing of the others', async () => {
    const { eager, modules, later } = await bundleOf(code);
    expect(modules.filter((path) => path.endsWith('/widgets/trends/bot-trends.js'))).toHaveLength(1);
    const others = /\/widgets\/(journey|messages|words|stories|filters)\/(?!texts-de)|charts\/(vis|network|flow)/;
    expect(modules.filter((path) => others.test(path))).toEqual([]);
    // What explains numbers comes as one piece, and reads rows of all reports.
    expect(later.filter((path) => others.test(path) && !/\/(word-trend|journey-rows|flow-ids)\.js$/.test(path))).toEqual([]);
    expect(eager).toBeLessThan(23_000);
  });

  test('loads charts, German and what is under the button when they are used', async () => {
    const { modules, later } = await bundleOf(code);
    for (const part of [/\/chart\.js\//, /\/internal\/texts-de\.js$/, /\/download\/download\.js$/, /\/trends\/trends-view\.js$/]) {
      expect(modules.filter((path) => part.test(path))).toEqual([]);
      expect(later.filter((path) => part.test(path))).not.toEqual([]);
    }
  });
});

test('all tags are within 25 kB at once, lit is there once, and the graph comes when it is drawn', async () => {
  const { eager, modules, later } = await bundleOf(`import 'bot-widgets/define';`);
  expect(eager).toBeLessThan(25_000);
  expect(modules.filter((path) => path.endsWith('/lit-html/lit-html.js'))).toHaveLength(1);
  expect(later.filter((path) => path.endsWith('/charts/vis.js'))).toHaveLength(1);
});

test('classes that nobody uses leave nothing but what they share', async () => {
  const { eager } = await bundleOf(
    `import { GatewayError } from 'bot-widgets'; globalThis.isOurs = (error) => error instanceof GatewayError;`,
  );
  expect(eager).toBeLessThan(1000);
});
