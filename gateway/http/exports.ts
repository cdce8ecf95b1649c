import { type Context, Hono } from 'hono';
import { type Logger } from 'pino';
import { type Access } from '../access/access.ts';
import { type Caller } from '../access/caller.ts';
import { type Directory } from '../access/directory.ts';
import { forbidden, type Scope, stillHolds } from '../access/scope.ts';
import { type Answer } from '../contract/answer.ts';
import { EXPECTED_MESSAGES, MEDIA_TYPES, type MessagesFormat } from '../contract/export.ts';
import { MessagesExportQuery } from '../contract/messages.ts';
import { Problem } from '../contract/problem.ts';
import { type Permission } from '../contract/scope.ts';
import { exportReport } from '../reports/export-report.ts';
import { exportMessages } from '../reports/export-messages.ts';
import { type Report, type ReportFile } from '../reports/report.ts';
import { type RunReport } from '../reports/run-report.ts';
import { type AskQuestion } from '../reports/question.ts';
import { type Range } from '../time/range.ts';
import { formatZoned } from '../time/zoned.ts';
import { type Audit, type Exported } from './audit.ts';
import { openDownload } from './download.ts';
import { type Env } from './env.ts';
import { detailsOf, problemOf } from './problems.ts';
import { readQuery } from './read-query.ts';
import { watchRights } from './rights-watch.ts';
import { type Shares } from './shares.ts';

interface Parts {
  reports: readonly Report[];
  runReport: RunReport;
  ask: AskQuestion;
  access: Access;
  directory: Directory;
  audit: Audit;
  log: Logger;
  clock: () => number;
  /** Milliseconds that the store may take for an answer, or for a batch of messages. */
  timeout: number;
  /** Downloads of messages at once. */
  downloads: Shares;
  /** Rows of a sheet at most; replaced in tests. */
  sheetRows?: number | undefined;
}

/** Milliseconds between two looks whether the reader still may read. */
const RIGHTS = 4000;
/** Seconds after which a place may be free again. */
const RETRY_AFTER = 10;
const NEEDED: readonly Permission[] = ['messages', 'export'];

/** `GET /v1/messages/export`, and `GET /v1/<report>/export` of every report that has tables. */
export function exportRoutes(parts: Parts): Hono<Env> {
  const app = new Hono<Env>();
  for (const report of parts.reports) if (report.file) addReport(app, parts, report, report.file);
  app.get('/v1/messages/export', (c) => messagesFile(c, parts));
  return app;
}

/** The answer is made first, so that a file of it is whole or not there. */
function addReport(app: Hono<Env>, { runReport, audit, clock }: Parts, report: Report, file: ReportFile): void {
  app.get(`/v1/${report.name}/export`, async (c) => {
    const started = performance.now();
    const caller = callerOf(c);
    const parameters = new URL(c.req.url).searchParams;
    const { format, table, ...query } = readQuery(file.query, parameters);
    const { body, scope } = await runReport(report, query, caller, c.req.raw.signal, ['export']);
    const answer = JSON.parse(body) as Answer<unknown>;
    const range = { from: Date.parse(answer.range.from), to: Date.parse(answer.range.to) };
    const exported = exportedOf(c, report.name, format, caller, parameters, range);
    const asked = { format, table, range, tz: query.tz, scope, filters: filtersOf(parameters), who: caller.id, at: clock() };
    const made = exportReport(file, answer, asked);
    const pieces: Uint8Array[] = [];
    for await (const piece of made.file) pieces.push(piece);
    const whole = Buffer.concat(pieces);
    audit.ended(exported, { outcome: 'finished', rows: made.rows, bytes: whole.length, ms: since(started) });
    const name = table === undefined ? report.name : `${report.name}-${table}`;
    return c.body(whole, 200, headersOf(name, format, range, query.tz));
  });
}

