import { type MiddlewareHandler } from 'hono';
import { type Env } from './env.ts';

/**
 * Every answer to a caller is that caller's: no shared cache may keep it, and one that keeps it nevertheless must not give it to another.
 * Routes may say more; what they do not say is said here, so that a new route cannot forget it.
 */
export function privateAnswers(): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-store');
    if (!/\bauthorization\b/i.test(c.res.headers.get('vary') ?? '')) c.header('vary', 'Authorization', { append: true });
  };
}

/** While the gateway stops, whoever keeps a connection busy is told to let go of it: it would keep the process for all of its grace. */
export function lettingGo(closing: AbortSignal): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    if (closing.aborted) c.header('connection', 'close');
  };
}
