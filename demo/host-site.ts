import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { mintToken } from '../gateway/access/mint-token.ts';
import { type Visitor, VISITORS } from './directory.ts';

/** Seconds; the page asks for a fresh token before. */
const TOKEN_LIFE = 600;

export interface HostSite {
  /** Ours are only these names: a page elsewhere cannot reach the token endpoint by a name that leads here. */
  hosts: readonly string[];
  port: number;
  secret: string;
  /** Where the gateway answers. */
  gateway: string;
  /** Folder of the pages. */
  pages: string;
}

const isVisitor = (name: string | undefined): name is Visitor => VISITORS.some((visitor) => visitor === name);

/** The host's own site: its pages and its own token endpoint, as every site that embeds the gateway's answers has one. */
export function createHostSite({ hosts, port, secret, gateway, pages }: HostSite): Hono {
  const site = new Hono();
  site.use(async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (!hosts.includes(host)) return c.text(`This site is at http://${hosts[0] ?? `127.0.0.1:${port}`}.`, 421);
    await next();
    c.header('content-security-policy', `default-src 'self'; connect-src 'self' ${gateway}; base-uri 'none'; frame-ancestors 'none'`);
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
    return;
  });
  site.get('/token', async (c) => {
    const visitor = c.req.query('as');
    if (!isVisitor(visitor)) return c.json({ detail: `Say who you are: as=${VISITORS.join(', as=')}.` }, 400);
    return c.json({ token: await mintToken({ secret, sub: visitor, expiresIn: TOKEN_LIFE }), expiresIn: TOKEN_LIFE });
  });
  site.get('/settings.json', (c) => c.json({ gateway, visitors: VISITORS }));
  site.get('*', serveStatic({ root: pages }));
  return site;
}

/** Listens on this machine only. @throws Error in a plain sentence when the port is taken */
export function openHostSite(settings: HostSite): Promise<{ url: string; close: () => Promise<void> }> {
  const { port } = settings;
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: createHostSite(settings).fetch, hostname: '127.0.0.1', port }, () => {
      resolve({
        url: `http://127.0.0.1:${port}/`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.on('error', (cause: NodeJS.ErrnoException) => {
      const taken = `Port ${port} of this machine is taken: choose another one with HOST_PORT.`;
      reject(
        new Error(cause.code === 'EADDRINUSE' ? taken : `The host's site cannot listen on port ${port} (${cause.code ?? 'unknown'}).`, {
          cause,
        }),
      );
    });
  });
}
