import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { mintToken } from '../gateway/access/mint-token.ts';
import { askScope, type VisitorScope } from './ask-scope.ts';
import { type Visitor, VISITORS } from './directory.ts';
import { fillPage } from './fill-page.ts';

export interface HostSite {
  /** Ours are only these names: a page elsewhere cannot reach the token endpoint by a name that leads here. */
  hosts: readonly string[];
  port: number;
  secret: string;
  /** Where the gateway answers. */
  gateway: string;
  /** Folder of the pages. */
  pages: string;
  /** Seconds that a token is good for; the widgets ask for a fresh one before. Not set: ten minutes. */
  tokenLife?: number;
}

/** Each page and who looks at it: a host page for each visitor, and one to try looks on. */
const PAGES = [...VISITORS.map((visitor) => [visitor, visitor] as const), ['theme', 'portal'] as const];

const isVisitor = (name: string | undefined): name is Visitor => VISITORS.some((visitor) => visitor === name);

/**
 * The site of a host: its pages, each for another kind of visitor, and its own token endpoint, as every site that embeds the widgets has one.
 * Its policy is as strict as a host's can be: the gateway is the only stranger, for scripts and for questions, and no inline style runs.
 */
export function createHostSite({ hosts, port, secret, gateway, pages, tokenLife = 600 }: HostSite): Hono {
  const site = new Hono();
  const { origin } = new URL(gateway);
  const policy = [
    `default-src 'none'`,
    `script-src 'self' ${origin}`,
    `style-src 'self'`,
    `connect-src 'self' ${origin}`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  const tokenOf = (sub: Visitor) => mintToken({ secret, sub, expiresIn: tokenLife });

  site.use(async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (!hosts.includes(host)) return c.text(`This site is at http://${hosts[0] ?? `127.0.0.1:${port}`}.`, 421);
    await next();
    c.header('content-security-policy', policy);
    c.header('cross-origin-embedder-policy', 'require-corp');
    c.header('cross-origin-opener-policy', 'same-origin');
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
    return;
  });
  site.get('/token', async (c) => {
    const visitor = c.req.query('as');
    if (!isVisitor(visitor)) return c.text(`Say who you are: as=${VISITORS.join(', as=')}.`, 400);
    return c.text(await tokenOf(visitor));
  });
  site.get('/', async (c) => {
    const template = await readFile(join(pages, 'start/index.html'), 'utf8');
    return c.html(fillPage(template, { texts: { gateway }, parts: {} }));
  });
  for (const [page, visitor] of PAGES) {
    site.get(`/${page}`, (c) => c.redirect(`/${page}/`, 301));
    site.get(`/${page}/`, async (c) => {
      const template = await readFile(join(pages, page, 'index.html'), 'utf8');
      const scope = await askScope(gateway, await tokenOf(visitor)).catch(() => UNKNOWN);
      const [business = ''] = scope.businesses;
      const texts = { gateway, business, businesses: String(scope.businesses.length), bots: String(scope.bots) };
      const parts = { business: business !== '', messages: scope.permissions.has('messages') };
      return c.html(fillPage(template, { texts, parts }));
    });
  }
  const file = serveStatic({ root: pages });
  // A template is no page.
  site.get('*', (c, next) => (c.req.path.endsWith('.html') ? next() : file(c, next)));
  return site;
}

/** While the gateway does not answer, the page still opens, and the widgets in it say so. */
const UNKNOWN: VisitorScope = { businesses: [], bots: 0, permissions: new Set() };

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
