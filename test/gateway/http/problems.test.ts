import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { Problem, PROBLEM_STATUS, type ProblemCode, ProblemDetails } from '../../../gateway/contract/problem.ts';
import { type Env } from '../../../gateway/http/env.ts';
import { answerErrors, answerNotFound, toResponse } from '../../../gateway/http/problems.ts';
import { capturedLog } from '../../support/captured-log.ts';

const codes = Object.keys(PROBLEM_STATUS) as ProblemCode[];

describe('a problem', () => {
  it.each(codes)('%s is answered as RFC 9457 asks, by a name that stays', async (code) => {
    const response = toResponse(new Problem(code, 'What to do next.'), capturedLog().log);
    expect(response.status).toBe(PROBLEM_STATUS[code]);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = ProblemDetails.parse(await response.json());
    expect(body).toMatchObject({ type: `urn:bot-widgets:problem:${code}`, status: response.status, code, detail: 'What to do next.' });
    expect(body.title).not.toBe('');
  });

  it('has a title of its own', async () => {
    const titles = codes.map(async (code) => ((await toResponse(new Problem(code, ''), capturedLog().log).json()) as ProblemDetails).title);
    expect(new Set(await Promise.all(titles)).size).toBe(codes.length);
  });

  it('asks for a token where one is missing, and only there', () => {
    const challenge = (code: ProblemCode) => toResponse(new Problem(code, ''), capturedLog().log).headers.get('www-authenticate');
    expect(codes.filter((code) => challenge(code) !== null)).toEqual(['unauthenticated']);
    expect(challenge('unauthenticated')).toBe('Bearer');
  });

  it.each([
    [5, '5'],
    [0.2, '1'],
    [0, '1'],
    [59.001, '60'],
    [undefined, null],
  ])('says in whole seconds when to come back: %s', (retryAfter, header) => {
    const problem = new Problem('rate-limited', '', retryAfter === undefined ? {} : { retryAfter });
    expect(toResponse(problem, capturedLog().log).headers.get('retry-after')).toBe(header);
  });

  it('keeps its cause to the log', async () => {
    const { log, lines } = capturedLog();
    const cause = new Error('IO Error: /data/store.duckdb is locked');
    const response = toResponse(new Problem('store-unavailable', 'The store does not answer.', { cause, retryAfter: 5 }), log);
    expect(await response.text()).not.toContain('duckdb');
    expect(lines).toMatchObject([{ level: 40, code: 'store-unavailable', err: { message: cause.message } }]);
  });

  it('of the caller makes no line of its own', () => {
    const { log, lines } = capturedLog();
    for (const code of codes.filter((one) => PROBLEM_STATUS[one] < 500)) toResponse(new Problem(code, ''), log);
    expect(lines).toEqual([]);
  });
});

describe('any other error', () => {
  it.each([new Error('password=hunter2'), new TypeError('hunter2'), 'hunter2', { secret: 'hunter2' }, null, undefined])(
    'is answered neutrally, and told in the log: %s',
    async (error) => {
      const { log, lines } = capturedLog();
      const response = toResponse(error, log);
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(text).not.toContain('hunter2');
      expect(ProblemDetails.parse(JSON.parse(text)).code).toBe('internal');
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ level: 50, code: 'internal' });
      if (error) expect(JSON.stringify(lines[0])).toContain('hunter2');
    },
  );
});

describe('an app', () => {
  const { log, lines } = capturedLog();
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set('requestId', 'r-1');
    await next();
  });
  app.get('/fails', () => {
    throw new Error('hunter2');
  });
  app.get('/refuses', () => {
    throw new Problem('forbidden', 'Not yours.');
  });
  app.onError(answerErrors(log));
  app.notFound(answerNotFound(log));

  it('answers what a route throws', async () => {
    expect(await (await app.request('/refuses')).json()).toMatchObject({ code: 'forbidden', detail: 'Not yours.' });
    expect(await (await app.request('/fails')).text()).not.toContain('hunter2');
    expect(lines).toMatchObject([{ requestId: 'r-1', err: { message: 'hunter2' } }]);
  });

  it('answers a path that does not exist, without repeating it', async () => {
    const response = await app.request('/v1/<script>?q=secret');
    expect(response.status).toBe(404);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'not-found', status: 404 });
    expect(text).not.toMatch(/script|secret/);
  });
});
