import { randomUUID } from 'node:crypto';
import { type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { type Logger } from 'pino';
import { type Env } from './env.ts';
import { type Metrics } from './metrics.ts';

/** Ids of proxies and hosts are taken over when they are short and plain, so that nobody writes into the log. */
const SANE_ID = /^[A-Za-z0-9._:=+/-]{1,100}$/;

/**
 * Writes one line a request and counts it. Says what was answered to whom, never what was asked: no query, headers, tokens or bodies.
 * To be mounted first.
 */
export function requestLog({ log, metrics }: { log: Logger; metrics: Metrics }): MiddlewareHandler<Env> {
  return async (c, next) => {
    const start = performance.now();
    const given = c.req.header('x-request-id');
    const requestId = given !== undefined && SANE_ID.test(given) ? given : randomUUID();
    c.set('requestId', requestId);
    await next();
    c.header('x-request-id', requestId);
    const ms = Math.round((performance.now() - start) * 10) / 10;
    const { method } = c.req;
    const { status } = c.res;
    // The last match: of a path that nothing answers, that is the pattern of this middleware.
    const route = routePath(c, -1);
    log.info({ requestId, method, route, status, ms, principal: c.get('caller')?.id }, 'answered');
    metrics.answered(route, method, status, ms / 1000);
  };
}
