import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const EXAMPLES = join(import.meta.dirname, '../../examples');

/** What the examples call the demo's gateway, its host's site and themselves. */
const ADDRESSES = { gateway: 'http://127.0.0.1:8080', site: 'http://127.0.0.1:3000', port: '4000' };

export interface Places {
  gateway: string;
  /** Of the host whose server signs tokens; without a slash at the end. */
  site: string;
  /** Of this machine, for the example. */
  port: number;
}

/** A copy of an example in a folder of its own, as somebody has it who took it home and wrote their own addresses into it. */
export interface Example {
  folder: string;
  /** `npm install`. @param more - packages to bring along. @returns all it said */
  install: (...more: string[]) => Promise<string>;
  /** `npm start`, until it says where it is. @returns all it said until then */
  start: (env?: Record<string, string>) => Promise<string>;
  /** Ends what was started, and removes the folder. */
  remove: () => Promise<void>;
}

/** The names of all examples. */
export async function exampleNames(): Promise<string[]> {
  const entries = await readdir(EXAMPLES, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Copies an example. */
export async function takeExample(name: string, places: Places): Promise<Example> {
  const folder = await mkdtemp(join(tmpdir(), `example-${name}-`));
  const left = new Set(['node_modules', 'dist', '.angular']);
  await cp(join(EXAMPLES, name), folder, { recursive: true, filter: (from) => !left.has(from.split('/').at(-1) ?? '') });
  await writeAddresses(folder, places);
  const env = { ...process.env, NODE_ENV: undefined, FORCE_COLOR: undefined, NO_COLOR: '1' };
  let server: ChildProcess | undefined;
  return {
    folder,
    async install(...more) {
      const { stdout, stderr } = await promisify(execFile)(
        'npm',
        ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-save', '--loglevel=notice', ...more],
        { cwd: folder, env },
      );
      return stdout + stderr;
    },
    async start(own = {}) {
      // A group of its own: npm starts what starts the server, and all of them have to end.
      server = spawn('npm', ['start'], { cwd: folder, env: { ...env, ...own }, detached: true });
      return saidUntil(server, `http://127.0.0.1:${places.port}`);
    },
    async remove() {
      if (server?.pid !== undefined && server.exitCode === null) {
        const exited = once(server, 'exit');
        process.kill(-server.pid, 'SIGTERM');
        await exited;
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function writeAddresses(folder: string, { gateway, site, port }: Places): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, 'utf8');
    const own = text.replaceAll(ADDRESSES.gateway, gateway).replaceAll(ADDRESSES.site, site).replaceAll(ADDRESSES.port, String(port));
    if (own !== text) await writeFile(path, own);
  }
}

function saidUntil(server: ChildProcess, address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(address)) resolve(said);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) => reject(new Error(`npm start ended with ${String(code)}:\n${said}`)));
  });
}
