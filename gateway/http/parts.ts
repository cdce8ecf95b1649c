import { type Logger } from 'pino';
import { type Directory } from '../access/directory.ts';
import { type Tokens } from '../access/tokens.ts';
import { type Bus } from '../cache/bus.ts';
import { type Cache } from '../cache/cache.ts';
import { type Versions } from '../cache/versions.ts';
import { type Store } from '../store/store.ts';
import { type Metrics } from './metrics.ts';
import { type RateLimit } from './rate-limit.ts';
import { type WidgetFiles } from './widget-files.ts';

/** What a gateway is made of; `gateway/commands/serve.ts` chooses the adapters. */
export interface Parts {
  store: Store;
  directory: Directory;
  tokens: Tokens;
  cache: Cache;
  versions: Versions;
  bus: Bus;
  rateLimit: RateLimit;
  log: Logger;
  metrics: Metrics;
  /** The built widgets; without them their paths answer 404 with what to do. */
  widgets?: WidgetFiles;
  settings: Settings;
  /** Epoch milliseconds; replaced in tests. */
  clock: () => number;
}

export interface Settings {
  /** After which an unfinished conversation is abandoned, milliseconds. */
  idle: number;
  /** After which a report is given up, milliseconds. */
  reportTimeout: number;
  /** Live streams that a principal may have open at once; 0 = any number. */
  liveStreams: number;
  /** How long a message may wait to be stored before the gateway is not ready, milliseconds; absent: any time. */
  mayWait?: number | undefined;
  /** Downloads of messages that a principal may have running at once; 0 = any number. */
  downloads: number;
  /** Rows of a sheet at most; absent: Excel's limit. */
  sheetRows?: number;
  /** Origins that may call from a browser. */
  allowedOrigins: readonly string[];
  /** Path under which everything is mounted: `/` or `/a/b`. */
  basePath: string;
}
