/**
 * The demo, `npm start`: a gateway on the embedded store, and beside it the site of a host that shows the gateway's answers.
 *
 * - The first start writes 30 days of made-up traffic through `POST /v1/messages`, then goes on live; a later start adds what is missing.
 * - `npm start -- --data FILE` (NDJSON, gzipped or not; repeatable) takes real messages instead and adds no traffic.
 * - The site is at http://127.0.0.1:3000/ (`HOST_PORT`), the gateway at http://127.0.0.1:8080/ (`PORT`), all data in `./data/demo`
 *   (`DATA_DIR`), or in a folder of its own for each set of files. Remove the folder to begin anew.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { mintToken } from '../gateway/access/mint-token.ts';
import { serve } from '../gateway/commands/serve.ts';
import { parseConfig } from '../gateway/config.ts';
import { askNewest } from './ask-newest.ts';
import { prepareFolder } from './data-folder.ts';
import { businessesOf, PRODUCER } from './directory.ts';
import { openHostSite } from './host-site.ts';
import { sendLive } from './live-traffic.ts';
import { load } from './load.ts';
import { checkFiles, linesOf, lookThrough } from './message-files.ts';
import { createSender, type Sender, tellRejected } from './sender.ts';
import { demoWorld } from './traffic/demo-world.ts';
import { messagesBetween } from './traffic/messages-between.ts';

const HISTORY = 30 * 86_400_000;

/** Where each of the examples is served (examples/README.md): other people's pages, which ask this gateway too. */
const EXAMPLES = ['http://127.0.0.1:4000', 'http://localhost:4000'];

/** Settings of the gateway that a visitor of the demo may change; what would lead to another store or directory is left out. */
const PASSED_ON = ['PORT', 'HOST', 'METRICS_PORT', 'IDLE_MINUTES', 'RATE_LIMIT', 'DUCKDB_MEMORY_LIMIT', 'DUCKDB_THREADS', 'CACHE_MB'];

const tell = (sentence: string): void => console.log(sentence);

async function main(stop: AbortSignal): Promise<void> {
  const { data: files = [] } = parseArgs({ options: { data: { type: 'string', multiple: true } } }).values;
  const hostPort = portOf(process.env.HOST_PORT ?? '3000');
  await checkFiles(files);
  const content = files.length > 0 ? await lookThrough(files) : null;

  const folder = process.env.DATA_DIR ?? (content ? `./data/files-${nameOf(files)}` : './data/demo');
  const { secret, directoryFile } = await prepareFolder(folder, content?.businesses ?? businessesOf(demoWorld));
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${hostPort}`);
  const logLevel = process.env.LOG_LEVEL ?? 'warn';
  const config = parseConfig({
    ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
    DATA_DIR: folder,
    DIRECTORY_FILE: directoryFile,
    JWT_SECRET: secret,
    ALLOWED_ORIGINS: [...hosts.map((host) => `http://${host}`), ...EXAMPLES].join(','),
    LOG_LEVEL: logLevel,
  });

  const gateway = await serve(config, pino({ level: logLevel }), join(import.meta.dirname, 'widgets'));
  try {
    // Beside the bundle in dist/ and beside this file the pages have the same address.
    const pages = fileURLToPath(new URL('../demo/pages', import.meta.url));
    const site = await openHostSite({ hosts, port: hostPort, secret, gateway: gateway.url, pages });
    try {
      tell(`Open ${site.url} - the gateway answers at ${gateway.url}, the data is in ${resolve(folder)}.`);
      const token = (sub: string) => mintToken({ secret, sub, expiresIn: 600 });
      const sender = createSender(gateway.url, () => token(PRODUCER), stop);
      if (content) await loadFiles(files, content.lines, sender);
      else await loadWorld(await askNewest(gateway.url, await token('admin')), sender, stop);
      if (!stop.aborted) await once(stop, 'abort');
    } catch (error) {
      if (!stop.aborted) throw error;
    } finally {
      await site.close();
    }
  } finally {
    await gateway.close();
  }
}

/** Writes what is missing between the newest message and now, then goes on with what comes. */
async function loadWorld(newest: number | null, sender: Sender, stop: AbortSignal): Promise<void> {
  const to = Date.now();
  const begin = to - HISTORY;
  const from = Math.max(newest ?? begin, begin);
  tell(newest === null ? 'Writing 30 days of made-up conversations ...' : 'Writing the conversations since the last start ...');
  const doneAfter = (batch: readonly string[]) => timeOf(batch.at(-1)) - from;
  await load(asLines(from, to, newest === null ? begin : undefined), sender, { total: to - from, doneAfter });
  for (const sentence of tellRejected(sender.sums)) tell(sentence);
  tell(`${sender.sums.accepted.toLocaleString('en')} messages written. Live traffic has begun; Ctrl+C ends it.`);
  await sendLive(demoWorld, to, sender, stop, tell);
}

async function loadFiles(files: readonly string[], lines: number, sender: Sender): Promise<void> {
  tell(`Writing ${lines.toLocaleString('en')} lines of ${files.join(', ')} ...`);
  let done = 0;
  await load(linesOf(files), sender, { total: lines, doneAfter: (batch) => (done += batch.length) });
  const { accepted, duplicates } = sender.sums;
  tell(`${accepted.toLocaleString('en')} messages written, ${duplicates.toLocaleString('en')} were there before. Ctrl+C ends the demo.`);
  for (const sentence of tellRejected(sender.sums)) tell(sentence);
}

function* asLines(from: number, to: number, since?: number): Generator<string> {
  for (const message of messagesBetween(demoWorld, from, to, since)) yield JSON.stringify(message);
}

function timeOf(line: string | undefined): number {
  return line === undefined ? 0 : (JSON.parse(line) as { timestamp: number }).timestamp;
}

/** The same files have the same folder, so that a second start finds what the first one wrote. */
function nameOf(files: readonly string[]): string {
  const paths = files.map((file) => resolve(file)).sort();
  return createHash('sha256').update(paths.join('\n')).digest('hex').slice(0, 8);
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`HOST_PORT must be a port from 1 to 65535, not "${text}".`);
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

try {
  await main(stopping.signal);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
