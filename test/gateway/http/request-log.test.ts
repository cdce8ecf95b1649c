import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { rightsOf } from '../../../gateway/access/rights.ts';
import { Problem } from '../../../gateway/contract/problem.ts';
import { type Env } from '../../../gateway/http/env.ts';
import { answerErrors, answerNotFound } from '../../../gateway/http/problems.ts';
import { createMetrics } from '../../../gateway/http/prometheus.ts';
import { requestLog } from '../../../gateway/http/request-log.ts';
import { capturedLog } from '../../support/captured-log.ts';

const { log, lines, text } = capturedLog();
const metrics = createMetrics();
const v1 = new Hono<Env>();
v1.get('/things/:id', (c) => {
  c.set('caller', { id: 'ann', rights: rightsOf([]), claims: {}, expires: 0 });
  return c.json({ answer: 'private' });
});
v1.post('/things', async (c) => c.text(await c.req.text(), 201));
v1.get('/refused', () => {
  throw new Problem('forbidden', 'Not yours.');
});
v1.get('/raw', () => new Response('made elsewhere'));
const app = new Hono<Env>();
app.use(requestLog({ log, metrics }));
app.onError(answerErrors(log));
app.notFound(answerNotFound(log));
app.route('/base/v1', v1);

beforeEach(() => void (lines.length = 0));

describe('the line of a request', () => {
  it('says what was answered, to whom, by which route and how fast', async () => {
    const response = await app.request('/base/v1/things/17?x=1');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ method: 'GET', route: '/base/v1/things/:id', status: 200, principal: 'ann' });
    expect(lines[0]).toMatchObject({ requestId: response.headers.get('x-request-id'), ms: expect.any(Number) as number });
  });

  it('is there for refusals, with the route that refused', async () => {
    expect((await app.request('/base/v1/refused')).status).toBe(403);
    expect(lines).toMatchObject([{ route: '/base/v1/refused', status: 403 }]);
    expect(lines[0]).not.toHaveProperty('principal');
  });

  it('does not repeat a path that nothing answers', async () => {
    await app.request('/base/v1/nothing/secret-path');
    expect(lines).toMatchObject([{ route: '/*', status: 404 }]);
  });

  it('holds no query, header, token, path or body', async () => {
    const headers = { authorization: 'Bearer secret-token', cookie: 'secret-cookie', 'user-agent': 'secret-agent' };
    await app.request('/base/v1/things/secret-path?q=secret-query', { headers });
    await app.request('/base/v1/things', { method: 'POST', headers, body: 'secret-body' });
    expect(lines).toHaveLength(2);
    expect(text()).not.toMatch(/secret|private/);
  });
});

describe('the id of a request', () => {
  it.each(['abc-123', '4bf92f3577b34da6a3ce929d0e0e4736', 'Root=1-67891233-abcdef', 'a'.repeat(100)])(
    'is taken over when it is sane: %s',
    async (id) => {
      const response = await app.request('/base/v1/things/1', { headers: { 'x-request-id': id } });
      expect(response.headers.get('x-request-id')).toBe(id);
      expect(lines[0]).toMatchObject({ requestId: id });
    },
  );

  it.each(['', 'a b', '{"level":60}', '<script>', 'a'.repeat(101), 'ä'])('is made anew when it is not: %s', async (id) => {
    const response = await app.request('/base/v1/things/1', { headers: { 'x-request-id': id } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is on every answer: refusals, unknown paths and answers made elsewhere', async () => {
    for (const path of ['/base/v1/refused', '/nowhere', '/base/v1/raw'])
      expect((await app.request(path)).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the metrics of requests', () => {
  it('count by route, never by path', async () => {
    const counted = await metrics.registry.metrics();
    expect(counted).toMatch(
      /bot_widgets_http_request_duration_seconds_count\{route="\/base\/v1\/things\/:id",method="GET",status="200"\} \d+/,
    );
    expect(counted).not.toContain('secret');
  });
});
