import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { businessesOf } from '../../demo/directory.ts';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { askBaseline } from './baseline.ts';
import { type Memory, startGateway } from './gateway-process.ts';
import { ingest, type Ingested } from './ingest.ts';
import { machine, type Machine } from './machine.ts';
import { type Size, worldOf } from './make-data.ts';
import { type Question, questions } from './questions.ts';
import { CACHED, COMPUTED, type Effort, type Timing, timeOf } from './timing.ts';

const LIMITS = { memory: '2GB', threads: '2' };

export interface Measured {
  report: string;
  range: string;
  uncached: Timing;
  cached: Timing;
  /** Median of plain SQL over raw messages, milliseconds. */
  baseline: number;
  /** Baseline / uncached median: how many times faster the gateway is, HTTP and access check included. */
  ratio: number;
}

export interface BenchResult {
  size: Size;
  machine: Machine;
  limits: typeof LIMITS;
  ingest: Ingested;
  storeBytes: number;
  memory: { peak: number; atRest: number; peakWithReports: number };
  baselineLoadSeconds: number;
  questions: Measured[];
}

/**
 * The whole bench in a folder of its own.
 *
 * @param bundles - folder of the built gateway and of this bench
 */
export async function runBench(
  size: Size,
  only: string | undefined,
  { folder, bundles }: { folder: string; bundles: string },
  tell: (line: string) => void,
): Promise<BenchResult> {
  const bundle = join(bundles, 'gateway.js');
  const asked = questions(only);
  const data = join(folder, 'messages');
  tell(`Making about ${size} messages ...`);
  // Apart, so that neither its time nor its garbage is in any number.
  await promisify(execFile)(process.execPath, [join(bundles, 'bench.js'), 'make-data', size, data]);

  const directory = join(folder, 'directory.json');
  const grants = [{ business: '*', bot: '*', permissions: ['ingest', 'reports', 'messages'] }];
  await writeFile(directory, JSON.stringify({ businesses: businessesOf(worldOf(size)), principals: [{ id: 'bench', grants }] }));
  const secret = randomBytes(32).toString('hex');
  const token = await mintToken({ secret, sub: 'bench', expiresIn: 86_400 });
  const settings = {
    DATA_DIR: join(folder, 'store'),
    DIRECTORY_FILE: directory,
    JWT_SECRET: secret,
    DUCKDB_MEMORY_LIMIT: LIMITS.memory,
    DUCKDB_THREADS: LIMITS.threads,
  };

  tell('Writing them through the gateway ...');
  let gateway = await startGateway(bundle, { ...settings, CACHE_MB: '0' });
  const ingested = await ingest(gateway.url, token, data);
  await sleep(5_000);
  const afterIngest = await gateway.memory();
  tell('Asking, each time anew ...');
  const uncached = await askAll(gateway.url, token, asked, COMPUTED);
  const afterReports = await gateway.memory();
  await gateway.stop();
  const storeBytes = await bytesIn(settings.DATA_DIR);

  tell('Asking again, with the cache ...');
  gateway = await startGateway(bundle, settings);
  const cached = await askAll(gateway.url, token, asked, CACHED);
  await gateway.stop();

  tell('Asking a plain table of messages ...');
  const { medians, loadSeconds } = await askBaseline(data, join(folder, 'baseline.duckdb'), LIMITS, asked);
  return {
    size,
    machine: machine(),
    limits: LIMITS,
    ingest: ingested,
    storeBytes,
    memory: memoryOf(afterIngest, afterReports),
    baselineLoadSeconds: loadSeconds,
    questions: asked.flatMap(({ report, range }, index) => {
      const [slow, fast, baseline] = [uncached[index], cached[index], medians[index]];
      if (!slow || !fast || baseline === undefined) return [];
      return [{ report, range, uncached: slow, cached: fast, baseline, ratio: baseline / slow.p50 }];
    }),
  };
}

const memoryOf = (afterIngest: Memory, afterReports: Memory) => ({
  peak: afterIngest.peak,
  atRest: afterIngest.now,
  peakWithReports: afterReports.peak,
});

async function askAll(gateway: string, token: string, asked: readonly Question[], effort: Effort): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const { path } of asked) {
    const ask = async () => {
      const response = await fetch(`${gateway}${path}`, { headers: { authorization: `Bearer ${token}` } });
      const body = await response.text();
      if (!response.ok) throw new Error(`The gateway answered ${path} with ${response.status}: ${body}`);
    };
    timings.push(await timeOf(ask, effort));
  }
  return timings;
}

async function bytesIn(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
