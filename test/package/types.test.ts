import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, inject, test, vi } from 'vitest';
import { lend } from './setup.ts';

// The types of all libraries are checked, twice.
vi.setConfig({ testTimeout: 180_000 });

const { app } = inject('installed');
const ROOT = join(import.meta.dirname, '../..');

const FILES = {
  'page.ts': `
    import { BotTrends, type Filters, type GetToken, addLanguage } from 'bot-widgets';
    import { BotWords } from 'bot-widgets/bot-words';
    import 'bot-widgets/define';
    const trends: BotTrends = document.createElement('bot-trends');
    trends.interval = 'day';
    // @ts-expect-error there is no such interval
    trends.interval = 'decade';
    // @ts-expect-error what is internal is not there
    trends.format;
    const getToken: GetToken = () => Promise.resolve('token');
    document.querySelector('bot-provider')!.getToken = getToken;
    document.addEventListener('bot-select', (request) => { const word: string | undefined = request.selection.keyword; });
    document.addEventListener('bot-filters-change', ({ filters }) => { const all: Filters = filters; });
    addLanguage('fr', { 'trends.heading': 'Tendances' });
    BotWords.define('acme-words');`,
  'react.tsx': `
    import { useRef } from 'react';
    import { type BotTrends as Trends } from 'bot-widgets';
    import { BotProvider, BotTrends } from 'bot-widgets/react';
    export function Page() {
      const trends = useRef<Trends>(null);
      return (
        <BotProvider gateway="https://gateway.example" range="7d" business={['acme']} getToken={() => fetch('/token').then((r) => r.text())}
          onBotFiltersChange={({ filters }) => filters.range} filters={{ range: '7d' }}>
          <BotTrends ref={trends} className="wide" interval="day" display="table" onBotSelect={(request) => request.selection.story}>
            <h2 slot="heading">This week</h2>
          </BotTrends>
          {/* @ts-expect-error there is no such display */}
          <BotTrends display="pie" />
          {/* @ts-expect-error that is no setting */}
          <BotTrends requestUpdate={() => undefined} />
        </BotProvider>
      );
    }`,
  'jsx.tsx': `
    import 'bot-widgets/define';
    import type {} from 'bot-widgets/jsx';
    export const page = (
      <bot-provider gateway="https://gateway.example" getToken={() => 'token'} onbot-filters-change={({ filters }) => filters.tz} className="wide">
        <bot-trends interval="day" onbot-select={(request) => request.selection.node}><h2 slot="heading">This week</h2></bot-trends>
        {/* @ts-expect-error there is no such display */}
        <bot-trends display="pie" />
        {/* @ts-expect-error a time is no listener */}
        <bot-words onbot-select={7} />
      </bot-provider>
    );`,
  'vue.ts': `
    import type { GlobalComponents } from 'vue';
    import type {} from 'bot-widgets/vue';
    type Props<Name extends keyof GlobalComponents> = InstanceType<GlobalComponents[Name]>['$props'];
    export const trends: Props<'bot-trends'> = { interval: 'day', class: 'wide', range: '7d' };
    // @ts-expect-error there is no such display
    export const pie: Props<'bot-trends'> = { display: 'pie' };
    export const provider: Props<'bot-provider'> = { getToken: () => 'token' };`,
  'server.ts': `
    import { createServer } from 'node:http';
    import { Hono } from 'hono';
    import { createGateway, mountGateway, type Directory, type MountedGateway, type Parts } from 'bot-widgets/gateway';
    export const gateway: MountedGateway = await mountGateway(process.env);
    await mountGateway({ DIRECTORY_FILE: 'directory.json', JWT_SECRET: 'secret', BASE_PATH: '/bots' });
    // @ts-expect-error there is no such setting
    await mountGateway({ DIRECTORY: 'directory.json' });
    export const server = createServer((request, response) => void gateway.listener(request, response));
    new Hono().mount('/bots', gateway.fetch);
    export const own = (parts: Parts, directory: Directory) => createGateway({ ...parts, directory }, new AbortController().signal);`,
};
const OPTIONS = {
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  // Those of TypeScript itself are not ours to judge.
  skipDefaultLibCheck: true,
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable'],
  jsx: 'react-jsx',
  types: ['node'],
  noUnusedLocals: false,
};
const nodenext = { ...OPTIONS, module: 'nodenext' };
const bundler = { ...OPTIONS, module: 'esnext', moduleResolution: 'bundler' };
const types18 = join(ROOT, 'node_modules/types-react-18');

/** Projects of hosts, by name: their options, and files of `FILES`. */
const HOSTS = {
  nodenext: { options: nodenext, files: Object.keys(FILES) },
  bundler: { options: bundler, files: Object.keys(FILES) },
  'react-18': {
    options: {
      ...bundler,
      skipLibCheck: true,
      paths: { react: [join(types18, 'index.d.ts')], 'react/jsx-runtime': [join(types18, 'jsx-runtime.d.ts')] },
    },
    files: ['react.tsx', 'jsx.tsx'],
  },
};

beforeAll(async () => {
  await lend(app, ['@types/node', 'undici-types', 'react', '@types/react', 'csstype', 'vue', '@vue']);
  await mkdir(join(app, 'typed'), { recursive: true });
  for (const [name, code] of Object.entries(FILES)) await writeFile(join(app, 'typed', name), code);
  for (const [name, { options, files }] of Object.entries(HOSTS)) {
    await writeFile(join(app, 'typed', `${name}.json`), JSON.stringify({ compilerOptions: options, files }));
  }
});

test.concurrent.each(Object.keys(HOSTS))('what a host writes has types, checked with those of all it imports: %s', async (host) => {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const compiled = promisify(execFile)(process.execPath, [compiler, '-p', `typed/${host}.json`], { cwd: app });
  expect(
    await compiled.then(
      () => '',
      (error: unknown) => (error as { stdout: string }).stdout,
    ),
  ).toBe('');
});
