/**
 * The gateway, to be mounted in a server of one's own: all of it by settings (`mountGateway`), or from parts that one chooses (`createGateway`).
 * Loads no client of a store, directory or stream before a setting asks for it.
 */
export { mountGateway, type MountedGateway, type MountOptions, type GatewaySettings } from './commands/mount-gateway.ts';
export { createGateway, type Gateway } from './app.ts';
export { type Parts, type Settings } from './http/parts.ts';
export { parseConfig, type Config } from './config.ts';
export { mintToken, type TokenWanted } from './access/mint-token.ts';
export { Problem } from './contract/problem.ts';

// Parts, each by its settings; a client that is not installed is named in the error.
export { openStore } from './commands/open-store.ts';
export { openDirectory } from './commands/open-directory.ts';
export { openShared, type Shared } from './commands/open-shared.ts';

// Parts that need nothing but this process.
export { createJwtTokens, type JwtSettings } from './access/jwt-tokens.ts';
export { createFileDirectory, type FileDirectorySettings } from './access/file-directory.ts';
export { createMemoryBus } from './cache/memory-bus.ts';
export { createMemoryCache } from './cache/memory-cache.ts';
export { createMemoryVersions } from './cache/memory-versions.ts';
export { createMetrics, metricsApp } from './http/prometheus.ts';
export { createRateLimit, type RateLimit } from './http/rate-limit.ts';
export { createWidgetFiles, type WidgetFiles } from './http/widget-files.ts';

// Ports, for parts of one's own.
export { type Store } from './store/store.ts';
export { type Directory } from './access/directory.ts';
export { type Tokens } from './access/tokens.ts';
export { type Cache } from './cache/cache.ts';
export { type Bus } from './cache/bus.ts';
export { type Versions } from './cache/versions.ts';
export { type Metrics } from './http/metrics.ts';
