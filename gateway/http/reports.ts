import { Hono } from 'hono';
import { Problem } from '../contract/problem.ts';
import { type RunReport } from '../reports/run-report.ts';
import { type Report } from '../reports/report.ts';
import { type Env } from './env.ts';
import { ifNoneMatch } from './if-none-match.ts';
import { type Metrics } from './metrics.ts';
import { readQuery } from './read-query.ts';

interface Parts {
  reports: readonly Report[];
  runReport: RunReport;
  metrics: Pick<Metrics, 'reported'>;
}

/** `GET /v1/<report>`: the answer, or 304 when the asker has it. */
export function reportRoutes({ reports, runReport, metrics }: Parts): Hono<Env> {
  const app = new Hono<Env>();
  for (const report of reports) {
    app.get(`/v1/${report.name}`, async (c) => {
      const caller = c.get('caller');
      if (!caller) throw new Problem('unauthenticated', 'A token is missing.');
      const query = readQuery(report.query, new URL(c.req.url).searchParams);
      const { body, etag, cached } = await runReport(report, query, caller, c.req.raw.signal);
      metrics.reported(report.name, cached);
      // Private: only the asker's own browser may keep it, and asks each time whether it still holds.
      const headers = { etag, 'cache-control': 'private, no-cache' };
      return ifNoneMatch(c.req.header('if-none-match'), etag)
        ? c.body(null, 304, headers)
        : c.body(body, 200, { ...headers, 'content-type': 'application/json; charset=utf-8' });
    });
  }
  return app;
}
