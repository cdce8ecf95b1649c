import { describe, expect, it } from 'vitest';
import { createMetrics, metricsApp } from '../../../gateway/http/prometheus.ts';

const scrape = async (metrics = createMetrics()) => (await metricsApp(metrics).request('/metrics')).text();

describe('the metrics', () => {
  it('are answered in the format of Prometheus, those of the process among them', async () => {
    const response = await metricsApp(createMetrics()).request('/metrics');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).toContain('# TYPE bot_widgets_http_request_duration_seconds histogram');
  });

  it('count requests by route, method and status', async () => {
    const metrics = createMetrics();
    metrics.answered('/v1/trends', 'GET', 200, 0.02);
    metrics.answered('/v1/trends', 'GET', 200, 3);
    const text = await scrape(metrics);
    const labels = 'route="/v1/trends",method="GET",status="200"';
    expect(text).toContain(`bot_widgets_http_request_duration_seconds_count{${labels}} 2`);
    expect(text).toContain(`bot_widgets_http_request_duration_seconds_sum{${labels}} 3.02`);
    expect(text).toContain(`bot_widgets_http_request_duration_seconds_bucket{le="0.025",${labels}} 1`);
  });

  it('count messages, answers and streams', async () => {
    const metrics = createMetrics();
    metrics.ingested('accepted', 40);
    metrics.ingested('accepted', 2);
    metrics.ingested('not-json', 1);
    metrics.reported('trends', true);
    metrics.reported('trends', false);
    metrics.reported('trends', false);
    metrics.streams(1);
    metrics.streams(1);
    metrics.streams(-1);
    const text = await scrape(metrics);
    for (const line of [
      'bot_widgets_ingested_messages_total{result="accepted"} 42',
      'bot_widgets_ingested_messages_total{result="not-json"} 1',
      'bot_widgets_report_answers_total{report="trends",cached="true"} 1',
      'bot_widgets_report_answers_total{report="trends",cached="false"} 2',
      'bot_widgets_live_streams 1',
    ])
      expect(text.split('\n')).toContain(line);
  });

  it('of two gateways in one process stay apart', async () => {
    const one = createMetrics();
    createMetrics().ingested('accepted', 1);
    expect(await scrape(one)).not.toContain('bot_widgets_ingested_messages_total{result="accepted"}');
  });

  it('are all that their port answers', async () => {
    const app = metricsApp(createMetrics());
    expect((await app.request('/')).status).toBe(404);
    expect((await app.request('/metrics', { method: 'POST' })).status).toBe(404);
  });
});
