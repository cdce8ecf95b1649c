import { type AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type TestGateway } from './gateway.ts';

/** Lets a test gateway listen on a port of its own: for what only a real connection shows. */
export async function listen({ app }: TestGateway): Promise<{ url: string; close: () => Promise<void> }> {
  const server = serve({ fetch: (request, env) => app.fetch(request, env), hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
