import { Hono } from 'hono';
import pLimit from 'p-limit';
import { Problem } from '../contract/problem.ts';
import { type Ingest } from '../ingest/ingest.ts';
import { jsonLines, ndjsonLines } from '../ingest/lines.ts';
import { type Env } from './env.ts';
import { readBody } from './read-body.ts';

/** Bodies unpacked and read at the same time: each may hold 64 MiB, and its messages several times that. */
const AT_ONCE = 4;

const READERS = { 'application/x-ndjson': ndjsonLines, 'application/json': jsonLines };

/** `POST /v1/messages`: answered when all that is accepted is durable. */
export function messagesInRoutes({ ingest }: { ingest: Ingest }): Hono<Env> {
  const app = new Hono<Env>();
  const atOnce = pLimit(AT_ONCE);
  app.post('/v1/messages', async (c) => {
    const rights = c.get('caller')?.rights;
    if (!rights?.mayAnywhere('ingest')) throw new Problem('forbidden', 'Your grants do not hold the permission "ingest" on any bot.');
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    const read = Object.hasOwn(READERS, type) ? READERS[type as keyof typeof READERS] : undefined;
    if (!read) throw new Problem('unsupported-type', `Content-Type: send ${Object.keys(READERS).join(' or ')}.`);
    const body = await readBody(c.req.raw);
    return c.json(await atOnce(async () => ingest(read(await body.unpack()), (bot) => rights.may('ingest', bot))));
  });
  return app;
}
