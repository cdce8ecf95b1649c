import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real server that a test has for itself, to do to it what happens to servers. */
export interface OwnServer {
  port: number;
  /** Ends it at once, without a goodbye. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and folder. */
  start(): Promise<void>;
  /** Lets it hang: it keeps its connections, takes new ones, and answers nothing. */
  pause(): void;
  resume(): void;
  /** Ends it and removes what it wrote. */
  remove(): Promise<void>;
}

interface Launch {
  command: string;
  args: (port: number, folder: string) => string[];
  /** Makes the folder ready. */
  prepare?: (folder: string) => Promise<void>;
  /** What somebody without the program can do. */
  help: string;
}

/** Milliseconds that a start may take on a busy machine. */
const PATIENCE = 60_000;

export async function startOwnServer({ command, args, prepare, help }: Launch): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), `bot-widgets-${command}-`));
  await prepare?.(folder);
  const port = await freePort();
  let child: ChildProcess;

  async function start(): Promise<void> {
    // Ends with this process, however that ends.
    child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args(port, folder)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<never>((_, reject) => {
      child.once('error', (cause) => reject(new Error(help, { cause })));
      child.once('exit', (code) => reject(new Error(`${command} ended (${code ?? 'killed'}). ${code === 127 ? help : output}`)));
    });
    ended.catch(() => undefined);
    for (const begin = performance.now(); !(await listens(port));) {
      if (performance.now() - begin > PATIENCE) throw new Error(`${command} does not answer: ${output}`);
      await Promise.race([sleep(50), ended]);
    }
  }

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  // Tests that share a server leave its end to the end of their process.
  const end = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  await start();
  return {
    port,
    kill,
    start,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async remove() {
      process.off('exit', end);
      await kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Whether something listens there. */
export function listens(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1000 }, () => end(true));
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
