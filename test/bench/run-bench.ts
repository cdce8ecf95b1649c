import { freemem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, timeAll } from './asker.ts';
import { askAfterStart, askUntilCalm } from './asked-after-start.ts';
import { askPandas, type PandasAnswer } from './ask-pandas.ts';
import { type BenchSite, openSite } from './bench-site.ts';
import { type StoreName } from './contender.ts';
import { type Fed, startFeed } from './feed.ts';
import { ingest, type Ingested } from './ingest.ts';
import { machine, type Machine } from './machine.ts';
import { type Size, worldOf } from './make-data.ts';
import { type Question, questions } from './questions.ts';
import { askSelective, type Selective } from './selective.ts';
import { CACHED, COMPARED, COMPUTED, type Timing } from './timing.ts';
import { answersOf, compareAnswers, type Compared } from './verify.ts';

export interface Measured {
  report: string;
  range: string;
  /** First asked after the start of a gateway that remembers nothing, of an engine that forgot its answers: partials are cold. */
  first: Timing;
  /** First asked after the start of a gateway that goes on with what the one before it left. */
  restarted: Timing;
  /** Asked again, never answered from kept answers: partials are warm. */
  again: Timing;
  /** Asked again while messages of the last day come in. */
  fed: Timing;
  /** Answered from kept answers. */
  cached: Timing;
  /** The usual way, by the same engine. */
  usual: Timing;
  /** Usual median / first and again median: how many times faster the gateway is, HTTP and access check included. */
  faster: { first: number; again: number };
  /** The engine's bare count of the range. */
  count: Timing;
  /** Median of pandas, milliseconds. */
  pandas?: number;
}

export interface BenchResult {
  store: StoreName;
  size: Size;
  machine: Machine;
  engine: string;
  /** `null`: a store was asked that was filled before. */
  loaded: Loaded | null;
  feed: Fed;
  storeBytes: number;
  /** Bytes of the gateway at most while it answers. */
  memoryWithReports: number;
  pandas: Omit<PandasAnswer, 'medians'> | null;
  questions: Measured[];
  /** Questions that are narrowed to little. */
  selective: Selective[];
  /** Answers from partials that saw messages come in, beside those of a gateway that keeps none. */
  compared: Compared;
}

export interface Loaded {
  ingest: Ingested;
  usual: Ingested;
  /** Messages a second through the gateway, as a share of what the engine takes the plain way. */
  ratio: number;
  /** Bytes of the gateway. */
  memory: { peak: number; atRest: number };
}

interface Asked {
  store: StoreName;
  size: Size;
  report: string | undefined;
  /** The folder is one that a bench of the same size and store has left. */
  loaded: boolean;
}

/** The whole bench in a folder of its own. */
export async function runBench(
  { store, size, report, loaded }: Asked,
  { folder, bundles }: { folder: string; bundles: string },
  tell: (line: string) => void,
): Promise<BenchResult> {
  const asked = questions(report);
  tell(loaded ? 'Starting on what is there ...' : `Making about ${size} messages, and starting what they are written to ...`);
  const site = await openSite(store, size, folder, bundles, loaded);
  try {
    return await measure(site, { store, size, asked, loaded: loaded ? null : await load(site, tell) }, tell);
  } finally {
    await site.contender.close();
  }
}

async function load({ contender, place, token, start }: BenchSite, tell: (line: string) => void): Promise<Loaded> {
  tell('Writing them the usual way ...');
  const usual = await contender.loadUsual();
  tell('Writing them through the gateway ...');
  const gateway = await start({ CACHE_MB: '0' });
  const ingested = await ingest(gateway.url, token, place.data);
  if (ingested.messages !== usual.messages)
    throw new Error(`The gateway accepted ${ingested.messages} messages, and the usual way took ${usual.messages}.`);
  await contender.settle();
  await sleep(5_000);
  const { peak, now } = await gateway.memory();
  await gateway.stop();
  return { ingest: ingested, usual, ratio: ingested.messagesPerSecond / usual.messagesPerSecond, memory: { peak, atRest: now } };
}

