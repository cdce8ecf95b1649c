import { errors } from '@elastic/elasticsearch';
import { Problem } from '../../contract/problem.ts';

/** Seconds after which it is worth trying again. */
const RETRY_AFTER = 5;

/** The cluster is there and cannot do it now: it is overloaded, out of memory, out of disk, or some of its shards are away. */
export function unavailable(cause: unknown): Problem {
  return new Problem('store-unavailable', 'The store cannot answer now. Nothing is lost; try again.', { cause, retryAfter: RETRY_AFTER });
}

function late(cause: unknown): Problem {
  return new Problem('store-timeout', 'The answer took too long. Ask for a shorter range or fewer bots.', { cause });
}

/** The type of an error: an answer would have more groups than the server allows. */
export const TOO_MANY = 'too_many_buckets_exception';

/** What stands for an error of the client in the log: never its request, which holds what people said. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly status: number | undefined;
  readonly type: string | undefined;

  constructor(message: string, status?: number, type?: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/**
 * An error of the client as a Problem, or as a fault of ours.
 *
 * @throws the reason of the signal when the asker has left
 */
export function translate(error: unknown, signal: AbortSignal | undefined, reading: boolean): Error {
  signal?.throwIfAborted();
  if (error instanceof Problem) return error;
  if (error instanceof errors.ResponseError) {
    const status = error.statusCode ?? 0;
    const { type, reason } = faultOf(error.body);
    const cause = new ClusterError(`${status} ${type ?? ''}${isTransient(status) ? `: ${reason ?? ''}` : ''}`, status, type);
    // Too large a question, or a document that cannot be, would fail again just the same.
    return type === TOO_MANY || status === 400 || status === 404 || status === 413 ? cause : unavailable(cause);
  }
  if (error instanceof errors.TimeoutError && reading) return late(new ClusterError(error.message));
  return unavailable(new ClusterError(error instanceof Error ? `${error.name}: ${error.message}` : String(error)));
}

/** Worth another try: too many requests, a full disk, a node that restarts. */
export const isTransient = (status: number): boolean => [403, 429, 502, 503, 504].includes(status);

interface Fault {
  type?: string;
  reason?: string;
  caused_by?: Fault;
  root_cause?: Fault[];
}

function faultOf(body: unknown): Fault {
  const error = (body as { error?: Fault | string } | null)?.error;
  if (typeof error !== 'object') return {};
  return [error.caused_by, ...(error.root_cause ?? [])].find((cause) => cause?.type === TOO_MANY) ?? error;
}
