import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { Problem } from '../contract/problem.ts';
import { type Env } from './env.ts';
import { ifNoneMatch } from './if-none-match.ts';
import { type Coding, type WidgetFile, type WidgetFiles } from './widget-files.ts';

/** Named after their content, so that they never change. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Named by host pages: a new version shows within two minutes, and a gateway that restarts breaks no page that a proxy can still serve. */
const SHORTLY = 'public, max-age=120, stale-if-error=86400';

const HASHED = /^chunks\/.+-[\w-]{8,}\.\w+(\.map)?$/;

const NOT_BUILT =
  'This gateway has no widgets beside it. Build them with "npm run build", which fills dist/widgets, or let the page load them from where that folder is served.';
const NO_SUCH_FILE =
  'There is no such file among the widgets. A page loads widgets/bot-widgets.js; if it asked for a chunk, a newer version is out: load the page anew.';

/**
 * `GET /widgets/...` (contract, section 4): the built widgets, for any page of any origin, without a token. To be mounted before anything
 * that asks for one.
 *
 * @param files - `undefined`: there are none, and every path answers 404 with what to do
 */
export function widgetRoutes(files: WidgetFiles | undefined): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/widgets/*', cors({ origin: '*', allowMethods: ['GET', 'HEAD'], maxAge: 86_400 }));
  app.get('/widgets/:file{.+}', async (c) => {
    const name = c.req.param('file');
    const file = await files?.read(name, chooseCoding(c.req.header('accept-encoding') ?? ''));
    if (!file) throw new Problem('not-found', (await files?.built()) ? NO_SUCH_FILE : NOT_BUILT);
    const headers = headersOf(file, name);
    if (ifNoneMatch(c.req.header('if-none-match'), file.etag)) return c.body(null, 304, headers);
    return c.body(file.bytes, 200, {
      ...headers,
      'content-type': file.type,
      'content-length': String(file.bytes.length),
      ...(file.coding !== 'identity' && { 'content-encoding': file.coding }),
    });
  });
  return app;
}

function headersOf(file: WidgetFile, name: string): Record<string, string> {
  return {
    etag: file.etag,
    'cache-control': file.settled && HASHED.test(name) ? FOR_EVER : SHORTLY,
    // What a page may know of its own scripts: when they came, and how large they were.
    'timing-allow-origin': '*',
    ...(file.varies && { vary: 'Accept-Encoding' }),
  };
}

/** The best that the client takes (RFC 9110, 12.5.3): brotli before gzip, each unless it is refused with `q=0`. */
export function chooseCoding(accepted: string): Coding {
  const weights = new Map<string, number>();
  for (const item of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    if (name !== '') weights.set(name, weight === undefined ? 1 : Number(weight));
  }
  const takes = (name: string): boolean => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return (['br', 'gzip'] as const).find(takes) ?? 'identity';
}
