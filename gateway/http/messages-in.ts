import { Hono } from 'hono';
import { Problem } from '../contract/problem.ts';
import { type Backlog } from '../ingest/backlog.ts';
import { type Ingest } from '../ingest/ingest.ts';
import { jsonLines, ndjsonLines } from '../ingest/lines.ts';
import { type Env } from './env.ts';
import { readBody } from './read-body.ts';
import { createShares } from './shares.ts';
import { createTurns } from './turns.ts';

/** Bodies unpacked and read at the same time: each may hold 64 MiB, and its messages several times that. */
const AT_ONCE = 4;

/** Bytes of bodies that are under way, of one principal and in all: past that, a sender is asked to come again. */
const [SHARE, ALL] = [64 * 2 ** 20, 256 * 2 ** 20];

const READERS = { 'application/x-ndjson': ndjsonLines, 'application/json': jsonLines };

/** `POST /v1/messages`: answered when all that is accepted is durable. */
export function messagesInRoutes({ ingest, backlog }: { ingest: Ingest; backlog: Backlog }): Hono<Env> {
  const app = new Hono<Env>();
  const room = createShares(SHARE, ALL);
  const inTurn = createTurns(AT_ONCE);
  app.post('/v1/messages', async (c) => {
    const caller = c.get('caller');
    if (!caller?.rights.mayAnywhere('ingest'))
      throw new Problem('forbidden', 'Your grants do not hold the permission "ingest" on any bot.');
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    const read = Object.hasOwn(READERS, type) ? READERS[type as keyof typeof READERS] : undefined;
    if (!read) throw new Problem('unsupported-type', `Content-Type: send ${Object.keys(READERS).join(' or ')}.`);
    const { id, rights } = caller;
    const body = await readBody(c.req.raw, { take: (bytes) => room.take(id, bytes) });
    const stored = backlog.begin();
    try {
      return c.json(await inTurn(id, async () => ingest(read(await body.unpack()), (bot) => rights.may('ingest', bot))));
    } finally {
      stored();
      body.release();
    }
  });
  return app;
}
