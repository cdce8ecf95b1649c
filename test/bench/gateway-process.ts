import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';

export interface Memory {
  /** Bytes. */
  peak: number;
  now: number;
}

export interface GatewayProcess {
  url: string;
  memory(): Promise<Memory>;
  /** Of all its threads, since its start. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Ends what is still there when the bench itself is ended. */
export const killGateways = (): void => running.forEach((child) => child.kill('SIGKILL'));

/** Starts the built gateway as its own process, so that its memory is its own. @throws Error when it does not get ready */
export async function startGateway(bundle: string, settings: Record<string, string>): Promise<GatewayProcess> {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH ?? '',
    LOG_LEVEL: 'warn',
    RATE_LIMIT: '0',
    LIVE_STREAMS: '0',
    ...settings,
    HOST: '127.0.0.1',
    PORT: String(port),
  };
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
    cpuSeconds: () => cpuSecondsOf(child.pid ?? 0),
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

/** What Linux counts in hundredths of a second; zero elsewhere. */
async function cpuSecondsOf(pid: number): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}
