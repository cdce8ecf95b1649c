import { Hono } from 'hono';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createBacklog } from '../ingest/backlog.ts';
import { type Metrics } from './metrics.ts';

/** Counts for Prometheus, in a registry of its own, so that two gateways in one process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'bot_widgets_http_request_duration_seconds',
    help: 'Time until a request was answered; for streams until they began.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const messages = new Counter({
    name: 'bot_widgets_ingested_messages_total',
    help: 'Messages received, by result: accepted, duplicate, or the code of the rejection.',
    labelNames: ['result'],
    registers,
  });
  const backlog = createBacklog();
  new Gauge({
    name: 'bot_widgets_ingest_oldest_unprocessed_seconds',
    help: 'How long the oldest message that is known to wait has waited to be stored; 0: none does.',
    registers,
    collect() {
      this.set(backlog.waiting() / 1000);
    },
  });
  new Gauge({
    name: 'bot_widgets_stream_lag_seconds',
    help: 'How far reading a shard is behind its newest record, of the shards that this process reads.',
    labelNames: ['stream', 'shard'],
    registers,
    collect() {
      this.reset();
      for (const { stream, shard, behind } of backlog.lags()) this.set({ stream, shard }, behind / 1000);
    },
  });
  const streamFailures = new Counter({
    name: 'bot_widgets_stream_failures_total',
    help: 'Calls to a stream that failed and are made again, by kind; trimmed: records may be lost; store: what was read could not be stored.',
    labelNames: ['kind'],
    registers,
  });
  const answers = new Counter({
    name: 'bot_widgets_report_answers_total',
    help: 'Report answers, by report and by whether the cache had them.',
    labelNames: ['report', 'cached'],
    registers,
  });
  const streams = new Gauge({ name: 'bot_widgets_live_streams', help: 'Live streams open now.', registers });
  return {
    registry,
    answered: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    ingested: (result, count) => messages.inc({ result }, count),
    backlog,
    streamFailed: (kind) => streamFailures.inc({ kind }),
    reported: (report, cached) => answers.inc({ report, cached: String(cached) }),
    streams: (change) => streams.inc(change),
  };
}

/** `GET /metrics`, to be served on a port of its own. */
export function metricsApp({ registry }: Metrics): Hono {
  const app = new Hono();
  app.get('/metrics', async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }));
  return app;
}
