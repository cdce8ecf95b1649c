import { type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { PRODUCER, businessesOf } from '../../../demo/directory.ts';
import { demoWorld } from '../../../demo/traffic/demo-world.ts';
import { messagesBetween } from '../../../demo/traffic/messages-between.ts';
import { mintToken } from '../../../gateway/access/mint-token.ts';
import { SECRET, startTestGateway } from '../../support/gateway.ts';

const DAYS = 86_400_000;
const HISTORY = 8 * DAYS;
/** The gateway takes so many messages at once. */
const BATCH = 10_000;

/** What the tests of words write into the past, which nobody else looks at: theirs run beside tests that compare days that are over. */
const LEXICON = { id: 'lexicon', name: 'Lexicon', bots: [{ id: 'reader', name: 'Reader' }] };
const businesses = businessesOf(demoWorld);

/** Who can look, in the tests of the widgets. `nobody` is known and may see nothing. */
const principals = [
  { id: 'all', grants: businesses.map(({ id }) => ({ business: id, bot: '*', permissions: ['reports', 'messages', 'export'] })) },
  { id: 'lexicon', grants: [{ business: LEXICON.id, bot: '*', permissions: ['reports', 'messages'] }] },
  { id: 'numbers', grants: [{ business: 'halden', bot: '*', permissions: ['reports'] }] },
  { id: 'nobody', grants: [] },
  { id: PRODUCER, grants: [{ business: '*', bot: '*', permissions: ['ingest'] }] },
];

/** What happens to the questions of a lane, until it is set again. */
interface Fault {
  /** Answers with this problem instead of asking the gateway. */
  code?: string;
  status?: number;
  retryAfter?: number;
  /** Milliseconds before the gateway is asked. */
  delay?: number;
  /** Closes the connection without an answer. */
  cut?: boolean;
  /** Only for paths that begin so; absent: for all. */
  path?: string;
}

interface Asked {
  path: string;
  query: string;
  status: number;
}

interface Lane {
  fault: Fault;
  asked: Asked[];
}

export interface GatewayServer {
  url: string;
  close(): Promise<void>;
}

/**
 * A real gateway on a real store with eight days of made-up traffic, for tests in a browser. Each test asks it through a lane of its own,
 * `/lane/<name>/v1/...`, which can be told to fail as networks and stores do, and remembers what was asked.
 */
export async function startGatewayServer(): Promise<GatewayServer> {
  const gateway = await startTestGateway({
    directory: { businesses: [...businesses, LEXICON], principals },
    allowedOrigins: ['*'],
    // What a page sends is dated by its own clock, and is to be in the range also when a quarter hour has begun meanwhile.
    timePasses: true,
  });
  await fill(gateway.app.request.bind(gateway.app), await gateway.token(PRODUCER));
  const lanes = new Map<string, Lane>();
  const laneOf = (name: string): Lane => {
    const lane = lanes.get(name) ?? { fault: {}, asked: [] };
    lanes.set(name, lane);
    return lane;
  };

  const server = new Hono<{ Bindings: HttpBindings }>();
  const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'cache-control': 'no-store' };
  server.get('/token', async (c) => {
    const life = Number(c.req.query('life') ?? 600);
    const token = await mintToken({ secret: SECRET, sub: c.req.query('as') ?? 'all', expiresIn: life });
    return c.text(token, 200, open);
  });
  server.options('/lane/:lane/fault', (c) => c.body(null, 204, open));
  server.post('/lane/:lane/fault', async (c) => {
    laneOf(c.req.param('lane')).fault = await c.req.json<Fault>();
    return c.body(null, 204, open);
  });
  server.get('/lane/:lane/asked', (c) => c.json(laneOf(c.req.param('lane')).asked, 200, open));
  server.all('/lane/:lane/*', async (c) => {
    const url = new URL(c.req.url);
    const path = url.pathname.replace(/^\/lane\/[^/]+/, '');
    const { fault, asked } = laneOf(c.req.param('lane'));
    const isQuestion = c.req.method !== 'OPTIONS';
    const note = (response: Response): Response => {
      if (isQuestion) asked.push({ path, query: url.search, status: response.status });
      return response;
    };
    if (isQuestion && path.startsWith(fault.path ?? '/')) {
      if (fault.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delay));
      if (fault.cut) {
        c.env.outgoing.destroy();
        return note(RESPONSE_ALREADY_SENT);
      }
      if (fault.code !== undefined) return note(problem(fault));
    }
    const target = new URL(`${path}${url.search}`, url);
    return note(await gateway.app.request(target.href, new Request(target, c.req.raw)));
  });

  const http = serve({ fetch: server.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => http.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async close() {
      http.close();
      if ('closeAllConnections' in http) http.closeAllConnections();
      await gateway.close();
    },
  };

  function problem({ code = 'internal', status = 500, retryAfter }: Fault): Response {
    const headers = { ...open, 'access-control-expose-headers': 'Retry-After', 'content-type': 'application/problem+json' };
    const body = { type: 'about:blank', title: code, status, code, detail: 'Made to fail by the test.' };
    return Response.json(body, { status, headers: retryAfter === undefined ? headers : { ...headers, 'retry-after': String(retryAfter) } });
  }
}

async function fill(ask: (path: string, init: RequestInit) => Promise<Response> | Response, authorization: string): Promise<void> {
  const now = Date.now();
  let batch: string[] = [];
  const send = async () => {
    const headers = { authorization, 'content-type': 'application/x-ndjson' };
    const response = await ask('/v1/messages', { method: 'POST', headers, body: batch.join('\n') });
    if (!response.ok) throw new Error(`The gateway took no messages: ${await response.text()}`);
    batch = [];
  };
  for (const message of messagesBetween(demoWorld, now - HISTORY, now, now - HISTORY)) {
    batch.push(JSON.stringify(message));
    if (batch.length === BATCH) await send();
  }
  await send();
}
