import { Hono } from 'hono';
import { type Backlog } from '../ingest/backlog.ts';
import { type Store } from '../store/store.ts';
import { type Env } from './env.ts';

interface Parts {
  store: Pick<Store, 'ready'>;
  backlog: Backlog;
  /** How long a message may wait to be stored before that is worth a 503, milliseconds; `null`: any time. */
  mayWait: number | null;
  closing: AbortSignal;
}

/**
 * `GET /health/live`: the process answers. `GET /health/ready`: its store does too, it is not shutting down, and messages that came in do not
 * wait for longer than they may; in any case it says how long the oldest one waits.
 */
export function healthRoutes({ store, backlog, mayWait, closing }: Parts): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/health/live', (c) => c.json({ status: 'live' }));
  app.get('/health/ready', async (c) => {
    const answers = !closing.aborted && (await store.ready().catch(() => false));
    const waiting = backlog.waiting();
    const status = !answers ? 'not ready' : mayWait !== null && waiting > mayWait ? 'behind' : 'ready';
    return c.json({ status, behindSeconds: Math.round(waiting / 1000) }, status === 'ready' ? 200 : 503, { 'cache-control': 'no-store' });
  });
  return app;
}
