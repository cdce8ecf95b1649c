import { setTimeout as sleep } from 'node:timers/promises';
import { worldOf } from '../make-data.ts';
import { ask } from '../asker.ts';
import { type BenchSite, openSite } from '../bench-site.ts';
import { type StoreName } from '../contender.ts';
import { type Fed, startFeed } from '../feed.ts';
import { type GatewayProcess } from '../gateway-process.ts';
import { ingest } from '../ingest.ts';
import { machine, type Machine } from '../machine.ts';
import { type Size } from '../make-data.ts';
import { questions } from '../questions.ts';
import { type Timing, timingOf } from '../timing.ts';
import { listen, view } from './viewer.ts';

const VIEWERS = 50;
const STREAMS = 500;
/** Requests a second. */
const REQUESTS = 200;
/** Milliseconds that count, and before them some that do not. */
const SPAN = 30_000;
const WARM_UP = 10_000;

const RANGE = '30 d';

export interface Load {
  requests: Timing;
  requestsPerSecond: number;
  /** Cores that the gateway kept busy. */
  cores: number;
}

export interface LoadResult {
  store: StoreName;
  size: Size;
  machine: Machine;
  engine: string;
  /** Pages of all five reports that follow changes, while messages come in; each viewer sees one business. */
  viewers: Load & { viewers: number; byReport: Record<string, Timing>; feed: Fed };
  /** Answers that are kept, asked at a steady rate beside open streams. */
  streams: Load & { streams: number };
}

/** How one gateway stands many who look at once. */
export async function runLoad(
  { store, size }: { store: StoreName; size: Size },
  { folder, bundles }: { folder: string; bundles: string },
  tell: (line: string) => void,
): Promise<LoadResult> {
  tell(`Making about ${size} messages, and starting what they are written to ...`);
  const site = await openSite(store, size, folder, bundles);
  try {
    const gateway = await site.start();
    tell('Writing them through the gateway ...');
    await ingest(gateway.url, site.token, site.place.data);
    await site.contender.settle();
    tell(`${VIEWERS} look while messages come in ...`);
    const viewers = await watchAll(site, gateway, size);
    tell(`${REQUESTS} requests a second beside ${STREAMS} streams ...`);
    const streams = await askBesideStreams(site, gateway, size);
    await gateway.stop();
    return { store, size, machine: machine(), engine: site.contender.engine, viewers, streams };
  } finally {
    await site.contender.close();
  }
}

const businesses = (size: Size): string[] => [...new Set(worldOf(size).bots.map(({ business }) => business.id))];
const reports = questions().filter(({ range }) => range === RANGE);

async function watchAll({ token }: BenchSite, gateway: GatewayProcess, size: Size): Promise<LoadResult['viewers']> {
  const end = new AbortController();
  const meter = startMeter(gateway);
  const taken: Record<string, number[]> = {};
  const names = businesses(size);
  const viewing = Array.from({ length: VIEWERS }, (_, viewer) => {
    const query = `business=${names[viewer % names.length] ?? ''}`;
    const asks = reports.map(({ report, path }) => async () => {
      const begun = performance.now();
      await ask(gateway.url, token, `${path}&${query}`);
      if (meter.counts()) (taken[report] ??= []).push(performance.now() - begun);
    });
    return view({ gateway: gateway.url, token, signal: end.signal }, query, asks);
  });
  const feed = startFeed(gateway.url, token, worldOf(size));
  const cores = await meter.run(Promise.all(viewing));
  end.abort();
  await Promise.allSettled(viewing);
  const all = Object.values(taken).flat();
  return {
    viewers: VIEWERS,
    requests: timingOf(all),
    requestsPerSecond: Math.round((1000 * all.length) / SPAN),
    cores,
    byReport: Object.fromEntries(Object.entries(taken).map(([report, times]) => [report, timingOf(times)])),
    feed: await feed.stop(),
  };
}

async function askBesideStreams({ token }: BenchSite, gateway: GatewayProcess, size: Size): Promise<LoadResult['streams']> {
  const end = new AbortController();
  const names = businesses(size);
  const paths = names.flatMap((name) => reports.map(({ path }) => `${path}&business=${name}`));
  // What is asked is kept already.
  for (const path of paths) await ask(gateway.url, token, path);
  const listening: Promise<void>[] = [];
  while (listening.length < STREAMS) {
    const { ended } = await listen({ gateway: gateway.url, token, signal: end.signal }, '', () => undefined);
    listening.push(ended);
  }
  const meter = startMeter(gateway);
  const taken: number[] = [];
  const asking: Promise<void>[] = [];
  const begun = performance.now();
  const timer = setInterval(() => {
    while (asking.length < (REQUESTS * (performance.now() - begun)) / 1000) {
      const start = performance.now();
      const asked = ask(gateway.url, token, paths[asking.length % paths.length] ?? '').then(() => {
        if (meter.counts()) taken.push(performance.now() - start);
      });
      asked.catch(() => undefined);
      asking.push(asked);
    }
  }, 5);
  const cores = await meter.run(Promise.all(listening));
  clearInterval(timer);
  await Promise.all(asking);
  end.abort();
  await Promise.allSettled(listening);
  return { streams: STREAMS, requests: timingOf(taken), requestsPerSecond: Math.round((1000 * taken.length) / SPAN), cores };
}

/** Lets a load warm up, then measures it; a load that breaks off is told. */
function startMeter(gateway: GatewayProcess) {
  let counting = false;
  return {
    counts: () => counting,
    async run(load: Promise<unknown>): Promise<number> {
      await Promise.race([sleep(WARM_UP), load]);
      const before = await gateway.cpuSeconds();
      counting = true;
      await Promise.race([sleep(SPAN), load]);
      counting = false;
      return ((await gateway.cpuSeconds()) - before) / (SPAN / 1000);
    },
  };
}
