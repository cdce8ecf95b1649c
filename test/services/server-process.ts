import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The user of a server that refuses to run as root: `nobody`. */
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;
/** Milliseconds that a start may take on a busy machine. */
const PATIENCE = 180_000;

/** A real search server that tests started. */
export interface SearchServer {
  url: string;
  /** Ends it at once, without a goodbye. */
  kill(): Promise<void>;
  /** Starts it again on the same data and the same port. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export interface Launch {
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
  /** Where the server writes its process id, if the command starts it as a process of its own. */
  pidFile?: string;
}

/** A folder of a server's own, with those in it that it writes to; in memory where that can be, since indices are made by the hundred. */
export async function runFolder(name: string, place?: string): Promise<string> {
  const folder = await mkdtemp(join(place ?? (await inMemory()), `bot-widgets-${name}-`));
  for (const path of [folder, ...['config', 'data', 'logs', 'tmp'].map((inner) => join(folder, inner))]) {
    await mkdir(path, { recursive: true });
    if (asRoot) await chown(path, NOBODY, NOBODY);
  }
  return folder;
}

const inMemory = (): Promise<string> =>
  access('/dev/shm', constants.W_OK).then(
    () => '/dev/shm',
    () => tmpdir(),
  );

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts a server and waits until it answers; it ends with this process, however that ends. */
export async function startServer(folder: string, port: number, launch: Launch): Promise<SearchServer> {
  const url = `http://127.0.0.1:${port}`;
  const leave = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  let running = await boot().catch(async (error: unknown) => {
    await leave();
    throw error;
  });

  async function boot(): Promise<ChildProcess> {
    const guard = ['--pdeathsig', 'TERM', ...(asRoot ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : []), '--'];
    const child = spawn('setpriv', [...guard, launch.command, ...launch.args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: launch.cwd ?? folder,
      env: { ...process.env, ...launch.env },
    });
    let output = '';
    const listen = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const failed = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`The server ended (${code ?? signal ?? ''}) before it answered:\n${output}`)));
    });
    failed.catch(() => undefined);
    const started = performance.now();
    while (!(await answers(url))) {
      if (performance.now() - started > PATIENCE) {
        child.kill();
        throw new Error(`The server did not answer within ${PATIENCE / 1000} s:\n${output}`);
      }
      await Promise.race([sleep(200), failed]);
    }
    return child;
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    const server = launch.pidFile === undefined ? running.pid : Number(await readFile(launch.pidFile, 'utf8'));
    const send = (name: NodeJS.Signals) => server !== undefined && server > 0 && process.kill(server, name);
    send(signal);
    const hard = setTimeout(() => send('SIGKILL'), 20_000);
    await exited;
    clearTimeout(hard);
  }

  return {
    url,
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      running = await boot();
    },
    async stop() {
      await end('SIGTERM');
      await leave();
    },
  };
}

/** Whether a cluster answers at an address and can be written to. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/_cluster/health`, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}
