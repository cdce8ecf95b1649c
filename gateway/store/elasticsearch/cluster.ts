import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, errors } from '@elastic/elasticsearch';
import { type Flavour, openClient, POINT_IN_TIME } from './flavour.ts';
import { translate, unavailable } from './problems.ts';
import { createTurns } from './turns.ts';

export interface ClusterOptions {
  /** Addresses of the nodes; a user and a password may be in them. */
  urls: readonly string[];
  apiKey?: string | undefined;
  /** What it is for, in the sentence that says it cannot be; absent: the store. */
  purpose?: string;
}

/** A search: its indices and its body; `only` names the parts of the answer that are wanted beside its health. */
export interface Search {
  index: string;
  body: object;
  only?: readonly string[];
}

/** The answer to a search, whole or not at all. */
export interface Found<Aggregations = unknown, Source = unknown> {
  hits: {
    total?: { value: number };
    hits: {
      _id: string;
      _source: Source;
      fields?: Record<string, unknown[]>;
      sort?: unknown[];
      _seq_no?: number;
      _primary_term?: number;
    }[];
  };
  aggregations?: Aggregations;
}

export interface Request {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD';
  path: string;
  querystring?: Record<string, string>;
  body?: object;
  /** Newline-delimited JSON instead of a body. */
  lines?: string;
}

/** The one way to the cluster: a bounded number of requests, each of which can be given up, and errors that may leave the house. */
export interface Cluster {
  flavour: Flavour;
  /** @throws Problem `store-unavailable` also when some shards could not answer: a part of a number is no number */
  search: <Aggregations = unknown, Source = unknown>(search: Search, signal?: AbortSignal) => Promise<Found<Aggregations, Source>>;
  /** Lets several searches of one index see the data of one moment. */
  atOnce: <Result>(index: string, work: (search: Cluster['search']) => Promise<Result>) => Promise<Result>;
  /**
   * All hits of a sorted search, page by page, each when it is asked for, of one moment.
   *
   * @param keepAlive - how long the moment outlives a page: what a slow reader may take for it
   * @param counted - told before the first page how many hits there are in all
   */
  pages: (
    search: Search,
    keepAlive: string,
    signal: AbortSignal,
    counted?: (hits: number) => void,
  ) => AsyncGenerator<Found<unknown, object>['hits']['hits']>;
  /** Writes and what belongs to them: what has been sent is not given up. */
  send: <Answer>(request: Request) => Promise<Answer>;
  /** Whether the cluster answers; never waits for a turn. */
  ready: () => Promise<boolean>;
  close(): Promise<void>;
}

/** Requests at once, and waiting ones, of those who ask and of those who write: neither keeps the other out. */
const READS = [24, 1000] as const;
const WRITES = [8, 1000] as const;
/** Milliseconds. A write may take long while the cluster moves shards; what takes longer than this is given up and told so. */
const READ_TIMEOUT = 600_000;
const WRITE_TIMEOUT = 60_000;
const READY_TIMEOUT = 3_000;
/** Tries of a question, over a second or two. */
const READ_TRIES = 4;
/** How long a point in time outlives its last search. */
const KEEP_ALIVE = '1m';

