import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Presets, SingleBar } from 'cli-progress';
import { createMemoryBus } from '../cache/memory-bus.ts';
import { createMemoryVersions } from '../cache/memory-versions.ts';
import { type StoreConfig } from '../config.ts';
import { type IngestResult, MAX_BODY_MESSAGES } from '../contract/ingest.ts';
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
  let rejected = 0;
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
      bar?.stop();
      report(file, result);
      rejected += result.rejected;
    }
  } finally {
    bar?.stop();
    await store.close();
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`${messages} lines in ${seconds.toFixed(1)} s`);
  return rejected > 0 ? 1 : 0;
}

async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new Error(`${file} cannot be read.`, { cause });
  });
  return size;
}

/** Loads one file in batches of what one request may hold. */
async function importFile(file: string, ingest: Ingest, progress: (bytes: number, lines: number) => void): Promise<IngestResult> {
  const total: IngestResult = { accepted: 0, duplicates: 0, rejected: 0, errors: [] };
  let bytes = 0;
  let first = 1;
  const source = await openFile(file, (count) => (bytes += count));
  let batch: string[] = [];
  const flush = async () => {
    const result = await ingest(ndjsonLines(Buffer.from(batch.join('\n'))), () => true);
    total.accepted += result.accepted;
    total.duplicates += result.duplicates;
    total.rejected += result.rejected;
    const room = SHOWN - total.errors.length;
    total.errors.push(...result.errors.slice(0, room).map((error) => ({ ...error, line: error.line + first - 1 })));
    progress(bytes, batch.length);
    first += batch.length;
    bytes = 0;
    batch = [];
  };
  for await (const line of createInterface({ input: source, crlfDelay: Infinity })) {
    batch.push(line);
    if (batch.length >= MAX_BODY_MESSAGES) await flush();
  }
  await flush();
  return total;
}

/** The bytes of a file, unpacked if they are gzip by their first two. */
async function openFile(file: string, count: (bytes: number) => void): Promise<Readable> {
  const handle = await open(file);
  const magic = await handle.read(Buffer.alloc(2), 0, 2, 0);
  await handle.close();
  const counted = createReadStream(file).pipe(
    new Transform({
      transform(chunk: Buffer, _, done) {
        count(chunk.length);
        done(null, chunk);
      },
    }),
  );
  return magic.buffer.readUInt16BE(0) === 0x1f8b ? counted.pipe(createGunzip()) : counted;
}

function report(file: string, { accepted, duplicates, rejected, errors }: IngestResult): void {
  console.log(`${file}: ${accepted} accepted, ${duplicates} duplicates, ${rejected} rejected`);
  for (const { line, field, code, detail } of errors)
    console.log(`  line ${line}: ${code}${field === null ? '' : ` (${field})`}: ${detail}`);
  if (rejected > errors.length) console.log(`  ... and ${rejected - errors.length} more`);
}
