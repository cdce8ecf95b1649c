import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './asker.ts';
import { type BenchSite } from './bench-site.ts';
import { type GatewayProcess } from './gateway-process.ts';
import { type Question, RANGES } from './questions.ts';
import { type Timing, timingOf } from './timing.ts';

/** Gateways that are started for each range, since each answers for the first time once. */
const STARTS = { anew: 5, again: 3 };

/**
 * Times the first answers of gateways that were just started: `anew` ones remember nothing, and the engine forgot its answers; others go on
 * with what the one before them left. One range a start, since a longer one would find what a shorter one made.
 */
export async function askAfterStart(
  { contender, start, token }: BenchSite,
  asked: readonly Question[],
  how: keyof typeof STARTS,
): Promise<Timing[]> {
  const taken = asked.map((): number[] => []);
  for (const range of Object.keys(RANGES)) {
    for (let round = 0; round < STARTS[how]; round++) {
      const gateway = await start({ CACHE_MB: '0', anew: how === 'anew' });
      await contender.forget();
      // Opens the connections, and knows who asks.
      await ask(gateway.url, token, '/v1/scope');
      for (const [index, question] of asked.entries()) {
        if (question.range !== range) continue;
        const begun = performance.now();
        await ask(gateway.url, token, question.path);
        taken[index]?.push(performance.now() - begun);
      }
      await gateway.stop();
    }
  }
  return taken.map(timingOf);
}

/** Rounds of all questions, those in a row after which a gateway is at rest since it has read everything and not for a while, and what it uses of two seconds then. */
const MOST_ROUNDS = 40;
const CALM_ROUNDS = 3;
const AT_REST = 0.1;

/** Asks all questions until a gateway reads nothing more beside their answers: all that it can keep is known then. */
export async function askUntilCalm(gateway: GatewayProcess, token: string, asked: readonly Question[]): Promise<void> {
  for (let round = 0, calm = 0; round < MOST_ROUNDS && calm < CALM_ROUNDS; round++) {
    for (const { path } of asked) await ask(gateway.url, token, path);
    const before = await gateway.cpuSeconds();
    await sleep(2000);
    calm = (await gateway.cpuSeconds()) - before < AT_REST ? calm + 1 : 0;
  }
}
