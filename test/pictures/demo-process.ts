import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../support/free-port.ts';

export interface DemoProcess {
  /** Where the start page is. */
  site: string;
  stop(): Promise<void>;
}

/** Starts the built demo on free ports, and waits until its data are written. @throws Error with what it said when it ends before */
export async function startDemo(bundle: string, folder: string): Promise<DemoProcess> {
  const [hostPort, port] = [await freePort(), await freePort()];
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: folder, HOST_PORT: String(hostPort), PORT: String(port), RATE_LIMIT: '0' };
  const child = spawn(process.execPath, ['--enable-source-maps', bundle], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  // However this process ends, the demo ends with it.
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Live traffic has begun')) resolve();
    });
    void exited.then(() => reject(new Error(`The demo ended: ${said}`)));
  });
  return {
    site: `http://127.0.0.1:${hostPort}/`,
    async stop() {
      process.off('exit', kill);
      child.kill('SIGTERM');
      await exited;
    },
  };
}
