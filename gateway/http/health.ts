import { Hono } from 'hono';
import { type Store } from '../store/store.ts';
import { type Env } from './env.ts';

/** `GET /health/live`: the process answers. `GET /health/ready`: its store does too, and it is not shutting down. */
export function healthRoutes({ store, closing }: { store: Store; closing: AbortSignal }): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/health/live', (c) => c.json({ status: 'live' }));
  app.get('/health/ready', async (c) => {
    const ready = !closing.aborted && (await store.ready().catch(() => false));
    return c.json({ status: ready ? 'ready' : 'not ready' }, ready ? 200 : 503, { 'cache-control': 'no-store' });
  });
  return app;
}
