/**
 * The bench, `npm run bench`: writes made-up messages into a gateway of its own, asks the five reports over HTTP, and asks the same engine
 * the usual way, over plain messages. Options: `--store duckdb|elasticsearch` (duckdb), `--size 10k|100k|1m|10m|30m` (1m), `--report NAME` (all),
 * `--out FILE` (data/bench-STORE-SIZE.json), `--keep` (leaves data and store where they are), `--from FOLDER` (asks the embedded store that one
 * of the same size has left there).
 *
 * Others: `npm run bench -- load` asks how one gateway stands many who look at once (`--store`, `--size`, `--out`), `-- fire` one client at full
 * blast among them, `-- soak [MINUTES]` (10) what stays after clients that vanish, `-- page` measures the widgets in a browser, `-- export` downloads of
 * all messages, `-- adapters` what reads other products' records, `-- kinesis` how fast a stream is read, `-- texts` what masking costs,
 * `-- burst` what memory it takes when many send at once, `-- timing [WHAT]` whether the time of an answer tells what another client has
 * (`--store`, `--runs N` (300) of each pair, `--out`; WHAT: part of the name of those that are asked).
 */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAdapters } from './adapters.ts';
import { benchBurst } from './burst.ts';
import { benchExport } from './export.ts';
import { benchTable } from './bench-table.ts';
import { STORES } from './contender.ts';
import { killServer } from './elasticsearch-contender.ts';
import { killGateways } from './gateway-process.ts';
import { makeBulk } from './make-bulk.ts';
import { makeData, type Size, SIZES } from './make-data.ts';
import { loadTable } from './load/load-table.ts';
import { runLoad } from './load/run-load.ts';
import { REPORTS } from './questions.ts';
import { benchTexts } from './texts.ts';
import { underFire } from './fire/under-fire.ts';
import { runPageBench } from './page/run-page-bench.ts';
import { runBench } from './run-bench.ts';
import { runTiming } from './side-channel/run-timing.ts';
import { timingTable } from './side-channel/timing-table.ts';

/** Seconds since the start stand before it: one sees what takes long. */
const tell = (line: string): void => console.log(`${(performance.now() / 1000).toFixed(0).padStart(5)} s  ${line}`);

function oneOf<Name extends string>(what: string, names: readonly Name[], name: string | undefined): Name {
  const found = names.find((known) => known === name);
  if (found === undefined) throw new Error(`There is no ${what} "${name ?? ''}": choose one of ${names.join(', ')}.`);
  return found;
}

const sizeOf = (name: string | undefined): Size => oneOf('size', Object.keys(SIZES) as Size[], name);

function runsOf(text: string): number {
  const runs = Number(text);
  if (!Number.isSafeInteger(runs) || runs < 10) throw new Error(`--runs must be a whole number of at least 10, not "${text}".`);
  return runs;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      store: { type: 'string', default: 'duckdb' },
      size: { type: 'string', default: '1m' },
      report: { type: 'string' },
      out: { type: 'string' },
      runs: { type: 'string', default: '300' },
      keep: { type: 'boolean', default: false },
      from: { type: 'string' },
    },
  });
  const [command, source, target] = positionals;
  if (command === 'make-data' && target !== undefined) return makeData(sizeOf(source), target);
  if (command === 'make-bulk' && source !== undefined && target !== undefined) return makeBulk(source, target);
  if (command === 'soak' || command === 'fire') return underFire(command, Number(source ?? 10), tell);
  if (command === 'adapters') return benchAdapters((line) => console.log(line));
  if (command === 'burst') return benchBurst(import.meta.dirname, tell);
  if (command === 'texts') {
    benchTexts((line) => console.log(line));
    return;
  }
  if (command === 'kinesis')
    return (await import('./kinesis.ts')).benchKinesis(
      sizeOf(values.size),
      import.meta.dirname,
      values.out ?? join('data', 'bench-kinesis.json'),
      tell,
    );
  if (command === 'page') return benchPage(values.out ?? join('data', 'bench-page.json'));
  if (command === 'export') return benchExport(sizeOf(values.size), import.meta.dirname, tell);
  const [store, size] = [oneOf('store', STORES, values.store), sizeOf(values.size)];
  const report = values.report === undefined ? undefined : oneOf('report', REPORTS, values.report);
  if (values.from !== undefined && (store !== 'duckdb' || command !== undefined))
    throw new Error('--from is for reports of the embedded store: nothing else is left whole when a bench ends.');
  await inFolder(values, async (folder) => {
    const place = { folder, bundles: import.meta.dirname };
    if (command === 'timing') {
      const result = await runTiming({ store, runs: runsOf(values.runs), only: source }, place, tell);
      await show(result, timingTable(result), values.out ?? join('data', `bench-timing-${store}.json`));
    } else if (command === 'load') {
      const result = await runLoad({ store, size }, place, tell);
      await show(result, loadTable(result), values.out ?? join('data', `bench-load-${store}-${size}.json`));
    } else {
      const result = await runBench({ store, size, report, loaded: values.from !== undefined }, place, tell);
      await show(result, benchTable(result), values.out ?? join('data', `bench-${store}-${size}.json`));
      if (result.compared.apart.length > 0) process.exitCode = 1;
    }
  });
}

async function show(result: object, table: string, out: string): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\n${table}\n\nThe same as JSON: ${out}`);
}

async function benchPage(out: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-bench-'));
  try {
    const result = await runPageBench(import.meta.dirname, folder, tell);
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
    for (const { content, slowdown, times, ratio } of result.pages) {
      const cells = [
        `${slowdown}x`,
        `${times.numbers.toFixed(0)} ms`,
        `${times.painted.toFixed(0)} ms`,
        `longest task ${times.longest.toFixed(0)} ms`,
        `over 50 ms: ${times.blocking.toFixed(0)} ms`,
        `${ratio.toFixed(2)} of Chart.js alone`,
      ];
      console.log(`${content.padEnd(22)} ${cells.join('  ')}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inFolder(
  { keep, from }: { keep: boolean; from?: string | undefined },
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = from ?? (await mkdtemp(join(tmpdir(), 'bot-bench-')));
  // A server that refuses to run as root has its data in it.
  await chmod(folder, 0o711);
  const leave = async () => {
    killGateways();
    await killServer();
    if (keep || from !== undefined) tell(`Data and store are kept in ${folder}`);
    else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave().finally(() => process.exit(130)));
  try {
    await work(folder);
  } finally {
    await leave();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? [error.message, error.cause].filter(Boolean).join(': ') : String(error));
  process.exitCode = 1;
}
