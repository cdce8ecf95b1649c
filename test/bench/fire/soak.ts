import { setTimeout as sleep } from 'node:timers/promises';
import { openPlace, type Place } from './place.ts';

const PRINCIPALS = 4;
const REPORTS = ['trends?range=7d', 'stories?range=30d', 'words?range=7d', 'journey?range=7d', 'messages?range=7d&q=refund', 'scope'];

/** What must not grow. */
const GAUGES = {
  memory: 'process_resident_memory_bytes',
  heap: 'nodejs_heap_size_used_bytes',
  files: 'process_open_fds',
  handles: 'nodejs_active_handles_total',
  requests: 'nodejs_active_requests_total',
  streams: 'bot_widgets_live_streams',
} as const;
type Gauges = Record<keyof typeof GAUGES, number>;

/**
 * Mixed load for some minutes, half of it by clients that vanish: in the middle of a question, of a body, of a stream. Between the parts of it
 * everybody is quiet for a moment, and what is held then is told. @throws Error when it grew
 */
export async function soak(minutes: number, folder: string, bundles: string, tell: (line: string) => void): Promise<void> {
  const place = await openPlace(folder, bundles, PRINCIPALS, { LIVE_STREAMS: '0' });
  try {
    const end = performance.now() + minutes * 60_000;
    const part = Math.max(20_000, (minutes * 60_000) / 12);
    const statuses = new Map<number, number>();
    const quiet: Gauges[] = [];
    while (performance.now() < end) {
      const until = Math.min(end, performance.now() + part);
      await Promise.all(Array.from({ length: PRINCIPALS * 2 }, (_, index) => work(place, index, until, statuses)));
      await sleep(12_000);
      const now = await gauges(place);
      quiet.push(now);
      const asked = [...statuses].sort().map(([status, count]) => `${count} x ${status}`);
      tell(`${line(now)}  answers: ${asked.join(', ')}`);
    }
    // The first part warms caches and compiles code.
    const [first, last] = [quiet[Math.min(2, quiet.length - 1)], quiet.at(-1)];
    if (!first || !last) throw new Error('The soak was too short to say anything.');
    tell(`\nfrom ${line(first)}\nto   ${line(last)}`);
    const grown = (['files', 'handles', 'streams', 'requests'] as const).filter((name) => last[name] > first[name] + 5);
    if (last.memory > first.memory * 1.25) grown.push('memory' as 'files');
    if ((statuses.get(500) ?? 0) > 0) throw new Error(`${statuses.get(500) ?? 0} requests were answered with 500.`);
    if (grown.length > 0) throw new Error(`It grew: ${grown.join(', ')}.`);
  } finally {
    await place.close();
  }
}

/** One client that does this and that. */
async function work({ ask, open, batch }: Place, index: number, until: number, statuses: Map<number, number>): Promise<void> {
  const who = index % PRINCIPALS;
  const note = ({ status }: { status: number }) => void statuses.set(status, (statuses.get(status) ?? 0) + 1);
  for (let round = index; performance.now() < until; round++) {
    const report = REPORTS[round % REPORTS.length] ?? 'scope';
    note(await ask(`p${who}`, report));
    switch (round % 8) {
      case 0:
        note(await ask(`p${who}`, 'messages', batch(`b${who}`, 100)));
        break;
      case 1: {
        const leaving = (await open(`p${who}`, `${report}${report.includes('?') ? '&' : '?'}tz=Etc/GMT-${round % 12}`)).end();
        await sleep(round % 20);
        leaving.destroy();
        break;
      }
      case 2: {
        const half = await open(`p${who}`, 'messages', 'POST');
        half.setHeader('content-type', 'application/x-ndjson');
        half.write(batch(`b${who}`, 20));
        await sleep(10);
        half.destroy();
        break;
      }
      case 3: {
        const streams = await Promise.all(Array.from({ length: 5 }, () => open(`p${who}`, 'live')));
        for (const stream of streams) stream.end();
        await sleep(50);
        for (const stream of streams) stream.destroy();
        break;
      }
      case 4:
        note(await ask('nobody', report));
        break;
      case 5:
        note(await ask(`p${who}`, `trends?bot=b${(who + 1) % PRINCIPALS}%2Fshop`));
        break;
      case 6:
        note(await ask(`p${who}`, 'messages', '{"id": \n[]\nnull\n'));
        break;
      default:
        await sleep(20);
    }
  }
}

async function gauges({ metric }: Place): Promise<Gauges> {
  const values = await Promise.all(Object.values(GAUGES).map(metric));
  return Object.fromEntries(Object.keys(GAUGES).map((name, index) => [name, values[index] ?? NaN])) as Gauges;
}

const line = ({ memory, heap, files, handles, requests, streams }: Gauges): string =>
  `memory ${(memory / 2 ** 20).toFixed(0)} MiB  heap ${(heap / 2 ** 20).toFixed(0)} MiB  files ${files}  handles ${handles}  requests ${requests}  streams ${streams}`;