async function measure(
  site: BenchSite,
  { store, size, asked, loaded }: { store: StoreName; size: Size; asked: Question[]; loaded: Loaded | null },
  tell: (line: string) => void,
): Promise<BenchResult> {
  const { contender, token } = site;
  tell('Asking for the first time ...');
  const first = await askAfterStart(site, asked, 'anew');
  tell('Asking again ...');
  let gateway = await site.start({ CACHE_MB: '0' });
  await askUntilCalm(gateway, token, asked);
  const again = await timeAll(asked, ({ path }) => ask(gateway.url, token, path), COMPUTED);
  const withReports = await gateway.memory();
  tell('Asking the usual way ...');
  const usual = await timeAll(asked, contender.askUsual, COMPARED);
  const count = await timeAll(asked, contender.count, COMPARED);
  tell('Asking while messages come in ...');
  const feed = startFeed(gateway.url, token, worldOf(size));
  const fed = await timeAll(asked, ({ path }) => ask(gateway.url, token, path), COMPARED);
  const fedResult = await feed.stop();
  tell('Asking narrow questions ...');
  const selective = await askSelective(gateway.url, token);
  const known = await answersOf(gateway.url, token, asked);
  await gateway.stop();
  tell('Comparing with a gateway that keeps nothing ...');
  gateway = await site.start({ CACHE_MB: '0', SLICES_MB: '0', anew: true });
  const compared = compareAnswers(asked, known, await answersOf(gateway.url, token, asked));
  await gateway.stop();
  tell('Asking after a start ...');
  const restarted = await askAfterStart(site, asked, 'again');

  tell('Asking again, with the cache ...');
  gateway = await site.start();
  const cached = await timeAll(asked, ({ path }) => ask(gateway.url, token, path), CACHED);
  await gateway.stop();
  const pandas = store === 'duckdb' && loaded ? await pandasOf(site, loaded.ingest.messages, asked, tell) : null;
  return {
    store,
    size,
    machine: machine(),
    engine: contender.engine,
    loaded,
    feed: fedResult,
    storeBytes: await contender.bytes(),
    memoryWithReports: withReports.peak,
    pandas: pandas && { version: pandas.version, loadSeconds: pandas.loadSeconds },
    questions: asked.flatMap(({ report, range }, index): Measured[] => {
      const timings = { first: first[index], restarted: restarted[index], again: again[index], fed: fed[index], cached: cached[index] };
      const others = { usual: usual[index], count: count[index] };
      if (!timings.first || !timings.restarted || !timings.again || !timings.fed || !timings.cached || !others.usual || !others.count)
        return [];
      const faster = { first: others.usual.p50 / timings.first.p50, again: others.usual.p50 / timings.again.p50 };
      const median = pandas?.medians[index];
      return [{ report, range, ...(timings as Five), ...(others as Two), faster, ...(median !== undefined && { pandas: median }) }];
    }),
    selective,
    compared,
  };
}

type Five = Record<'first' | 'restarted' | 'again' | 'fed' | 'cached', Timing>;
type Two = Record<'usual' | 'count', Timing>;

/** Every message is in memory there, twice while it is read. */
const PANDAS_BYTES = 1_500;

async function pandasOf(
  { place }: BenchSite,
  messages: number,
  asked: readonly Question[],
  tell: (line: string) => void,
): Promise<PandasAnswer | null> {
  if (messages * PANDAS_BYTES > freemem()) {
    tell(`Not asking pandas: ${messages} messages would not fit into the memory that is free.`);
    return null;
  }
  tell('Asking pandas ...');
  const answer = await askPandas(place, asked).catch((error: unknown) => {
    // Everything else has been measured.
    tell(`Pandas failed: ${String(error)}`);
    return undefined;
  });
  if (answer === null) tell('There is no pandas here (apt install python3-pandas): left out.');
  return answer ?? null;
}
