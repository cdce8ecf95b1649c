import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { type BlankSchema } from 'hono/types';
import { secureHeaders } from 'hono/secure-headers';
import { createAccess } from './access/access.ts';
import { type Env } from './http/env.ts';
import { healthRoutes } from './http/health.ts';
import { liveRoutes } from './http/live.ts';
import { type LiveIntervals } from './http/live-stream.ts';
import { messagesInRoutes } from './http/messages-in.ts';
import { openapiRoutes } from './http/openapi.ts';
import { type Parts } from './http/parts.ts';
import { answerErrors, answerNotFound } from './http/problems.ts';
import { createRateLimit } from './http/rate-limit.ts';
import { reportRoutes } from './http/reports.ts';
import { requestLog } from './http/request-log.ts';
import { scopeRoutes } from './http/scope.ts';
import { usersRoutes } from './http/users.ts';
import { createIngest } from './ingest/ingest.ts';
import { reports } from './reports/index.ts';
import { createRunReport } from './reports/run-report.ts';

export type Gateway = Hono<Env, BlankSchema, string>;

/**
 * The gateway as a Hono app, without I/O of its own: to be served, mounted in another app, or asked by `app.request`.
 *
 * @param closing - aborted at shutdown: ends live streams and readiness
 */
export function createGateway(parts: Parts, closing: AbortSignal, liveIntervals?: LiveIntervals): Gateway {
  const { store, directory, tokens, cache, versions, bus, log, metrics, settings, clock } = parts;
  const access = createAccess({ tokens, directory });
  const rateLimit = createRateLimit(settings.rateLimit);
  const ingest = createIngest({ store, versions, bus, clock, count: metrics.ingested.bind(metrics) });
  const runReport = createRunReport({ store, directory, cache, versions, clock, idle: settings.idle, timeout: settings.reportTimeout });

  const app: Gateway = new Hono<Env>().basePath(settings.basePath);
  app.onError(answerErrors(log));
  app.notFound(answerNotFound(log));
  app.use(requestLog({ log, metrics }));
  app.use(secureHeaders({ crossOriginResourcePolicy: 'cross-origin', xFrameOptions: 'DENY' }));
  app.use(
    '/v1/*',
    cors({
      origin: settings.allowedOrigins.includes('*') ? '*' : [...settings.allowedOrigins],
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', 'Content-Encoding', 'If-None-Match'],
      exposeHeaders: ['ETag', 'Retry-After', 'Date', 'X-Request-Id'],
      maxAge: 600,
    }),
  );
  // Before the token is asked for: a document that anybody may read.
  app.route('/', openapiRoutes(reports));
  app.use('/v1/*', async (c, next) => {
    const caller = await access.identify(c.req.header('authorization'));
    c.set('caller', caller);
    await rateLimit.take(caller.id);
    await next();
  });
  app.route('/', healthRoutes({ store, closing }));
  app.route('/', messagesInRoutes({ ingest }));
  app.route('/', reportRoutes({ reports, runReport, metrics }));
  app.route('/', scopeRoutes({ store, directory, timeout: settings.reportTimeout }));
  app.route('/', usersRoutes({ store, versions, bus, log }));
  app.route(
    '/',
    liveRoutes({ access, directory, bus, metrics, log, clock, signal: closing, ...(liveIntervals && { intervals: liveIntervals }) }),
  );
  return app;
}
