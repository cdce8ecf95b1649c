import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { openPlace, SECRET } from './fire/place.ts';
import { killGateways } from './gateway-process.ts';

/** Clients at once, of so many principals, each with one body as large as a body may be. */
const CLIENTS = 64;
const PRINCIPALS = 8;
const MESSAGES = 10_000;
/** Milliseconds after which those that have not got in yet stop asking. */
const TIME = 60_000;
const MIB = 2 ** 20;

/** What memory a gateway takes when many send all at once: it must stay bounded, and who finds no room is told when to come again. */
export async function benchBurst(bundles: string, tell: (line: string) => void): Promise<void> {
  for (const chars of [30, 1400]) {
    const folder = await mkdtemp(join(tmpdir(), 'bot-bench-'));
    const place = await openPlace(folder, bundles, PRINCIPALS);
    try {
      const before = await place.gateway.memory();
      const deadline = performance.now() + TIME;
      const bodies = Array.from({ length: PRINCIPALS }, (_, index) => bodyOf(`b${index}`, chars));
      const megabytes = ((bodies[0]?.length ?? 0) / MIB).toFixed(1);
      const outcomes = await Promise.all(
        Array.from({ length: CLIENTS }, (_, client) => {
          const principal = client % PRINCIPALS;
          return send(place.gateway.url, `p${principal}`, bodies[principal] ?? Buffer.alloc(0), deadline);
        }),
      );
      const after = await place.gateway.memory();
      const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + count(outcome), 0);
      tell(`${CLIENTS} clients of ${PRINCIPALS} principals, ${MESSAGES.toLocaleString('en')} messages each, ${megabytes} MiB a body`);
      tell(`  memory: ${mib(before.now)} before, ${mib(after.peak)} at most, ${mib(after.now)} after`);
      tell(`  stored ${sum(({ stored }) => stored)}, asked to come again ${sum(({ refused }) => refused)} times,`);
      tell(`  of which ${sum(({ untold }) => untold)} were not told when, ${sum(({ failed }) => failed)} connections or answers failed`);
    } finally {
      await place.close();
      killGateways();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

interface Outcome {
  stored: number;
  refused: number;
  untold: number;
  failed: number;
}

/** As a shipper does: the same again, when it is told to, until it is taken. */
async function send(url: string, principal: string, body: Buffer, deadline: number): Promise<Outcome> {
  const outcome: Outcome = { stored: 0, refused: 0, untold: 0, failed: 0 };
  const token = await mintToken({ secret: SECRET, sub: principal, expiresIn: 3600 });
  do {
    const { status, retryAfter } = await post(`${url}/v1/messages`, token, body);
    if (status === 200) {
      outcome.stored++;
      return outcome;
    }
    if (status === 429 || status === 503) {
      outcome.refused++;
      if (retryAfter === undefined) outcome.untold++;
    } else outcome.failed++;
    await sleep(1000 * Number(retryAfter ?? 1));
  } while (performance.now() < deadline);
  return outcome;
}

const post = (url: string, token: string, body: Buffer) =>
  new Promise<{ status: number; retryAfter?: string | undefined }>((resolve) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', 'content-length': body.length };
    request(url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume().on('close', () => resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }));
    })
      .on('error', () => resolve({ status: 0 }))
      .end(body);
  });

/** The same messages for all clients of a principal: the second time they are duplicates, which are read and checked all the same. */
function bodyOf(business: string, chars: number): Buffer {
  const now = Date.now();
  const text = 'where is my refund please, '.repeat(Math.ceil(chars / 27)).slice(0, chars);
  const lines = Array.from({ length: MESSAGES }, (_, index) =>
    JSON.stringify({
      ...{ business, bot: 'shop', conversation: `c${index % 500}`, user: `u${index % 100}`, id: `m${index}` },
      ...{ timestamp: now - index * 1000, sender: 'user', understood: false, text },
    }),
  );
  return Buffer.from(lines.join('\n'));
}

const mib = (bytes: number): string => `${(bytes / MIB).toFixed(0)} MiB`;
