import { type ServerType } from '@hono/node-server';
import { type Logger } from 'pino';
import { type Config } from '../config.ts';
import { startListening, stopListening } from './listen.ts';
import { openGateway } from './open-gateway.ts';

export interface RunningGateway {
  url: string;
  /** `null` without METRICS_PORT. */
  metricsUrl: string | null;
  /** Ends streams, lets running requests finish, and closes the store with everything acknowledged in it. */
  close(): Promise<void>;
}

/**
 * Opens the gateway that the settings ask for, and listens.
 *
 * @param widgets - folder of the built widgets; need not exist
 */
export async function serve(config: Config, log: Logger, widgets: string): Promise<RunningGateway> {
  const gateway = await openGateway(config, log, widgets);
  const servers: ServerType[] = [];
  async function close(): Promise<void> {
    await Promise.all([gateway.stop(), ...servers.map(stopListening)]);
    await gateway.close();
  }
  try {
    const url = await startListening(gateway.app, { name: 'PORT', port: config.PORT }, config.HOST, servers);
    const metricsUrl =
      config.METRICS_PORT === undefined
        ? null
        : await startListening(gateway.metrics, { name: 'METRICS_PORT', port: config.METRICS_PORT }, config.HOST, servers);
    await gateway.readStream();
    return { url: url + (config.BASE_PATH === '/' ? '' : config.BASE_PATH), metricsUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
