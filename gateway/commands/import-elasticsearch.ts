import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import { type StoreConfig } from '../config.ts';
import { type LineError } from '../contract/ingest.ts';
import { Problem } from '../contract/problem.ts';
import { type FieldMap, parseFieldMap } from '../ingest/field-map.ts';
import { type Ingest } from '../ingest/ingest.ts';
import { type History, type HistoryAsked, type HistoryDocument } from '../store/elasticsearch/history.ts';
import { type ImportState, openImportState, type Progress } from './import-state.ts';
import { loadClient } from './load-client.ts';
import { withIngest } from './open-ingest.ts';

interface Source {
  url: string;
  index: string;
  /** The file of the field map. */
  map: string;
  apiKey: string | undefined;
}

/** Documents asked for at once: what is quick may become more, what is slow or refused becomes less. */
const [LEAST, FIRST, MOST] = [100, 1000, 5000];
/** Milliseconds of a page, reading and writing together. */
const [QUICK, SLOW] = [1000, 5000];
/** Tries without any progress, the last ones half a minute apart. */
const TRIES = 12;
/** Rejected documents shown. */
const SHOWN = 20;
/** Milliseconds between two lines of progress, where nobody sees a bar. */
const TELL = 10_000;

/** `import --from elasticsearch`: an index of messages in anybody's mapping. Run again, it goes on where it was interrupted. */
export async function importElasticsearch(config: StoreConfig, { url, index, map: mapFile, apiKey }: Source): Promise<number> {
  const json = await readFile(mapFile, 'utf8').catch((cause: unknown) => {
    throw new Error(`${mapFile} cannot be read.`, { cause });
  });
  const map = parseFieldMap(json);
  const { connect } = await loadClient('elasticsearch', () => import('../store/elasticsearch/cluster.ts'));
  const { createHistory } = await import('../store/elasticsearch/history.ts');
  const cluster = await connect({ urls: [url], apiKey, purpose: 'a source' });
  try {
    const history = createHistory(cluster);
    const asked: HistoryAsked = { index, timeField: map.timeField, query: map.query };
    const state = await openImportState(config.DATA_DIR, [new URL(url).host, index, json]);
    if (state.progress) console.log(`Going on after ${state.progress.documents.toLocaleString('en')} documents.`);
    const { progress, errors } = await withIngest(config, (ingest) => readAll({ history, asked, map, ingest, state }));
    const undated = await history.undated(asked);
    await state.done();
    report(index, progress, errors, state.rejectedFile);
    if (undated > 0) console.log(`  ${undated} documents have no ${map.timeField} and were left out`);
    return progress.rejected + undated > 0 ? 1 : 0;
  } finally {
    await cluster.close();
  }
}

type Counts = Omit<Progress, 'rejectedBytes'>;
type Rejected = Omit<LineError, 'line'> & { document: HistoryDocument };

interface Parts {
  history: History;
  asked: HistoryAsked;
  map: FieldMap;
  ingest: Ingest;
  state: ImportState;
}

async function readAll({ history, asked, map, ingest, state }: Parts): Promise<{ progress: Counts; errors: Rejected[] }> {
  let progress: Counts = state.progress ?? { after: '', documents: 0, accepted: 0, duplicates: 0, rejected: 0 };
  const errors: Rejected[] = [];
  const teller = tellProgress();
  let size = FIRST;
  let failures = 0;
  try {
    for (let complete = false; !complete;) {
      try {
        await history.read({ ...asked, ...(progress.documents > 0 && { after: progress.after }) }, size, async (page) => {
          const started = performance.now();
          if (page.total !== undefined) teller.expect(progress.documents + page.total);
          const result = await bringIn(page.documents);
          progress = {
            after: page.position,
            documents: progress.documents + page.documents.length,
            accepted: progress.accepted + result.accepted,
            duplicates: progress.duplicates + result.duplicates,
            rejected: progress.rejected + result.rejected.length,
          };
          await state.save(progress, result.rejected);
          errors.push(...result.rejected.slice(0, SHOWN - errors.length));
          teller.tell(progress.documents);
          failures = 0;
          return (size = nextSize(size, performance.now() - started));
        });
        complete = true;
      } catch (error) {
        if (!passes(error) || ++failures === TRIES) throw failed(error, progress.documents);
        size = Math.max(LEAST, Math.floor(size / 2));
        const seconds = error instanceof Problem ? (error.retryAfter ?? 0) : 0;
        await sleep(1000 * Math.max(seconds, Math.min(30, 2 ** failures / 4)));
      }
    }
    return { progress, errors };
  } finally {
    teller.end();
  }

  async function bringIn(documents: readonly HistoryDocument[]) {
    const result = await ingest(
      documents.map((document, index) => ({ line: index + 1, content: { value: map.toDraft(document) } })),
      () => true,
    );
    const rejected = result.errors.flatMap(({ line, ...error }): Rejected[] => {
      const document = documents[line - 1];
      return document ? [{ ...error, document }] : [];
    });
    return { accepted: result.accepted, duplicates: result.duplicates, rejected };
  }
}

const nextSize = (size: number, took: number): number => {
  if (took > SLOW) return Math.max(LEAST, Math.floor(size / 2));
  return took < QUICK ? Math.min(MOST, Math.ceil(size * 1.5)) : size;
};

/** Either side is busy or away for a moment, or the point in time has ended while the other side was: reading goes on from where it was. */
function passes(error: unknown): boolean {
  if (error instanceof Problem) return ['store-unavailable', 'store-timeout', 'rate-limited'].includes(error.code);
  return error instanceof Error && error.name === 'ClusterError' && 'status' in error && error.status === 404;
}

const failed = (cause: unknown, documents: number): Error =>
  new Error(
    `${cause instanceof Error ? cause.message : String(cause)}\n` +
      `${documents.toLocaleString('en')} documents were read and are in. Run the same command again to go on from there.`,
    { cause },
  );

/** A bar for whoever watches, now and then a line for a log. */
function tellProgress() {
  const bar = process.stderr.isTTY
    ? new SingleBar(
        { stream: process.stderr, format: '{bar} {percentage}% {value} of {total} documents, {eta_formatted} to go' },
        Presets.shades_classic,
      )
    : null;
  let total = 0;
  let told = performance.now();
  return {
    expect(documents: number) {
      total = documents;
      if (!bar) console.error(`${total.toLocaleString('en')} documents to read`);
      else if (bar.isActive) bar.setTotal(total);
      else bar.start(total, 0);
    },
    tell(documents: number) {
      bar?.update(documents);
      if (bar || performance.now() - told < TELL) return;
      told = performance.now();
      console.error(`${documents.toLocaleString('en')} of ${total.toLocaleString('en')} documents`);
    },
    end: () => bar?.stop(),
  };
}

function report(index: string, { accepted, duplicates, rejected }: Counts, errors: readonly Rejected[], rejectedFile: string): void {
  console.log(`${index}: ${accepted} accepted, ${duplicates} duplicates, ${rejected} rejected`);
  for (const { document, field, code, detail } of errors)
    console.log(`  ${document.index}/${document.id}: ${code}${field === null ? '' : ` (${field})`}: ${detail}`);
  if (rejected > errors.length) console.log(`  ... and ${rejected - errors.length} more`);
  if (rejected > 0) console.log(`  All rejected documents, with the reason: ${rejectedFile}`);
}
