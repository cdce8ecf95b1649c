import { once } from 'node:events';
import { connect } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Env } from '../../../gateway/http/env.ts';
import { answerErrors } from '../../../gateway/http/problems.ts';
import { readBody } from '../../../gateway/http/read-body.ts';
import { createShares } from '../../../gateway/http/shares.ts';
import { problemOf } from '../../support/problem-of.ts';

const bytewise = (size: number) =>
  new Request('http://gateway/', {
    method: 'POST',
    duplex: 'half',
    body: new ReadableStream<Uint8Array>({
      pull(controller) {
        if (size-- > 0) controller.enqueue(new Uint8Array([0x61]));
        else controller.close();
      },
    }),
  } as RequestInit);

describe('the body of a request', () => {
  it('takes of its principal’s share what it has, and gives it back when it is done with, or refused', async () => {
    const shares = createShares(10);
    const limits = { take: (bytes: number) => shares.take('ann', bytes) };
    const body = await readBody(new Request('http://gateway/', { method: 'POST', body: '12345678' }), limits);
    const second = new Request('http://gateway/', { method: 'POST', body: '123' });
    expect(await problemOf(() => readBody(second, limits))).toMatchObject({ code: 'rate-limited', retryAfter: 1 });
    body.release();
    expect(shares.take('ann', 10)).not.toBeNull();
  });

  it('may come byte by byte', async () => {
    const { bytes } = await readBody(bytewise(5000), { take: createShares(0).take.bind(null, 'ann') });
    expect(Buffer.from(bytes).toString()).toBe('a'.repeat(5000));
  });
});

describe('a body that drips in', () => {
  const shares = createShares(1000);
  let server: ServerType;
  let port = 0;
  beforeAll(async () => {
    const app = new Hono<Env>();
    app.onError(answerErrors(pino({ level: 'silent' })));
    app.post('/', async (c) => {
      const body = await readBody(c.req.raw, { take: (bytes) => shares.take('ann', bytes), patience: 500 });
      return c.json(body.bytes.length);
    });
    await new Promise<void>((resolve) => {
      server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address) => {
        port = address.port;
        resolve();
      });
    });
  });
  afterAll(() => server.close());

  it('is given up after a while, with an answer, and holds nothing any more', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const drip = setInterval(() => socket.write('1\r\na\r\n'), 50);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    const start = performance.now();
    try {
      await expect.poll(() => answer, { timeout: 10_000 }).toContain('invalid-message');
    } finally {
      clearInterval(drip);
      socket.destroy();
    }
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(performance.now() - start).toBeLessThan(8000);
    expect(shares.take('ann', 1000)).not.toBeNull();
  });
});
