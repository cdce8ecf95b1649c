import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { listens, type OwnServer, startOwnServer } from './own-server.ts';

const HELP = 'No Redis: "docker compose up -d redis", or set REDIS_URL; or install redis-server.';

/** A Redis for one test alone; `save`: it writes what it holds down as it goes, and has it again after a restart. */
export const startOwnRedis = ({ save = false } = {}): Promise<OwnServer> =>
  startOwnServer({
    command: 'redis-server',
    help: HELP,
    args: (port, folder) => [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
      ...['--appendonly', save ? 'yes' : 'no', '--appendfsync', 'always'],
    ],
  });

/** The server that tests share: REDIS_URL, the usual local port, or else one that is started and ends with this process. */
let shared: Promise<string> | undefined;
export const redisUrl = (): Promise<string> =>
  (shared ??= (async () => {
    if (process.env.REDIS_URL) return process.env.REDIS_URL;
    return `redis://127.0.0.1:${(await listens(6379)) ? 6379 : (await startOwnRedis()).port}`;
  })());

/** What keys of a test begin with. */
export const testPrefix = (): string => `bot-widgets-test:${randomUUID()}:`;

/** Removes all keys of a test. */
export async function removeKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1000 }) as AsyncIterable<string[]>)
    if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
}
