import { setMaxListeners } from 'node:events';
import { Hono } from 'hono';
import { z } from 'zod';
import { type Access } from '../access/access.ts';
import { Problem } from '../contract/problem.ts';
import { scopeShape } from '../contract/query.ts';
import { type Env } from './env.ts';
import { type LiveStreamParts, openLiveStream, requireReach } from './live-stream.ts';
import { readQuery } from './read-query.ts';
import { type Shares } from './shares.ts';

const HEADERS = { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };

export const LiveQuery = z.strictObject({ business: scopeShape.business, bot: scopeShape.bot });

/**
 * `GET /v1/live`: tells which bots changed (section 4). What may be told follows from the grants alone, not from which bots exist:
 * a bot that comes later under a wildcard grant is included, and one that never comes is just silent.
 */
export function liveRoutes(parts: LiveStreamParts & { access: Access; streams: Shares }): Hono<Env> {
  // Each stream listens to it, which is no leak.
  setMaxListeners(0, parts.signal);
  const app = new Hono<Env>();
  app.get('/v1/live', async (c) => {
    const authorization = c.req.header('authorization');
    const caller = c.get('caller') ?? (await parts.access.identify(authorization));
    c.set('caller', caller);
    const asked = readQuery(LiveQuery, new URL(c.req.url).searchParams);
    requireReach(caller.rights, asked);
    // The body of a HEAD request is thrown away unread, so that a stream in it would never end.
    if (c.req.method === 'HEAD') return c.body(null, 200, HEADERS);
    const leave = parts.streams.take(caller.id, 1);
    if (!leave)
      throw new Problem('rate-limited', 'You have as many live streams open as one may have. Close one first.', { retryAfter: 10 });
    return c.body(
      openLiveStream(parts, asked, caller, () => parts.access.identify(authorization), leave),
      200,
      HEADERS,
    );
  });
  return app;
}
