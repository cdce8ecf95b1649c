import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SECRET } from './gateway.ts';

const LISTENS = /"url":"([^"]+)"/;

const ROOT = join(import.meta.dirname, '../..');

export interface Running {
  process: ChildProcess;
  exited: Promise<unknown[]>;
  output: () => string;
}

export interface Built {
  /** Runs a command to its end. */
  run(args: readonly string[], env: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }>;
  /** Starts a command that goes on, and waits until its output matches: absent, not at all. */
  start(args: readonly string[], env: Record<string, string>, until?: RegExp): Promise<Running>;
  /** Starts a gateway and waits until it listens. */
  serve(env: Record<string, string>): Promise<Running & { url: string }>;
  /** Ends what still runs, and removes the build. */
  remove(): Promise<void>;
}

/** Builds the gateway as `npm run gateway` does, into a folder of its own inside the project, where its packages are found. */
export async function build(): Promise<Built> {
  const folder = await mkdtemp(join(ROOT, 'node_modules/.built-'));
  await promisify(execFile)('npx', ['vite', 'build', '--outDir', folder, '--logLevel', 'warn'], { cwd: ROOT });
  const program = join(folder, 'gateway.js');
  const running = new Set<ChildProcess>();
  const environment = (env: Record<string, string>) => ({ PATH: process.env.PATH ?? '', JWT_SECRET: SECRET, PORT: '0', ...env });
  async function start(args: readonly string[], env: Record<string, string>, until = /^/): Promise<Running> {
    const child = spawn(process.execPath, [program, ...args], { env: environment(env), cwd: folder });
    let text = '';
    running.add(child);
    const exited = once(child, 'exit').finally(() => running.delete(child));
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        text += chunk.toString();
        if (until.test(text)) resolve();
      };
      read(Buffer.alloc(0));
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      void exited.then(() => reject(new Error(`The gateway ended: ${text}`)));
    });
    return { process: child, exited, output: () => text };
  }
  return {
    async run(args, env) {
      const child = spawn(process.execPath, [program, ...args], { env: environment(env), cwd: folder });
      running.add(child);
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number];
      running.delete(child);
      return { code, stdout, stderr };
    },
    start,
    async serve(env) {
      const gateway = await start([], env, LISTENS);
      return { ...gateway, url: LISTENS.exec(gateway.output())?.[1] ?? '' };
    },
    async remove() {
      // What a failed test has left behind.
      for (const child of running) child.kill('SIGKILL');
      await rm(folder, { recursive: true });
    },
  };
}
