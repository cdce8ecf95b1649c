import { type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { type Logger, pino } from 'pino';
import { type Gateway } from '../app.ts';
import { type Config, parseConfig } from '../config.ts';
import { openGateway } from './open-gateway.ts';

/** The settings of the README, by their names in the environment: `process.env` as it is, or an object of one's own. */
export type GatewaySettings = { readonly [Name in keyof Config]?: string | undefined };

export interface MountOptions {
  /** Where log lines go; not set: to the standard output, from `LOG_LEVEL` on. */
  log?: Logger;
  /** Folder of the script-tag build, served under `/widgets/`; not set: the one in this package. */
  widgets?: string;
}

/** A gateway without a port of its own. */
export interface MountedGateway {
  /** For a server of Hono. */
  app: Gateway;
  /** For whatever speaks the web's `Request` and `Response`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** For Node's `http`, Express, Fastify and their like: before anything that reads bodies. */
  readonly listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Prometheus' `/metrics`, to be answered where only you can ask. */
  readonly metrics: (request: Request) => Promise<Response>;
  /** Ends live streams, which would keep a server from closing, and readiness. */
  stop(): Promise<void>;
  /** Closes the store with everything acknowledged in it: once the server takes no requests any more. */
  close(): Promise<void>;
}

/**
 * Opens the gateway that the settings ask for, to be mounted in a server of one's own. What that server does with a path before it comes here decides
 * `BASE_PATH`: a prefix that stays in the URL is named there. `PORT`, `HOST` and `METRICS_PORT` are not used.
 *
 * @throws Error that names all faults of the settings at once, or the client to install
 */
export async function mountGateway(settings: GatewaySettings, { log, widgets }: MountOptions = {}): Promise<MountedGateway> {
  const config = parseConfig(settings);
  // Beside this folder in the package.
  const folder = widgets ?? join(import.meta.dirname, '../../bundle');
  const gateway = await openGateway(config, log ?? pino({ level: config.LOG_LEVEL, base: null }), folder);
  await gateway.readStream().catch(async (error: unknown) => {
    await gateway.close();
    throw error;
  });
  const fetch = async (request: Request): Promise<Response> => gateway.app.fetch(request);
  return {
    app: gateway.app,
    fetch,
    // The server is the host's, and so are its globals.
    listener: getRequestListener(fetch, { overrideGlobalObjects: false }),
    metrics: async (request) => gateway.metrics.fetch(request),
    stop: gateway.stop.bind(gateway),
    close: gateway.close.bind(gateway),
  };
}
