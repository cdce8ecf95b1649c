import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, test, vi } from 'vitest';
import { startListening, stopListening } from '../../gateway/commands/listen.ts';

test('a server that stops does not wait for the connection that a proxy keeps when its stream has ended', async () => {
  const closing = new AbortController();
  const app = new Hono().get('/', (c) => {
    const stream = new TransformStream<Uint8Array, Uint8Array>();
    const writer = stream.writable.getWriter();
    void writer.write(new TextEncoder().encode(': open\n\n'));
    closing.signal.addEventListener('abort', () => void writer.close());
    return c.body(stream.readable);
  });
  const servers: ServerType[] = [];
  const url = await startListening(app, { name: 'PORT', port: 0 }, '127.0.0.1', servers);
  const [server] = servers as [ServerType & { keepAliveTimeout: number; closeAllConnections: () => void }];
  // Whoever waits for an idle connection waits for ever, and has to cut it.
  server.keepAliveTimeout = 3_600_000;
  const cut = vi.spyOn(server, 'closeAllConnections');
  const agent = new Agent({ keepAlive: true });
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
  await once(response, 'data');
  const stopped = stopListening(server);
  closing.abort();
  response.resume();
  await once(response, 'end');
  await stopped;
  expect(cut).not.toHaveBeenCalled();
  agent.destroy();
});
