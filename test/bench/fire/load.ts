import { setTimeout as sleep } from 'node:timers/promises';
import { openPlace, type Place, quantile } from './place.ts';

const [PRINCIPALS, STREAMS, RATE, SECONDS] = [10, 500, 200, 20];

/**
 * 500 live streams and 200 cached answers a second; then one client at full blast while the others are measured.
 *
 * @throws Error when a stream or an answer fails
 */
export async function load(folder: string, bundles: string, tell: (line: string) => void): Promise<void> {
  const place = await openPlace(folder, bundles, PRINCIPALS, { RATE_LIMIT: '6000' });
  try {
    for (let index = 0; index < PRINCIPALS; index++) await place.ask(`p${index}`, 'messages', place.batch(`b${index}`, 1000));
    let events = 0;
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, async (_, index) => {
        const stream = (await place.open(`p${index % PRINCIPALS}`, 'live')).end();
        await new Promise<void>((resolve, reject) => {
          stream.on('error', reject).on('response', (response) => {
            if (response.statusCode !== 200) reject(new Error(`A live stream was answered with ${response.statusCode ?? 0}.`));
            response.on('data', (chunk: Buffer) => (events += chunk.toString().split('event: changed').length - 1));
            resolve();
          });
        });
        return stream;
      }),
    );
    tell(`${await place.metric('bot_widgets_live_streams')} live streams are open.`);
    const before = await place.metric('process_cpu_seconds_total');
    const cached = await steady(place, SECONDS);
    // Unlike the times, it says the same on a machine that others use too.
    const processor = (1000 * ((await place.metric('process_cpu_seconds_total')) - before)) / cached.length;
    tell(`${RATE} cached answers a second beside them: ${times(cached)}; ${processor.toFixed(2)} ms of a core each`);
    await place.ask('p0', 'messages', place.batch('b0', 10));
    await sleep(2500);
    tell(`A change of one client was told on ${events} of its ${STREAMS / PRINCIPALS} streams.`);
    for (const stream of streams) stream.destroy();
  } finally {
    await place.close();
  }
  await blast(`${folder}/blast`, bundles, tell);
}

/** The limits as they are out of the box. */
async function blast(folder: string, bundles: string, tell: (line: string) => void): Promise<void> {
  const { mkdir } = await import('node:fs/promises');
  await mkdir(folder, { recursive: true });
  const place = await openPlace(folder, bundles, PRINCIPALS, { RATE_LIMIT: '600' });
  try {
    for (let index = 0; index < PRINCIPALS; index++) await place.ask(`p${index}`, 'messages', place.batch(`b${index}`, 1000));
    // Six a second each of nine clients: within their limit.
    const calm = await steady(place, SECONDS, 50, 1);
    tell(`Nine clients alone, 50 answers a second: ${times(calm)}`);
    const stop = performance.now() + SECONDS * 1000;
    const told = new Map<number, number>();
    const storm = Array.from({ length: 40 }, async (_, index) => {
      for (let round = 0; performance.now() < stop; round++) {
        const question = `trends?range=365d&interval=day&compare=previous&channel=x${index}-${round}`;
        const { status } = index % 2 === 0 ? await place.ask('p0', question) : await place.ask('p0', 'messages', place.batch('b0', 2000));
        told.set(status, (told.get(status) ?? 0) + 1);
      }
    });
    await sleep(500);
    const stormy = await steady(place, SECONDS - 2, 50, 1);
    await Promise.all(storm);
    const statuses = [...told].sort().map(([status, count]) => `${count} x ${status}`);
    tell(`The same while a tenth one sends and asks all it can (${statuses.join(', ')}): ${times(stormy)}`);
  } finally {
    await place.close();
  }
}

/** Asks at a steady rate, whatever the answers take; milliseconds of each. */
async function steady(place: Place, seconds: number, rate = RATE, first = 0): Promise<number[]> {
  const asked: Promise<{ status: number; ms: number }>[] = [];
  const start = performance.now();
  for (let index = 0; index < seconds * rate; index++) {
    const wait = start + (index * 1000) / rate - performance.now();
    if (wait > 1) await sleep(wait);
    asked.push(place.ask(`p${first + (index % (PRINCIPALS - first))}`, index % 2 === 0 ? 'trends?range=7d' : 'words?range=7d'));
  }
  const answers = await Promise.all(asked);
  const failed = answers.filter(({ status }) => status !== 200);
  if (failed.length > 0) throw new Error(`${failed.length} of ${answers.length} answers failed, the first with ${failed[0]?.status ?? 0}.`);
  return answers.map(({ ms }) => ms);
}

const times = (values: readonly number[]): string =>
  [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${quantile(values, share).toFixed(1)} ms`).join(', ');
