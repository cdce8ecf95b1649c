import { Hono } from 'hono';
import { MAX_BODY_MESSAGES } from '../contract/ingest.ts';
import { Problem } from '../contract/problem.ts';
import { type Ingest } from '../ingest/ingest.ts';
import { jsonLines, ndjsonLines } from '../ingest/lines.ts';
import { type Env } from './env.ts';
import { readBody } from './read-body.ts';

const READERS = { 'application/x-ndjson': ndjsonLines, 'application/json': jsonLines };

/** `POST /v1/messages`: answered when all that is accepted is durable. */
export function messagesInRoutes({ ingest }: { ingest: Ingest }): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/v1/messages', async (c) => {
    const rights = c.get('caller')?.rights;
    if (!rights?.mayAnywhere('ingest')) throw new Problem('forbidden', 'Your grants do not hold the permission "ingest" on any bot.');
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    const read = Object.hasOwn(READERS, type) ? READERS[type as keyof typeof READERS] : undefined;
    if (!read) throw new Problem('unsupported-type', `Content-Type: send ${Object.keys(READERS).join(' or ')}.`);
    const lines = read(await readBody(c.req.raw));
    if (lines.length > MAX_BODY_MESSAGES)
      throw new Problem(
        'too-large',
        `The body holds over ${MAX_BODY_MESSAGES.toLocaleString('en')} messages. Send it in parts; nothing of it was stored.`,
      );
    return c.json(await ingest(lines, (bot) => rights.may('ingest', bot)));
  });
  return app;
}
