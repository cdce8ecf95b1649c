import { Hono } from 'hono';
import pLimit from 'p-limit';
import { type Rights } from '../access/rights.ts';
import { type IngestResult, MAX_BODY_MESSAGES } from '../contract/ingest.ts';
import { Problem } from '../contract/problem.ts';
import { type Ingest } from '../ingest/ingest.ts';
import { jsonLines, ndjsonLines } from '../ingest/lines.ts';
import { type Env } from './env.ts';
import { type Body, readBody } from './read-body.ts';

/** Bodies unpacked and read at the same time: each may hold 64 MiB, and its messages several times that. */
const AT_ONCE = 4;

type Reader = typeof ndjsonLines;

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
    return c.json(await atOnce(() => take(body, read, rights)));
  });
  return app;

  async function take(body: Body, read: Reader, rights: Rights): Promise<IngestResult> {
    const lines = read(await body.unpack(), MAX_BODY_MESSAGES + 1);
    if (lines.length > MAX_BODY_MESSAGES)
      throw new Problem(
        'too-large',
        `The body holds over ${MAX_BODY_MESSAGES.toLocaleString('en')} messages. Send it in parts; nothing of it was stored.`,
      );
    return ingest(lines, (bot) => rights.may('ingest', bot));
  }
}
