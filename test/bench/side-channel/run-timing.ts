import { writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { randomFrom } from '../../../demo/traffic/random.ts';
import { mintToken } from '../../../gateway/access/mint-token.ts';
import { OPEN } from '../bench-site.ts';
import { type StoreName } from '../contender.ts';
import { SECRET } from '../fire/place.ts';
import { startGateway } from '../gateway-process.ts';
import { machine, type Machine } from '../machine.ts';
import { asGuesser, asOwner, type Pair, pairsOver } from './pairs.ts';
import { medianWithin, type Spread, spreadOf } from './paired.ts';
import { DIRECTORY, rangeUntil, writeBoth } from './two-clients.ts';

/** Turns before any counts. */
const WARM_UP = 30;
const SEED = 1;

/** Milliseconds. */
export interface PairTimed {
  what: string;
  theirs: Spread;
  nobodys: Spread;
  /** Theirs less nobody's, within a turn. */
  difference: Spread;
}

export interface TimingResult {
  store: StoreName;
  engine: string;
  machine: Machine;
  /** Turns of each pair. */
  runs: number;
  pairs: PairTimed[];
}

interface Answer {
  status: number;
  body: string;
  ms: number;
}
type Ask = (pair: Pair, path: string) => Promise<Answer>;

/**
 * Whether what another client has takes another time than what nobody has.
 *
 * @param only - part of the name of the pairs that are asked; all without
 * @throws Error when the two answers of a turn differ, or when the other client does not have what it should
 */
export async function runTiming(
  { store, runs, only = '' }: { store: StoreName; runs: number; only?: string | undefined },
  { folder, bundles }: { folder: string; bundles: string },
  tell: (line: string) => void,
): Promise<TimingResult> {
  const now = Date.now();
  const pairs = pairsOver(rangeUntil(now)).filter(({ what }) => what.includes(only));
  if (pairs.length === 0) throw new Error(`No pair has "${only}" in its name.`);
  tell('Starting the store ...');
  const contender = await OPEN[store]({ folder, bundles, data: join(folder, 'messages') });
  try {
    const directory = join(folder, 'directory.json');
    await writeFile(directory, JSON.stringify(DIRECTORY));
    const access = { DIRECTORY_FILE: directory, JWT_SECRET: SECRET };
    const gateway = await startGateway(join(bundles, 'gateway.js'), { ...access, ...(await contender.settings(false)), CACHE_MB: '0' });
    const tokenOf = (sub: string) => mintToken({ secret: SECRET, sub, expiresIn: 86_400 });
    tell('Writing the messages of two clients ...');
    await writeBoth(gateway, await tokenOf('writer'), now);
    await contender.settle();
    const [guesser, owner] = [connect(gateway.url, await tokenOf('guesser')), connect(gateway.url, await tokenOf('owner'))];
    const random = randomFrom(SEED);
    const timed: PairTimed[] = [];
    for (const pair of pairs) {
      tell(`${pair.what} ...`);
      await requireTheirs(pair, guesser.ask, owner.ask);
      timed.push(await timePair(pair, guesser.ask, runs, random));
    }
    for (const { close } of [guesser, owner]) close();
    await gateway.stop();
    return { store, engine: contender.engine, machine: machine(), runs, pairs: timed };
  } finally {
    await contender.close();
  }
}

/** One connection, on which one request follows the other. */
function connect(url: string, token: string): { ask: Ask; close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { authorization: `Bearer ${token}` };
  const ask: Ask = ({ method }, path) =>
    new Promise((resolve, reject) => {
      const begun = performance.now();
      const asking = request(`${url}/v1/${path}`, { agent, method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body, ms: performance.now() - begun }));
        response.on('error', reject);
      });
      asking.on('error', reject).end();
    });
  return { ask, close: () => agent.destroy() };
}

/** What can be read must be told apart by the client who has it: times of two names that nobody has would mean nothing. */
async function requireTheirs(pair: Pair, guesser: Ask, owner: Ask): Promise<void> {
  const { status } = await guesser(pair, asGuesser(pair, pair.theirs(0)));
  if (status !== 200) return;
  const theirs = await owner(pair, asOwner(pair, pair.theirs(0)));
  const nobodys = await owner(pair, asOwner(pair, pair.nobodys(0)));
  if (said(theirs) === said(nobodys)) throw new Error(`The other client has nothing for ${pair.what}.`);
}

async function timePair(pair: Pair, ask: Ask, runs: number, random: () => number): Promise<PairTimed> {
  const turns: { theirs: number; nobodys: number }[] = [];
  for (let turn = -WARM_UP; turn < runs; turn++) {
    const number = turn + WARM_UP;
    const theirs = () => ask(pair, asGuesser(pair, pair.theirs(number)));
    const nobodys = () => ask(pair, asGuesser(pair, pair.nobodys(number)));
    const answers = random() < 0.5 ? [await theirs(), await nobodys()] : [await nobodys(), await theirs()].reverse();
    const [one, other] = answers as [Answer, Answer];
    if (said(one) !== said(other)) throw new Error(`Asked with ${pair.what}, the answers differ: ${said(one)} and ${said(other)}.`);
    if (turn >= 0) turns.push({ theirs: one.ms, nobodys: other.ms });
  }
  return {
    what: pair.what,
    theirs: spreadOf(turns.map(({ theirs }) => theirs)),
    nobodys: spreadOf(turns.map(({ nobodys }) => nobodys)),
    difference: medianWithin(turns.map(({ theirs, nobodys }) => theirs - nobodys)),
  };
}

/** All of an answer but the moment of it. */
const said = ({ status, body }: Answer): string => `${status} ${body.replace(/"computedAt":"[^"]*"/, '')}`;
