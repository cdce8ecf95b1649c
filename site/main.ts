/**
 * The documentation: `npm run docs` shows it at http://127.0.0.1:5173/ (`DOCS_PORT`) beside the demo, whose gateway its widgets ask;
 * `npm run docs:build` writes it to `dist/site/`. Its generator has packages of its own in `site/`, which are brought when they are first needed:
 * who builds widgets or runs a gateway needs none of them.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writePages } from './write-pages.ts';

const ROOT = join(import.meta.dirname, '..');
const SITE = join(ROOT, 'site');
const running = new Set<ChildProcess>();

function start(program: string, args: readonly string[], cwd: string, more: Record<string, string> = {}): ChildProcess {
  const child = spawn(program, args, { cwd, stdio: 'inherit', env: { ...process.env, ...more } });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  const [status] = (await once(start(program, args, cwd), 'exit')) as [number | null];
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}.`);
}

async function main(build: boolean): Promise<void> {
  if (!existsSync(join(SITE, 'node_modules/vitepress'))) await run('npm', ['ci'], SITE);
  await writePages({ root: ROOT, to: join(SITE, 'pages'), widgets: build ? join(ROOT, 'dist/widgets') : null });
  const vitepress = join(SITE, 'node_modules/vitepress/bin/vitepress.js');
  if (build) {
    await run(process.execPath, [vitepress, 'build'], SITE);
    return;
  }
  const { PORT = '8080', HOST_PORT = '3000', DOCS_PORT = '5173' } = process.env;
  const places = { DOCS_GATEWAY: `http://127.0.0.1:${PORT}`, DOCS_HOST: `http://127.0.0.1:${HOST_PORT}` };
  const demo = start(process.execPath, ['--enable-source-maps', join(import.meta.dirname, 'demo.js')], ROOT);
  const site = start(process.execPath, [vitepress, 'dev', '--host', '127.0.0.1', '--port', DOCS_PORT], SITE, places);
  await Promise.race([once(demo, 'exit'), once(site, 'exit')]);
}

const end = (): void => {
  for (const child of running) child.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);

try {
  await main(process.argv[2] === 'build');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  end();
}
