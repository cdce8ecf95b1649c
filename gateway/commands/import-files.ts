import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Presets, SingleBar } from 'cli-progress';
import { type StoreConfig } from '../config.ts';
import { type IngestResult, MAX_BODY_BYTES, MAX_BODY_MESSAGES, MAX_UNPACKED_BYTES } from '../contract/ingest.ts';
import { type Ingest } from '../ingest/ingest.ts';
import { withIngest } from './open-ingest.ts';
import { type Portion, type ReadFile } from './read-files.ts';

/** Rejected lines shown a file; the rest is counted. */
const SHOWN = 20;

interface Imported extends IngestResult {
  unit: Portion['unit'];
}

/** Files, gzip too, through the same code as HTTP. */
export async function importFiles(config: StoreConfig, files: readonly string[], read: ReadFile): Promise<number> {
  const sizes = await Promise.all(files.map(sizeOf));
  const bar = process.stderr.isTTY
    ? new SingleBar({ stream: process.stderr, format: '{bar} {percentage}% {file} {messages} messages' }, Presets.shades_classic)
    : null;
  const started = performance.now();
  let messages = 0;
  const results: [string, Imported][] = [];
  await withIngest(config, async (ingest) => {
    bar?.start(
      sizes.reduce((sum, size) => sum + size, 0),
      0,
      { file: '', messages },
    );
    try {
      for (const file of files) {
        const result = await importFile(file, read, ingest, (bytes, lines) => {
          messages += lines;
          bar?.increment(bytes, { file, messages });
        });
        results.push([file, result]);
      }
    } finally {
      bar?.stop();
    }
  });
  for (const [file, result] of results) report(file, result);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${messages.toLocaleString('en')} messages in ${seconds.toFixed(1)} s`);
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
async function importFile(
  file: string,
  read: ReadFile,
  ingest: Ingest,
  progress: (bytes: number, messages: number) => void,
): Promise<Imported> {
  const total: Imported = { accepted: 0, duplicates: 0, rejected: 0, errors: [], unit: 'line' };
  let bytes = 0;
  let done = 0;
  try {
    for await (const portion of read(batches(await openFile(file, (count) => (bytes += count))))) {
      const result = await ingest(portion.lines, () => true);
      total.accepted += result.accepted;
      total.duplicates += result.duplicates;
      total.rejected += result.rejected + portion.faults.length;
      total.unit = portion.unit;
      const errors = [...result.errors, ...portion.faults].sort((a, b) => a.line - b.line);
      total.errors.push(...errors.slice(0, SHOWN - total.errors.length));
      progress(bytes, portion.lines.length);
      done += portion.read;
      bytes = 0;
    }
    return total;
  } catch (cause) {
    report(file, total);
    throw new Error(
      `${file} cannot be read past line ${done}: ${cause instanceof Error ? cause.message : ''}. What was read before is in.`,
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

function report(file: string, { accepted, duplicates, rejected, errors, unit }: Imported): void {
  console.log(`${file}: ${accepted} accepted, ${duplicates} duplicates, ${rejected} rejected`);
  for (const { line, field, code, detail } of errors)
    console.log(`  ${unit} ${line}: ${code}${field === null ? '' : ` (${field})`}: ${detail}`);
  if (rejected > errors.length) console.log(`  ... and ${rejected - errors.length} more`);
}
