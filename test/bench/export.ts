import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { businessesOf } from '../../demo/directory.ts';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { freePort } from '../support/free-port.ts';
import { type GatewayProcess, killGateways, startGateway } from './gateway-process.ts';
import { ingest } from './ingest.ts';
import { DATA_FROM, DATA_TO, makeData, type Size, worldOf } from './make-data.ts';

const FORMATS = ['csv', 'ndjson', 'xlsx'] as const;
/** Messages are the same of everybody here; masked as for most. */
const PERMISSIONS = ['ingest', 'reports', 'messages', 'export'];
const MEGABYTE = 1e6;

interface Measured {
  seconds: number;
  bytes: number;
  /** Memory above that before, at most; bytes. */
  memory: number;
  /** Longest time for which the event loop did not turn, milliseconds; what it is when idle is about 11. */
  blocked: number;
}

/** Downloads all messages in each format, as fast as they come, and the last one again by a slow reader. */
export async function benchExport(size: Size, bundles: string, tell: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-bench-'));
  try {
    const data = join(folder, 'messages');
    if (size === '10k') await makeData(size, data);
    else await promisify(execFile)(process.execPath, [join(bundles, 'bench.js'), 'make-data', size, data]);
    const grants = [{ business: '*', bot: '*', permissions: PERMISSIONS }];
    const directory = join(folder, 'directory.json');
    await writeFile(directory, JSON.stringify({ businesses: businessesOf(worldOf(size)), principals: [{ id: 'bench', grants }] }));
    const secret = randomBytes(32).toString('hex');
    const token = await mintToken({ secret, sub: 'bench', expiresIn: 86_400 });
    const settings = { DATA_DIR: join(folder, 'store'), DIRECTORY_FILE: directory, JWT_SECRET: secret, DUCKDB_THREADS: '2' };

    tell(`Writing ${size} messages ...`);
    const writing = await startGateway(join(bundles, 'gateway.js'), settings);
    const { messages } = await ingest(writing.url, token, data);
    await writing.stop();

    for (const [format, pause] of [...FORMATS.map((name) => [name, 0] as const), ['xlsx', 25] as const]) {
      const metricsPort = await freePort();
      const gateway = await startGateway(join(bundles, 'gateway.js'), { ...settings, METRICS_PORT: String(metricsPort) });
      // The first question of a process reads the store; what a download costs comes after that.
      await download(gateway, metricsPort, token, 'csv', 0, DATA_TO - 86_400_000);
      const { seconds, bytes, memory, blocked } = await download(gateway, metricsPort, token, format, pause, DATA_FROM);
      await gateway.stop();
      const name = `${format}${pause > 0 ? ', slow reader' : ''}`.padEnd(18);
      const rate = Math.round(messages / seconds).toLocaleString('en');
      tell(
        `${name} ${seconds.toFixed(1)} s  ${rate} rows/s  ${(bytes / MEGABYTE).toFixed(0)} MB  memory +${(memory / MEGABYTE).toFixed(0)} MB  loop ${blocked.toFixed(0)} ms`,
      );
    }
  } finally {
    killGateways();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param pause - milliseconds between two pieces that are read */
async function download(
  gateway: GatewayProcess,
  metricsPort: number,
  token: string,
  format: string,
  pause: number,
  from: number,
): Promise<Measured> {
  const before = (await gateway.memory()).now;
  await loopDelay(metricsPort);
  let [highest, running] = [before, true];
  const watching = (async () => {
    while (running) {
      highest = Math.max(highest, (await gateway.memory()).now);
      await sleep(50);
    }
  })();
  const started = performance.now();
  const range = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(DATA_TO).toISOString() });
  const response = await fetch(`${gateway.url}/v1/messages/export?format=${format}&${range}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok || !response.body) throw new Error(`The gateway answered ${response.status}: ${await response.text()}`);
  let bytes = 0;
  for await (const piece of response.body) {
    bytes += piece.length;
    if (pause > 0) await sleep(pause);
  }
  const seconds = (performance.now() - started) / 1000;
  running = false;
  await watching;
  return { seconds, bytes, memory: highest - before, blocked: await loopDelay(metricsPort) };
}

/** The longest delay of the event loop since this was asked the last time, milliseconds. */
async function loopDelay(port: number): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return 1000 * Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1] ?? NaN);
}
