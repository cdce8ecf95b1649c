import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startElasticsearch } from '../services/elasticsearch-server.ts';
import { type SearchServer } from '../services/server-process.ts';
import { type Contender, type Place } from './contender.ts';
import { type Ingested, inParallel } from './ingest.ts';
import { countSearch, USUAL_INDEX, usualSearch } from './usual-search.ts';

/** Files that are sent before any counts: a server that has just begun compiles what it runs. */
const WARM_UP = 20;

const HEAP = '4g';
const PROCESSORS = 2;

let started: SearchServer | undefined;

/** Ends what is still there when the bench itself is ended. */
export const killServer = async (): Promise<void> => started?.kill();

/** Elasticsearch, at `ELASTICSEARCH_URL` or one that is started; the usual way is one index of plain messages beside the store's own. */
export async function openElasticsearch({ folder, data, bundles }: Place): Promise<Contender> {
  const given = process.env.ELASTICSEARCH_URL;
  const server = given ? undefined : await startElasticsearch({ heap: HEAP, place: folder, processors: PROCESSORS, compiled: true });
  started = server;
  const url = given ?? server?.url ?? '';
  const prefix = `bench-${randomBytes(4).toString('hex')}-`;
  const usual = `${prefix}usual`;

  async function call<Answer>(method: string, path: string, body?: object | string): Promise<Answer> {
    const headers = { 'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json' };
    const content = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${url}${path}`, { method, ...(body !== undefined && { headers, body: content }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`Elasticsearch answered ${method} ${path} with ${response.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as Answer;
  }
  async function search(body: object): Promise<void> {
    const answer = await call<{ timed_out: boolean; _shards: { failed: number } }>('POST', `/${usual}/_search?request_cache=false`, body);
    if (answer.timed_out || answer._shards.failed > 0) throw new Error('Elasticsearch did not answer as a whole.');
  }
  async function load(bulk: string, files: readonly string[]): Promise<Ingested> {
    await call('PUT', `/${usual}`, USUAL_INDEX);
    const loaded = await inParallel(files, async (file) => {
      const lines = await readFile(join(bulk, file), 'utf8');
      const { errors, items } = await call<{ errors: boolean; items: unknown[] }>('POST', `/${usual}/_bulk`, lines);
      if (errors) throw new Error(`Elasticsearch refused messages of ${file}.`);
      return items.length;
    });
    await call('POST', `/${usual}/_refresh`);
    return loaded;
  }

  const { nodes } = await call<{ nodes: Record<string, { version: string }> }>('GET', '/_nodes/_local?filter_path=nodes.*.version');
  const version = Object.values(nodes)[0]?.version ?? '';
  return {
    engine: `Elasticsearch ${version}, ${server ? `${PROCESSORS} processors, ${HEAP} heap` : 'as it was found'}`,
    settings: async (anew) => ({
      ELASTICSEARCH_URL: url,
      ELASTICSEARCH_INDEX_PREFIX: prefix,
      DATA_DIR: anew ? await mkdtemp(join(folder, 'gateway-')) : join(folder, 'gateway'),
    }),
    async loadUsual() {
      const bulk = join(folder, 'bulk');
      await promisify(execFile)(process.execPath, [join(bundles, 'bench.js'), 'make-bulk', data, bulk]);
      const files = (await readdir(bulk)).sort();
      await load(bulk, files.slice(0, WARM_UP));
      await call('DELETE', `/${usual}`);
      return load(bulk, files);
    },
    async settle() {
      await call('POST', `/${prefix}*/_refresh`);
      // What was answered once would be answered from memory, as never in a store that is written to.
      await call('PUT', `/${prefix}*/_settings`, { 'index.requests.cache.enable': false });
    },
    forget: () => call('POST', `/${prefix}*/_cache/clear`),
    askUsual: (question) => search(usualSearch(question)),
    count: (question) => search(countSearch(question)),
    async bytes() {
      const { indices } = await call<{ indices: Record<string, { total: { store: { size_in_bytes: number } } }> }>(
        'GET',
        `/${prefix}*/_stats/store`,
      );
      const own = Object.entries(indices).filter(([index]) => index !== usual);
      return own.reduce((sum, [, { total }]) => sum + total.store.size_in_bytes, 0);
    },
    async close() {
      if (server) return server.stop();
      const indices = await call<object>('GET', `/${prefix}*`);
      for (const index of Object.keys(indices)) await call('DELETE', `/${index}`);
      for (const name of ['meta', 'marks', 'conversations', 'messages']) await call('DELETE', `/_index_template/${prefix}${name}`);
    },
  };
}
