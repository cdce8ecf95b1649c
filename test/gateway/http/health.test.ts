import { expect, it } from 'vitest';
import { createMetrics, metricsApp } from '../../../gateway/http/prometheus.ts';
import { healthRoutes } from '../../../gateway/http/health.ts';
import { createBacklog } from '../../../gateway/ingest/backlog.ts';

it('says how long the oldest message waits, and is not ready when that is too long', async () => {
  let now = 1000;
  const backlog = createBacklog(() => now);
  let [ready, streamWaits] = [true, 0];
  backlog.add({ waiting: () => streamWaits, lags: () => [] });
  const closing = new AbortController();
  const store = { ready: () => Promise.resolve(ready) };
  const app = healthRoutes({ store, backlog, mayWait: 5000, closing: closing.signal });
  const patient = healthRoutes({ store, backlog, mayWait: null, closing: closing.signal });
  const answer = async (asked = app) => {
    const response = await asked.request('/health/ready');
    return [response.status, (await response.json()) as unknown];
  };
  expect(await answer()).toEqual([200, { status: 'ready', behindSeconds: 0 }]);
  const [first, second] = [backlog.begin(), backlog.begin()];
  now += 4000;
  expect(await answer()).toEqual([200, { status: 'ready', behindSeconds: 4 }]);
  first();
  now += 2000;
  expect(await answer()).toEqual([503, { status: 'behind', behindSeconds: 6 }]);
  expect(await answer(patient)).toEqual([200, { status: 'ready', behindSeconds: 6 }]);
  second();
  streamWaits = 61_000;
  expect(await answer()).toEqual([503, { status: 'behind', behindSeconds: 61 }]);
  streamWaits = 0;
  expect(await answer()).toEqual([200, { status: 'ready', behindSeconds: 0 }]);
  ready = false;
  expect(await answer()).toEqual([503, { status: 'not ready', behindSeconds: 0 }]);
  ready = true;
  closing.abort();
  expect((await answer())[0]).toBe(503);
  expect((await app.request('/health/live')).status).toBe(200);
});

it('shows lag shard by shard, and the oldest of all that waits', async () => {
  const metrics = createMetrics();
  let lags = [
    { stream: 'chat', shard: 'shardId-0', behind: 1500 },
    { stream: 'chat', shard: 'shardId-1', behind: 0 },
  ];
  metrics.backlog.add({ waiting: () => 1500, lags: () => lags });
  metrics.streamFailed('throttled');
  const text = async () => (await metricsApp(metrics).request('/metrics')).text();
  expect(await text()).toContain('bot_widgets_stream_lag_seconds{stream="chat",shard="shardId-0"} 1.5');
  expect(await text()).toContain('bot_widgets_ingest_oldest_unprocessed_seconds 1.5');
  expect(await text()).toContain('bot_widgets_stream_failures_total{kind="throttled"} 1');
  lags = lags.slice(1);
  expect(await text()).not.toContain('shardId-0');
});
