import { type ErrorHandler, type NotFoundHandler } from 'hono';
import { type Logger } from 'pino';
import { Problem, type ProblemCode, type ProblemDetails } from '../contract/problem.ts';
import { type Env } from './env.ts';

const TITLES: Record<ProblemCode, string> = {
  'invalid-query': 'The question is not valid',
  'invalid-message': 'The messages cannot be read',
  unauthenticated: 'A valid token is needed',
  forbidden: 'Not permitted',
  'not-found': 'Not found',
  'too-large': 'Too large',
  'unsupported-type': 'Unsupported type',
  'rate-limited': 'Too many requests',
  internal: 'Something went wrong here',
  'store-unavailable': 'Not available at the moment',
  'store-timeout': 'It took too long',
};

/** The body of a problem (RFC 9457). The type is a name, not an address: a gateway has no host of its own. */
export function detailsOf(problem: Problem): ProblemDetails {
  const { code, status, message } = problem;
  return { type: `urn:bot-widgets:problem:${code}`, title: TITLES[code], status, code, detail: message };
}

/** What of an error may leave the house: a problem as it is, anything else as `internal`, which says nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem('internal', 'The gateway failed to answer. The fault is in its log; try again, or give its operator the request id.', {
    cause: error,
  });
}

/** Answers an error; its cause goes to the log and nowhere else. */
export function toResponse(error: unknown, log: Logger): Response {
  const problem = problemOf(error);
  const { code, status, retryAfter, cause } = problem;
  if (status >= 500) log[code === 'internal' ? 'error' : 'warn']({ code, err: cause }, problem.message);
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (retryAfter !== undefined) headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(detailsOf(problem)), { status, headers });
}

/** For the log alone, as nginx does. */
const CLIENT_GONE = 499;

/** For `app.onError`. */
export function answerErrors(log: Logger): ErrorHandler<Env> {
  return (error, c) => {
    // Nobody is there to read an answer, and giving up for that reason is no fault.
    if (c.req.raw.signal.aborted) return new Response(null, { status: CLIENT_GONE });
    return toResponse(error, log.child({ requestId: c.get('requestId') }));
  };
}

/** For `app.notFound`. */
export function answerNotFound(log: Logger): NotFoundHandler<Env> {
  return () => toResponse(new Problem('not-found', 'There is nothing at this path, or not with this method.'), log);
}
