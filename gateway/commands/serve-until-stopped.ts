import { type Logger } from 'pino';
import { type Config } from '../config.ts';
import { serve } from './serve.ts';
import { stopSignal } from './stop-signal.ts';

/** Serves until the process is told to stop, then ends in order: nothing that was acknowledged is lost. */
export async function serveUntilStopped(config: Config, log: Logger, widgets: string): Promise<number> {
  const gateway = await serve(config, log, widgets);
  log.info({ url: gateway.url, metrics: gateway.metricsUrl, data: config.DATA_DIR }, 'listening');
  const signal = await stopSignal();
  log.info({ signal }, 'stopping');
  await gateway.close();
  log.info('stopped');
  return 0;
}
