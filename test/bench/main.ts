/**
 * The bench, `npm run bench`: writes made-up messages into a gateway of its own, asks the five reports over HTTP, and asks the same of a
 * plain table of messages in DuckDB. Options: `--size 10k|100k|1m|10m` (1m), `--report NAME` (all), `--out FILE`
 * (data/bench-SIZE.json), `--keep` (leaves data and store where they are).
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchTable } from './bench-table.ts';
import { killGateways } from './gateway-process.ts';
import { makeData, type Size, SIZES } from './make-data.ts';
import { REPORTS } from './questions.ts';
import { runBench } from './run-bench.ts';

const tell = (line: string): void => console.log(line);

function sizeOf(name: string | undefined): Size {
  const sizes = Object.keys(SIZES) as Size[];
  const size = sizes.find((known) => known === name);
  if (size === undefined) throw new Error(`There is no size "${name ?? ''}": choose one of ${sizes.join(', ')}.`);
  return size;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      size: { type: 'string', default: '1m' },
      report: { type: 'string' },
      out: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  const [command, size, folder] = positionals;
  if (command === 'make-data' && folder !== undefined) return makeData(sizeOf(size), folder);
  await bench(sizeOf(values.size), values.report, values.out ?? join('data', `bench-${values.size}.json`), values.keep);
}

async function bench(size: Size, report: string | undefined, out: string, keep: boolean): Promise<void> {
  if (report !== undefined && !REPORTS.some((known) => known === report)) {
    throw new Error(`There is no report "${report}": choose one of ${REPORTS.join(', ')}.`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'bot-bench-'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      killGateways();
      if (!keep) rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  }
  try {
    const result = await runBench(size, report, { folder, bundles: import.meta.dirname }, tell);
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
    tell(`\n${benchTable(result)}\n\nThe same as JSON: ${out}`);
  } finally {
    killGateways();
    if (keep) tell(`Data and store are kept in ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
