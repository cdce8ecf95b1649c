import { writeFile } from 'node:fs/promises';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { mintToken } from '../../../gateway/access/mint-token.ts';
import { PERMISSIONS } from '../../../gateway/contract/scope.ts';
import { freePort } from '../../support/free-port.ts';
import { type GatewayProcess, startGateway } from '../gateway-process.ts';

export const SECRET = 'a secret for measuring with over thirty-two characters';
const ROUND = 10_000;

/** A gateway of its own under fire, and ways to ask it as somebody. */
export interface Place {
  gateway: GatewayProcess;
  /** One whole request; milliseconds. A connection that breaks has status 0. */
  ask: (principal: string, path: string, body?: string) => Promise<{ status: number; ms: number }>;
  /** A request that goes on, for streams and for clients that vanish. */
  open: (principal: string, path: string, method?: string) => Promise<ClientRequest>;
  /** A number of the gateway's metrics. */
  metric: (name: string) => Promise<number>;
  /** A batch of messages of a client: the same ids again in the next round, with a higher revision, so that the store does not grow. */
  batch: (business: string, size: number) => string;
  close(): Promise<void>;
}

/** Principals `p0`, `p1`, ... of clients `b0`, `b1`, ..., each with every permission on its own and on nothing else. */
export async function openPlace(
  folder: string,
  bundles: string,
  principals: number,
  settings: Record<string, string> = {},
): Promise<Place> {
  const names = Array.from({ length: principals }, (_, index) => index);
  const directory = {
    businesses: names.map((index) => ({ id: `b${index}`, name: `Business ${index}`, bots: [{ id: 'shop', name: 'Shop' }] })),
    principals: names.map((index) => ({ id: `p${index}`, grants: [{ business: `b${index}`, bot: '*', permissions: PERMISSIONS }] })),
  };
  const file = join(folder, 'directory.json');
  await writeFile(file, JSON.stringify(directory));
  const metrics = await freePort();
  const gateway = await startGateway(join(bundles, 'gateway.js'), {
    DIRECTORY_FILE: file,
    DATA_DIR: join(folder, 'data'),
    JWT_SECRET: SECRET,
    METRICS_PORT: String(metrics),
    DUCKDB_MEMORY_LIMIT: '256MB',
    LOG_LEVEL: 'error',
    ...settings,
  });
  const tokens = new Map<string, string>();
  for (const index of names) tokens.set(`p${index}`, await mintToken({ secret: SECRET, sub: `p${index}`, expiresIn: 86_400 }));
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  let sent = 0;

  const open: Place['open'] = (principal, path, method = 'GET') =>
    Promise.resolve(
      request(`${gateway.url}/v1/${path}`, {
        method,
        headers: { authorization: `Bearer ${tokens.get(principal) ?? 'none'}` },
        // A connection of its own: it is one that vanishes.
        agent: false,
      }).on('error', () => undefined),
    );
  return {
    gateway,
    open,
    ask: (principal, path, body) =>
      new Promise((resolve) => {
        const start = performance.now();
        const done = (status: number) => resolve({ status, ms: performance.now() - start });
        const asking = request(`${gateway.url}/v1/${path}`, {
          agent,
          method: body === undefined ? 'GET' : 'POST',
          headers: { authorization: `Bearer ${tokens.get(principal) ?? 'none'}`, 'content-type': 'application/x-ndjson' },
        });
        asking.on('response', (response: IncomingMessage) => {
          response.on('close', () => done(response.statusCode ?? 0)).resume();
        });
        asking.on('error', () => done(0)).end(body);
      }),
    async metric(name) {
      const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
      return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
    },
    batch: (business, size) =>
      Array.from({ length: size }, () => {
        const [index, revision] = [sent % ROUND, Math.floor(sent++ / ROUND)];
        const names = { business, bot: 'shop', conversation: `c${index % 500}`, user: `u${index % 100}` };
        // Of one hour for ever: a revision keeps the time.
        const timestamp = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - index * 60_000).toISOString();
        return JSON.stringify({
          ...names,
          id: `m${index}`,
          revision,
          timestamp,
          sender: 'user',
          understood: false,
          text: `refund number ${index % 300} please`,
        });
      }).join('\n'),
    async close() {
      agent.destroy();
      await gateway.stop();
    },
  };
}

/** The value below which a share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
