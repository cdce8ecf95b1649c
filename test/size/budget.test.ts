import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measure, type Page } from './measure.ts';

let folder: string;
let pages: Page[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-size-'));
  // As a release is built: a test's own NODE_ENV would bring the development build of lit.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)('npx', ['vite', 'build', '--mode', 'widgets', '--outDir', folder, '--logLevel', 'warn'], { env });
  pages = measure(folder);
});

afterAll(() => rm(folder, { recursive: true }));

const pageOf = (name: string): Page => pages.find((page) => page.name === name)!;
const laterOf = (name: string) => pageOf('bot-widgets').lazy.find((part) => part.name === name)!;

test('all seven tags cost 25 kB or less before the first question', () => {
  expect(pageOf('bot-widgets').eager.gzip).toBeLessThanOrEqual(25_000);
});

test('every tag is a script of its own, and costs no more than all of them', () => {
  expect(pages).toHaveLength(8);
  for (const { eager } of pages) expect(eager.gzip).toBeLessThanOrEqual(25_000);
});

test('charts cost 70 kB or less, the graph 90 kB or less', () => {
  expect(laterOf('chart-view').own.gzip).toBeLessThanOrEqual(70_000);
  expect(laterOf('network-chart').own.gzip).toBeLessThanOrEqual(90_000);
});
