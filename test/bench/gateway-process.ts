import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Memory {
  /** Bytes. */
  peak: number;
  now: number;
}

export interface GatewayProcess {
  url: string;
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Ends what is still there when the bench itself is ended. */
export const killGateways = (): void => running.forEach((child) => child.kill('SIGKILL'));

/** Starts the built gateway as its own process, so that its memory is its own. @throws Error when it does not get ready */
export async function startGateway(bundle: string, settings: Record<string, string>): Promise<GatewayProcess> {
  const port = await freePort();
  const env = { PATH: process.env.PATH ?? '', LOG_LEVEL: 'warn', RATE_LIMIT: '0', ...settings, HOST: '127.0.0.1', PORT: String(port) };
  const child = spawn(process.execPath, ['--enable-source-maps', bundle], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  running.add(child);
  const ended = once(child, 'exit').then(() => running.delete(child));
  const url = `http://127.0.0.1:${port}`;
  for (let wait = 0; ; wait++) {
    if (child.exitCode !== null) throw new Error(`The gateway ended at once with code ${child.exitCode}.`);
    const ready = await fetch(`${url}/health/ready`).catch(() => null);
    await ready?.arrayBuffer();
    if (ready?.ok) break;
    if (wait === 600) throw new Error('The gateway was not ready after a minute.');
    await sleep(100);
  }
  return {
    url,
    memory: () => memoryOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What Linux says of a process; zeros elsewhere. */
async function memoryOf(pid: number): Promise<Memory> {
  const lines = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const bytes = (name: string) => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(lines)?.[1] ?? 0);
  return { peak: bytes('VmHWM'), now: bytes('VmRSS') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