/** @throws Error with a sentence for the operator when nothing that can be used answers there */
export async function connect({ urls, apiKey, purpose = 'the store' }: ClusterOptions): Promise<Cluster> {
  const { client, flavour } = await openClient({
    nodes: [...urls],
    ...(apiKey !== undefined && { auth: { apiKey } }),
    // Another node may be well; the same one is left to whoever asked, who is told when to come again.
    maxRetries: urls.length - 1,
    requestTimeout: WRITE_TIMEOUT,
    agent: { connections: READS[0] + WRITES[0] + 1 },
  }).catch((cause: unknown) => {
    throw new Error(`${urls.map(withoutSecrets).join(', ')} cannot be used as ${purpose}: ${sentence(cause)}.`, { cause });
  });
  const reading = createTurns(...READS);
  const writing = createTurns(...WRITES);

  const ask = <Answer>(request: Request, signal?: AbortSignal) =>
    reading(async () => {
      const answer = await patiently(() => run<Answer & Health>(client, request, READ_TIMEOUT, signal), signal).catch((error: unknown) => {
        throw translate(error, signal, true);
      });
      if (answer.timed_out || answer._shards.failed > 0) throw unavailable(new Error('Some shards did not answer.'));
      return answer;
    }, signal);
  const send = <Answer>(request: Request) =>
    writing(async () => {
      try {
        const once = () => run<Answer>(client, request, WRITE_TIMEOUT);
        return await (request.method === 'GET' ? patiently(once) : once());
      } catch (error) {
        throw translate(error, undefined, false);
      }
    });

  const way = POINT_IN_TIME[flavour];
  async function openMoment(index: string, keepAlive: string) {
    const id = way.id(await send({ ...way.open(index), querystring: { keep_alive: keepAlive } }));
    const search: Cluster['search'] = ({ body, only }, signal) =>
      ask(toRequest({ body: { ...body, pit: { id, keep_alive: keepAlive } }, only }), signal);
    // It ends by itself before long; a failure to end it now is no failure of the answer.
    return { search, end: () => send(way.close(id)).then(NOTHING, NOTHING) };
  }

  return {
    flavour,
    send,
    search: (search, signal) => ask(toRequest(search), signal),
    async atOnce(index, work) {
      const moment = await openMoment(index, KEEP_ALIVE);
      try {
        return await work(moment.search);
      } finally {
        await moment.end();
      }
    },
    async *pages({ index, body }: Search, keepAlive: string, signal: AbortSignal, counted?: (hits: number) => void) {
      const moment = await openMoment(index, keepAlive);
      const leaving = new AbortController();
      const either = AbortSignal.any([signal, leaving.signal]);
      const read = (more: object) => {
        const found = moment.search<unknown, object>({ index, body: { ...body, ...more } }, either);
        // Told when it is waited for.
        found.catch(NOTHING);
        return found;
      };
      try {
        const first = read({ track_total_hits: counted !== undefined });
        counted?.((await first).hits.total?.value ?? 0);
        // While a page is written the next one is read, and no further one.
        for (let page = first; ;) {
          const { hits } = (await page).hits;
          if (hits.length === 0) return;
          page = read({ search_after: hits.at(-1)?.sort });
          yield hits;
        }
      } finally {
        leaving.abort(new Error('The reader has left.'));
        await moment.end();
      }
    },
    ready: () =>
      run<{ status: string }>(client, { method: 'GET', path: '/_cluster/health' }, READY_TIMEOUT).then(
        ({ status }) => status !== 'red',
        () => false,
      ),
    close: () => client.close(),
  };
}

const NOTHING = () => undefined;

interface Health {
  timed_out: boolean;
  _shards: { failed: number };
}

/** An index that was made just now, such as a month that begins, does not answer yet, and a connection may have been closed while it was idle. */
const passes = (error: unknown): boolean =>
  error instanceof errors.ConnectionError || (error instanceof errors.ResponseError && error.statusCode === 503);

/** Asks again for a moment: asking changes nothing. */
async function patiently<Answer>(ask: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries === READ_TRIES || !passes(error)) throw error;
      await sleep(100 * 2 ** tries, undefined, { ...(signal && { signal }) });
    }
  }
}

function run<Answer>(
  client: Client,
  { method, path, querystring, body, lines }: Request,
  requestTimeout: number,
  signal?: AbortSignal,
): Promise<Answer> {
  const content = lines === undefined ? body && { body } : { bulkBody: lines };
  return client.transport.request<Answer>(
    { method, path, ...(querystring && { querystring }), ...content },
    { requestTimeout, ...(signal && { signal }) },
  );
}

function toRequest({ index, body, only }: { index?: string; body: object; only?: readonly string[] | undefined }): Request {
  return {
    method: 'POST',
    path: index === undefined ? '/_search' : `/${index}/_search`,
    querystring: {
      // A month without messages has no partition.
      ...(index !== undefined && { ignore_unavailable: 'true' }),
      allow_partial_search_results: 'false',
      ...(only && { filter_path: ['timed_out', '_shards.failed', ...only].join(',') }),
    },
    body,
  };
}

const withoutSecrets = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

function sentence(cause: unknown): string {
  if (cause instanceof errors.ResponseError) return `it answers with ${cause.statusCode ?? 'an error'}`;
  if (!(cause instanceof Error)) return String(cause);
  const [first = ''] = cause.message.split('\n');
  return first === '' ? cause.name : first;
}
