import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { type BlankSchema } from 'hono/types';
import { secureHeaders } from 'hono/secure-headers';
import { createAccess } from './access/access.ts';
import { EXPECTED_MESSAGES } from './contract/export.ts';
import { createAudit } from './http/audit.ts';
import { type Env } from './http/env.ts';
import { exportRoutes } from './http/exports.ts';
import { healthRoutes } from './http/health.ts';
import { liveRoutes } from './http/live.ts';
import { type LiveIntervals } from './http/live-stream.ts';
import { messagesInRoutes } from './http/messages-in.ts';
import { openapiRoutes } from './http/openapi.ts';
import { type Parts } from './http/parts.ts';
import { lettingGo, privateAnswers } from './http/private-answers.ts';
import { answerErrors, answerNotFound } from './http/problems.ts';
import { reportRoutes } from './http/reports.ts';
import { requestLog } from './http/request-log.ts';
import { scopeRoutes } from './http/scope.ts';
import { createShares } from './http/shares.ts';
import { usersRoutes } from './http/users.ts';
import { widgetRoutes } from './http/widgets.ts';
import { createIngest } from './ingest/ingest.ts';
import { reports } from './reports/index.ts';
import { createLabels } from './reports/labels.ts';
import { createAsk } from './reports/question.ts';
import { createRunReport } from './reports/run-report.ts';

/** Downloads of messages at once, of all principals together. */
const DOWNLOADS = 16;

export type Gateway = Hono<Env, BlankSchema, string>;

/**
 * The gateway as a Hono app, without I/O of its own: to be served, mounted in another app, or asked by `app.request`.
 *
 * @param closing - aborted at shutdown: ends live streams and readiness
 */
export function createGateway(parts: Parts, closing: AbortSignal, liveIntervals?: LiveIntervals): Gateway {
  const { store, directory, tokens, cache, versions, bus, rateLimit, log, metrics, settings, clock } = parts;
  const access = createAccess({ tokens, directory });
  const ingest = createIngest({ store, versions, bus, clock, count: metrics.ingested.bind(metrics) });
  const runReport = createRunReport({ store, directory, cache, versions, clock, idle: settings.idle, timeout: settings.reportTimeout });

  const app: Gateway = new Hono<Env>().basePath(settings.basePath);
  app.onError(answerErrors(log));
  app.notFound(answerNotFound(log));
  app.use(requestLog({ log, metrics }));
  app.use(lettingGo(closing));
  app.use(secureHeaders({ crossOriginResourcePolicy: 'cross-origin', xFrameOptions: 'DENY' }));
  app.use(
    '/v1/*',
    cors({
      origin: settings.allowedOrigins.includes('*') ? '*' : [...settings.allowedOrigins],
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', 'Content-Encoding', 'If-None-Match'],
      exposeHeaders: ['Content-Disposition', 'ETag', 'Retry-After', 'Date', 'X-Request-Id', EXPECTED_MESSAGES],
      maxAge: 600,
    }),
  );
  // Before the token is asked for: what anybody may read.
  app.route('/', openapiRoutes(reports));
  app.route('/', widgetRoutes(parts.widgets));
  app.use('/v1/*', privateAnswers());
  app.use('/v1/*', async (c, next) => {
    const token = await access.authenticate(c.req.header('authorization'));
    await rateLimit.take(token.sub);
    c.set('caller', await access.authorise(token));
    await next();
  });
  app.route('/', healthRoutes({ store, backlog: metrics.backlog, mayWait: settings.mayWait ?? null, closing }));
  app.route('/', messagesInRoutes({ ingest, backlog: metrics.backlog }));
  app.route('/', reportRoutes({ reports, runReport, metrics }));
  app.route(
    '/',
    exportRoutes({
      reports,
      runReport,
      ask: createAsk({ store, directory, clock, idle: settings.idle }),
      access,
      directory,
      audit: createAudit(log),
      log,
      clock,
      timeout: settings.reportTimeout,
      downloads: createShares(settings.downloads, DOWNLOADS),
      sheetRows: settings.sheetRows,
    }),
  );
  app.route('/', scopeRoutes({ store, directory, labels: createLabels({ store, cache, versions, timeout: settings.reportTimeout }) }));
  app.route('/', usersRoutes({ store, versions, bus, log }));
  app.route(
    '/',
    liveRoutes({
      access,
      streams: createShares(settings.liveStreams),
      directory,
      bus,
      metrics,
      log,
      clock,
      signal: closing,
      ...(liveIntervals && { intervals: liveIntervals }),
    }),
  );
  return app;
}
