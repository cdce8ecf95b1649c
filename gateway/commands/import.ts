import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Presets, SingleBar } from 'cli-progress';
import { createMemoryBus } from '../cache/memory-bus.ts';
import { createMemoryVersions } from '../cache/memory-versions.ts';
import { type StoreConfig } from '../config.ts';
import { type IngestResult, MAX_BODY_BYTES, MAX_BODY_MESSAGES, MAX_UNPACKED_BYTES } from '../contract/ingest.ts';
import { createIngest, type Ingest } from '../ingest/ingest.ts';
import { ndjsonLines } from '../ingest/lines.ts';
import { openStore } from './open-store.ts';

/** Rejected lines shown a file; the rest is counted. */
const SHOWN = 20;

/** `import FILE...`: NDJSON files, gzip too, through the same code as HTTP. */
export async function importFiles(config: StoreConfig, files: readonly string[]): Promise<number> {
  if (files.length === 0) throw new Error('Name at least one NDJSON file: import FILE...');
  const sizes = await Promise.all(files.map(sizeOf));
  const store = await openStore(config);
  const ingest = createIngest({ store, versions: createMemoryVersions(), bus: createMemoryBus(), clock: Date.now });
  const bar = process.stderr.isTTY
    ? new SingleBar({ stream: process.stderr, format: '{bar} {percentage}% {file} {messages} messages' }, Presets.shades_classic)
    : null;
  const started = performance.now();
  let messages = 0;
  const results: [string, IngestResult][] = [];
  bar?.start(
    sizes.reduce((sum, size) => sum + size, 0),
    0,
    { file: '', messages },
  );
  try {
    for (const file of files) {
      const result = await importFile(file, ingest, (bytes, lines) => {
        messages += lines;
        bar?.increment(bytes, { file, messages });
      });
      results.push([file, result]);
    }
  } finally {
    bar?.stop();
    await store.close();
  }
  for (const [file, result] of results) report(file, result);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${messages.toLocaleString('en')} lines in ${seconds.toFixed(1)} s`);
  return results.some(([, { rejected }]) => rejected > 0) ? 1 : 0;
}

async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new Error(`${file} cannot be read.`, { cause });
  });
  return size;
}

/** Bytes of one batch, as of one request. */
const BATCH_BYTES = MAX_BODY_BYTES;

/** Loads one file in batches of what one request may hold. */
async function importFile(file: string, ingest: Ingest, progress: (bytes: number, lines: number) => void): Promise<IngestResult> {
  const total: IngestResult = { accepted: 0, duplicates: 0, rejected: 0, errors: [] };
  let read = 0;
  let first = 1;
  try {
    for await (const batch of batches(await openFile(file, (count) => (read += count)))) {
      const result = await ingest(ndjsonLines(Buffer.concat(batch)), () => true);
      total.accepted += result.accepted;
      total.duplicates += result.duplicates;
      total.rejected += result.rejected;
      const room = SHOWN - total.errors.length;
      total.errors.push(...result.errors.slice(0, room).map((error) => ({ ...error, line: error.line + first - 1 })));
      progress(read, batch.length);
      first += batch.length;
      read = 0;
    }
    return total;
  } catch (cause) {
    report(file, total);
    throw new Error(
      `${file} cannot be read past line ${first - 1}: ${cause instanceof Error ? cause.message : ''}. What was read before is in.`,
      {
        cause,
      },
    );
  }
}

/** Whole lines with their ends, as bytes: what is no UTF-8 is left to the reader of lines to refuse. */
async function* batches(source: Readable): AsyncGenerator<Buffer[]> {
  let batch: Buffer[] = [];
  let bytes = 0;
  let rest: Buffer[] = [];
  for await (const chunk of source as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const line = Buffer.concat([...rest, chunk.subarray(start, end + 1)]);
      rest = [];
      start = end + 1;
      batch.push(line);
      bytes += line.length;
      if (batch.length < MAX_BODY_MESSAGES && bytes < BATCH_BYTES) continue;
      yield batch;
      [batch, bytes] = [[], 0];
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
    if (rest.reduce((sum, { length }) => sum + length, 0) > MAX_UNPACKED_BYTES) throw new Error('a line of it is over 64 MiB');
  }
  if (rest.length > 0) batch.push(Buffer.concat(rest));
  if (batch.length > 0) yield batch;
}

/** The bytes of a file, unpacked if they are gzip by their first two. */
async function openFile(file: string, count: (bytes: number) => void): Promise<Readable> {
  const handle = await open(file);
  const magic = await handle.read(Buffer.alloc(2), 0, 2, 0);
  await handle.close();
  const packed = createReadStream(file);
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      count(chunk.length);
      done(null, chunk);
    },
  });
  // A failure of any of them ends the last one with it, which whoever reads that one is told.
  const told = () => undefined;
  return magic.buffer.readUInt16BE(0) === 0x1f8b ? pipeline(packed, counted, createGunzip(), told) : pipeline(packed, counted, told);
}

function report(file: string, { accepted, duplicates, rejected, errors }: IngestResult): void {
  console.log(`${file}: ${accepted} accepted, ${duplicates} duplicates, ${rejected} rejected`);
  for (const { line, field, code, detail } of errors)
    console.log(`  line ${line}: ${code}${field === null ? '' : ` (${field})`}: ${detail}`);
  if (rejected > errors.length) console.log(`  ... and ${rejected - errors.length} more`);
}