async function messagesFile(c: Context<Env>, parts: Parts): Promise<Response> {
  const { ask, audit, downloads, log, sheetRows, timeout } = parts;
  const started = performance.now();
  const caller = callerOf(c);
  const parameters = new URL(c.req.url).searchParams;
  const query = readQuery(MessagesExportQuery, parameters);
  const leaving = new AbortController();
  const question = await ask(query, caller, NEEDED, AbortSignal.any([c.req.raw.signal, leaving.signal]));
  const { range, scope } = question;
  const headers = headersOf('messages', query.format, range, query.tz);
  // The body of a HEAD request is thrown away unread.
  if (c.req.method === 'HEAD') return c.body(null, 200, headers);
  const leave = downloads.take(caller.id, 1);
  if (!leave)
    throw new Problem('rate-limited', 'You have as many downloads running as one may have: wait for one.', { retryAfter: RETRY_AFTER });
  try {
    const exported = exportedOf(c, 'messages', query.format, caller, parameters, range);
    const failure = (error: unknown) => detailsOf(problemOf(error));
    const made = await exportMessages({ question, filters: filtersOf(parameters), who: caller.id, timeout, failure, sheetRows });
    audit.begins(exported);
    const unwatch = watchScope(parts, caller, scope, (reason) => leaving.abort(reason));
    const body = openDownload({
      file: made.file,
      abort: (reason) => leaving.abort(reason),
      ended({ outcome, bytes, ...more }) {
        unwatch();
        leave();
        void made.end().catch(() => undefined);
        if ('error' in more) log.warn({ requestId: exported.requestId, err: more.error }, 'An export was broken off.');
        audit.ended(exported, { outcome, rows: made.written.messages, bytes, ms: since(started) });
      },
    });
    return c.body(body, 200, { ...headers, [EXPECTED_MESSAGES]: String(made.expected) });
  } catch (error) {
    leave();
    throw error;
  }
}

/** A right that is taken away ends a download that runs, as it ends a live stream; the end of a token does not. */
function watchScope({ access, directory, clock }: Parts, reader: Caller, scope: Scope, lost: (reason: unknown) => void): () => void {
  return watchRights({
    caller: { ...reader, expires: Infinity },
    identify: async () => ({ ...(await access.renew(reader)), expires: Infinity }),
    every: RIGHTS,
    clock,
    onChange: (listener) => directory.onChange(listener),
    renewed({ rights }) {
      if (!stillHolds(rights, NEEDED, scope)) throw forbidden(...NEEDED);
    },
    lost,
  });
}

function callerOf(c: Context<Env>): Caller {
  const caller = c.get('caller');
  if (!caller) throw new Problem('unauthenticated', 'A token is missing.');
  return caller;
}

const since = (started: number): number => Math.round(performance.now() - started);

/** Parameters that narrow nothing. */
const WHEN_AND_HOW = new Set(['from', 'to', 'range', 'tz', 'format', 'table']);

/** What narrows the rows, as it was asked. */
const filtersOf = (parameters: URLSearchParams): [string, string][] => [...parameters].filter(([name]) => !WHEN_AND_HOW.has(name));

function exportedOf(c: Context<Env>, report: string, format: string, caller: Caller, parameters: URLSearchParams, range: Range): Exported {
  return {
    requestId: c.get('requestId'),
    principal: caller.id,
    report,
    format,
    filter: Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)])),
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
  };
}

/** Named after what is in it: `messages_2026-03-01_2026-03-07.xlsx`, by the days of the asked zone. */
function headersOf(report: string, format: MessagesFormat, { from, to }: Range, tz: string): Record<string, string> {
  const day = (instant: number) => formatZoned(instant, tz).slice(0, 10);
  const days = [...new Set([day(from), day(to - 1)])].join('_');
  return {
    'content-type': MEDIA_TYPES[format],
    'content-disposition': `attachment; filename="${report}_${days}.${format}"`,
    'cache-control': 'private, no-store, no-transform',
    vary: 'Authorization',
  };
}
