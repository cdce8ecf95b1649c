import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createFileDirectory } from '../../gateway/access/file-directory.ts';
import { createJwtTokens } from '../../gateway/access/jwt-tokens.ts';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { createGateway } from '../../gateway/app.ts';
import { createMemoryBus } from '../../gateway/cache/memory-bus.ts';
import { createMemoryCache } from '../../gateway/cache/memory-cache.ts';
import { createMemoryVersions } from '../../gateway/cache/memory-versions.ts';
import { createMetrics } from '../../gateway/http/prometheus.ts';
import { createDuckdbStore } from '../../gateway/store/duckdb/duckdb-store.ts';
import { type Store } from '../../gateway/store/store.ts';

export const SECRET = 'a secret for tests with over thirty-two characters';

/** One principal with every permission everywhere. */
export const ROOT = {
  businesses: [],
  principals: [
    {
      id: 'root',
      grants: [{ business: '*', bot: '*', permissions: ['reports', 'messages', 'export', 'unmask', 'ingest', 'erase'] }],
    },
  ],
};

export interface TestGateway {
  app: { request(path: string, init?: RequestInit): Promise<Response> | Response };
  store: Store;
  /** A token of a principal, as an `Authorization` header. */
  token(sub: string, claims?: { bots?: string[]; permissions?: string[] }): Promise<string>;
  /** What the gateway takes for now; starts at the real one. */
  clock: { now: number };
  folder: string;
  close(): Promise<void>;
}

interface Options {
  directory?: object;
  idleMinutes?: number;
  reportTimeout?: number;
  rateLimit?: number;
}

/** A whole gateway on a real embedded store and a real directory file, both in a folder of their own. */
export async function startTestGateway({
  directory = ROOT,
  idleMinutes = 30,
  reportTimeout = 30_000,
  rateLimit = 0,
}: Options = {}): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  const log = pino({ level: 'silent' });
  const file = join(folder, 'directory.json');
  await writeFile(file, JSON.stringify(directory));
  const files = await createFileDirectory({ file, log, pollMs: 100 });
  const store = await createDuckdbStore({ folder, memoryLimit: '512MB', threads: 2 });
  const clock = { now: Date.now() };
  const closing = new AbortController();
  const bus = createMemoryBus();
  const app = createGateway(
    {
      store,
      directory: files,
      tokens: createJwtTokens({ secret: SECRET, clock: Date.now }),
      cache: createMemoryCache({ clock: () => clock.now }),
      versions: createMemoryVersions(),
      bus,
      log,
      metrics: createMetrics(),
      settings: { idle: idleMinutes * 60_000, reportTimeout, rateLimit, allowedOrigins: ['https://portal.example'], basePath: '/' },
      clock: () => clock.now,
    },
    closing.signal,
  );
  return {
    app,
    store,
    clock,
    folder,
    token: async (sub, claims = {}) => `Bearer ${await mintToken({ secret: SECRET, sub, expiresIn: 3600, ...claims })}`,
    async close() {
      closing.abort();
      await Promise.all([files.close(), bus.close(), store.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
