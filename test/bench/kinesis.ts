import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messagesBetween } from '../../demo/traffic/messages-between.ts';
import { aggregate } from '../gateway/ingest/records.ts';
import { freePort } from '../support/free-port.ts';
import { startKinesis, type TestKinesis } from '../support/kinesis.ts';
import { type GatewayProcess, startGateway } from './gateway-process.ts';
import { machine } from './machine.ts';
import { DATA_FROM, DATA_TO, type Size, worldOf } from './make-data.ts';

const SHARDS = 4;

/** What producers send: a message a record, or records that the Kinesis Producer Library has put together. */
const WAYS = { 'one a record': 1, 'fifty a record': 50 };

interface Read {
  way: string;
  messages: number;
  seconds: number;
  messagesPerSecond: number;
  /** Of the gateway's process, the store's threads included: what tells on a machine that does other things too. */
  cpuSeconds: number;
  /** Bytes: at rest before, after each quarter of the backlog, and the most there ever was. */
  memory: { before: number; quarters: number[]; peak: number };
}

/** Puts messages into a local Kinesis, and measures how fast a gateway with an embedded store takes them out of it, and what memory that takes. */
export async function benchKinesis(size: Size, bundles: string, out: string, tell: (line: string) => void): Promise<void> {
  const kinesis = await startKinesis();
  const folder = await mkdtemp(join(tmpdir(), 'bot-bench-'));
  try {
    const reads: Read[] = [];
    for (const [way, together] of Object.entries(WAYS)) {
      const stream = `bench-${together}`;
      await kinesis.create(stream, SHARDS);
      const messages = await fill(kinesis, stream, size, together);
      tell(`${messages} messages are in the stream, ${way}`);
      const read = await readAll(join(bundles, 'gateway.js'), folder, { ...kinesis.env, KINESIS_STREAM: stream }, messages);
      reads.push({ way, ...read });
      const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
      const memory = `memory ${mib(read.memory.before)} before, ${read.memory.quarters.map(mib).join(', ')} after each quarter, peak ${mib(read.memory.peak)}`;
      tell(`${read.messagesPerSecond} messages a second (${read.seconds.toFixed(1)} s, ${read.cpuSeconds.toFixed(1)} s of CPU); ${memory}`);
      await kinesis.remove(stream);
    }
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, `${JSON.stringify({ size, machine: machine(), shards: SHARDS, reads }, null, 2)}\n`);
    tell(`The same as JSON: ${out}`);
  } finally {
    await kinesis.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(kinesis: TestKinesis, stream: string, size: Size, together: number): Promise<number> {
  let count = 0;
  let record: Buffer[] = [];
  let records: Buffer[] = [];
  const close = () => {
    if (record.length > 0) records.push(together === 1 && record[0] ? record[0] : aggregate(record));
    record = [];
  };
  for (const message of messagesBetween(worldOf(size), DATA_FROM, DATA_TO, DATA_FROM)) {
    count++;
    record.push(Buffer.from(JSON.stringify(message)));
    if (record.length === together) close();
    if (records.length < 500 / Math.min(together, 10)) continue;
    await kinesis.put(stream, records);
    records = [];
  }
  close();
  await kinesis.put(stream, records);
  return count;
}

async function readAll(bundle: string, folder: string, env: Record<string, string>, messages: number): Promise<Omit<Read, 'way'>> {
  const directory = join(folder, 'directory.json');
  await writeFile(directory, JSON.stringify({ businesses: [], principals: [] }));
  const common = { DIRECTORY_FILE: directory, JWT_SECRET: 'x'.repeat(32), DUCKDB_MEMORY_LIMIT: '1GB', DUCKDB_THREADS: '2' };
  // Once without a stream, to know what memory it takes at rest.
  const resting = await startGateway(bundle, { ...common, DATA_DIR: join(folder, 'resting') });
  const before = (await resting.memory()).now;
  await resting.stop();
  const metrics = await freePort();
  const data = await mkdtemp(join(folder, 'data-'));
  const gateway = await startGateway(bundle, { ...common, ...env, DATA_DIR: data, METRICS_PORT: String(metrics) });
  try {
    return { messages, ...(await watch(gateway, `http://127.0.0.1:${metrics}/metrics`, messages, before)) };
  } finally {
    await gateway.stop();
    await rm(data, { recursive: true, force: true });
  }
}

async function watch(gateway: GatewayProcess, url: string, messages: number, before: number): Promise<Omit<Read, 'way' | 'messages'>> {
  const begun = performance.now();
  const quarters: number[] = [];
  for (;;) {
    const text = await (await fetch(url)).text();
    const number = (line: RegExp) => Number(line.exec(text)?.[1] ?? 0);
    const done = number(/^bot_widgets_ingested_messages_total\{result="accepted"\} (\d+)/m);
    const cpuSeconds = number(/^process_cpu_seconds_total ([\d.]+)/m);
    const seconds = (performance.now() - begun) / 1000;
    const memory = await gateway.memory();
    while (quarters.length < Math.floor((4 * done) / messages)) quarters.push(memory.now);
    if (done === messages)
      return { seconds, messagesPerSecond: Math.round(messages / seconds), cpuSeconds, memory: { before, quarters, peak: memory.peak } };
    if (seconds > 1800) throw new Error(`Only ${done} of ${messages} messages came out of the stream in half an hour.`);
    await sleep(50);
  }
}
