import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { expect, inject, test } from 'vitest';
import { CLIENTS } from '../../gateway/commands/load-client.ts';

const { app, tarball, peers, said, kilobytes } = inject('installed');

interface Manifest {
  exports: Record<string, string | { types: string; default: string }>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
  devDependencies: Record<string, string>;
}
const readJson = async <Json>(path: string) => JSON.parse(await readFile(join(app, 'node_modules/bot-widgets', path), 'utf8')) as Json;

test('installs without a word of warning, in less than 50 MB, without a client or a framework', async () => {
  expect(said).not.toMatch(/warn|deprecated/i);
  expect(said).toMatch(/added \d+ packages/);
  expect(kilobytes).toBeLessThan(50_000);
  const { peerDependencies, peerDependenciesMeta } = await readJson<Manifest>('package.json');
  expect(Object.keys(peerDependenciesMeta)).toEqual(Object.keys(peerDependencies));
  expect(peers).toEqual([]);
});

test('asks for the clients that it is tested with', async () => {
  const { devDependencies } = await readJson<Manifest>('package.json');
  const asked = Object.values(CLIENTS).flatMap(({ packages }) => Object.entries<string>(packages));
  expect(asked.length).toBeGreaterThan(5);
  for (const [name, version] of asked) expect([name, devDependencies[name]]).toEqual([name, version]);
});

test('publint has nothing to say', async () => {
  const { messages, pkg } = await publint({ pkgDir: join(app, 'node_modules/bot-widgets'), strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test('every entry has types that are right for Node and for bundlers', async () => {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(await readFile(tarball))));
  if (!result.types) throw new Error('There are no types.');
  // Modules of the web, for which the oldest ways of resolving are no matter.
  const problems = result.problems.filter(
    (problem) => !('resolutionKind' in problem) || !['node10', 'node16-cjs'].includes(problem.resolutionKind),
  );
  expect(problems).toEqual([]);
  const { exports } = await readJson<Manifest>('package.json');
  const typed = Object.keys(exports).filter((name) => typeof exports[name] === 'object');
  for (const name of typed) expect(result.entrypoints[name]?.resolutions.bundler.resolution?.isTypeScript).toBe(true);
});

test('every module of it can be imported where there is no window', async () => {
  const { exports } = await readJson<Manifest>('package.json');
  const modules = Object.keys(exports).filter((name) => /^\.(\/[\w-]+)?$/.test(name) && name !== './react');
  expect(modules.length).toBeGreaterThan(10);
  const code = `
    for (const name of ${JSON.stringify(modules)}) await import('bot-widgets' + name.slice(1));
    const { default: tags } = await import('bot-widgets/custom-elements.json', { with: { type: 'json' } });
    for (const { exports } of tags.modules) for (const { name, declaration } of exports)
      if (!(declaration.name in await import('./node_modules/bot-widgets/' + declaration.module))) throw new Error(name);
    console.log(typeof window, Boolean(customElements.get('bot-trends')));`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: app });
  expect(stdout).toBe('undefined true\n');
  expect(stderr).toBe('');
});

test('the themes are in it, under names of their own', async () => {
  const code = `
    import { readFileSync } from 'node:fs';
    for (const name of ['bootstrap', 'ant-design', 'material'])
      console.log(/bot-provider/.test(readFileSync(new URL(import.meta.resolve('bot-widgets/themes/' + name + '.css')), 'utf8')));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: app });
  expect(stdout).toBe('true\n'.repeat(3));
});

test('importing the classes registers nothing; importing a tag registers it and the provider', async () => {
  const code = `
    const seen = () => ['bot-provider', 'bot-trends', 'bot-words'].filter((tag) => customElements.get(tag)).join();
    await import('bot-widgets'); const classes = seen();
    const { BotTrends } = await import('bot-widgets/bot-trends'); const one = seen();
    console.log(JSON.stringify([classes, one, customElements.get('bot-trends') === BotTrends]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: app });
  expect(JSON.parse(stdout)).toEqual(['', 'bot-provider,bot-trends', true]);
});
