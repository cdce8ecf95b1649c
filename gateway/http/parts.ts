import { type Logger } from 'pino';
import { type Directory } from '../access/directory.ts';
import { type Tokens } from '../access/tokens.ts';
import { type Bus } from '../cache/bus.ts';
import { type Cache } from '../cache/cache.ts';
import { type Versions } from '../cache/versions.ts';
import { type Store } from '../store/store.ts';
import { type Metrics } from './metrics.ts';

/** What a gateway is made of; `gateway/commands/serve.ts` chooses the adapters. */
export interface Parts {
  store: Store;
  directory: Directory;
  tokens: Tokens;
  cache: Cache;
  versions: Versions;
  bus: Bus;
  log: Logger;
  metrics: Metrics;
  settings: Settings;
  /** Epoch milliseconds; replaced in tests. */
  clock: () => number;
}

export interface Settings {
  /** After which an unfinished conversation is abandoned, milliseconds. */
  idle: number;
  /** After which a report is given up, milliseconds. */
  reportTimeout: number;
  /** Requests a minute and principal; 0 = none. */
  rateLimit: number;
  /** Origins that may call from a browser. */
  allowedOrigins: readonly string[];
  /** Path under which everything is mounted: `/` or `/a/b`. */
  basePath: string;
}
