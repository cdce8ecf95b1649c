import { type Registry } from 'prom-client';
import { type Backlog } from '../ingest/backlog.ts';

/** What is counted; shown in Prometheus' format on a port of its own. */
export interface Metrics {
  registry: Registry;
  /** One request answered. `route` is the pattern, never the path asked; seconds. */
  answered(route: string, method: string, status: number, seconds: number): void;
  /** Messages by result: accepted, duplicate, or the code of the rejection. */
  ingested(result: string, messages: number): void;
  /** What waits to be stored; shown as it is when somebody looks. */
  backlog: Backlog;
  /** Calls to a stream that failed, by what that means. */
  streamFailed(kind: string): void;
  /** Answers by report and whether the cache had them. */
  reported(report: string, cached: boolean): void;
  /** Live streams opened (+1) and ended (-1). */
  streams(change: 1 | -1): void;
}
