import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { type Directory } from '../../gateway/access/directory.ts';
import { createFileDirectory } from '../../gateway/access/file-directory.ts';
import { createJwtTokens } from '../../gateway/access/jwt-tokens.ts';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { createGateway } from '../../gateway/app.ts';
import { type Bus } from '../../gateway/cache/bus.ts';
import { createMemoryBus } from '../../gateway/cache/memory-bus.ts';
import { createMemoryCache } from '../../gateway/cache/memory-cache.ts';
import { createMemoryVersions } from '../../gateway/cache/memory-versions.ts';
import { type Versions } from '../../gateway/cache/versions.ts';
import { createMetrics } from '../../gateway/http/prometheus.ts';
import { createRateLimit } from '../../gateway/http/rate-limit.ts';
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
  app: {
    request(path: string, init?: RequestInit): Promise<Response> | Response;
    fetch(request: Request, env?: unknown): Promise<Response> | Response;
  };
  store: Store;
  versions: Versions;
  bus: Bus;
  /** A token of a principal, as an `Authorization` header. */
  token(sub: string, claims?: { bots?: string[]; permissions?: string[] }): Promise<string>;
  /** What the gateway takes for now; starts at the real one. */
  clock: { now: number };
  folder: string;
  close(): Promise<void>;
}

interface Options {
  /** The content of a directory file, or a directory of another kind. */
  directory?: object | Directory;
  /** Opens the store; absent: an embedded one in the gateway's folder. */
  openStore?: ((folder: string) => Promise<Store>) | undefined;
  idleMinutes?: number;
  reportTimeout?: number;
  rateLimit?: number;
  downloads?: number;
  sheetRows?: number;
  log?: Logger;
  liveStreams?: number;
  /** Bytes of answers that are kept; 0: none. */
  cacheBytes?: number;
  allowedOrigins?: string[];
  /** Absent: time stands still at the start, until the test moves it. */
  timePasses?: boolean;
}

const openEmbedded = (folder: string) => createDuckdbStore({ folder, memoryLimit: '512MB', threads: 2 });

/** A whole gateway on a real store, an embedded one unless another is given, and a real directory file in a folder of its own. */
export async function startTestGateway({
  openStore = openEmbedded,
  directory = ROOT,
  idleMinutes = 30,
  reportTimeout = 30_000,
  rateLimit = 0,
  downloads = 2,
  sheetRows,
  log = pino({ level: 'silent' }),
  liveStreams = 0,
  cacheBytes,
  allowedOrigins = ['https://portal.example'],
  timePasses = false,
}: Options = {}): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  const file = join(folder, 'directory.json');
  await writeFile(file, JSON.stringify(directory));
  const grants = 'principal' in directory ? directory : await createFileDirectory({ file, log, pollMs: 100 });
  const store = await openStore(folder);
  const clock = timePasses
    ? {
        get now() {
          return Date.now();
        },
      }
    : { now: Date.now() };
  const closing = new AbortController();
  const [versions, bus] = [createMemoryVersions(), createMemoryBus()];
  const app = createGateway(
    {
      store,
      directory: grants,
      tokens: createJwtTokens({ secret: SECRET, clock: Date.now }),
      cache: createMemoryCache({ clock: () => clock.now, ...(cacheBytes !== undefined && { maxBytes: Math.max(1, cacheBytes) }) }),
      versions,
      bus,
      rateLimit: createRateLimit(rateLimit),
      log,
      metrics: createMetrics(),
      settings: {
        idle: idleMinutes * 60_000,
        reportTimeout,
        downloads,
        ...(sheetRows && { sheetRows }),
        liveStreams,
        allowedOrigins,
        basePath: '/',
      },
      clock: () => clock.now,
    },
    closing.signal,
  );
  return {
    app,
    store,
    versions,
    bus,
    clock,
    folder,
    token: async (sub, claims = {}) => `Bearer ${await mintToken({ secret: SECRET, sub, expiresIn: 3600, ...claims })}`,
    async close() {
      closing.abort();
      await Promise.all([grants.close(), bus.close(), store.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
