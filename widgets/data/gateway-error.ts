import type { ProblemCode } from '../../gateway/contract/problem.ts';

/**
 * Why a question has no answer: the gateway's own code (contract section 4), or what happened before one came.
 *
 * - `unreachable`: no connection, or no answer in time; `offline`: the browser says that it has none.
 * - `bad-answer`: something answered that is no gateway.
 * - `no-token`: the host's `getToken` failed, or takes too long.
 */
export type GatewayErrorCode = ProblemCode | 'unreachable' | 'offline' | 'bad-answer' | 'no-token';

/** What may pass by itself, so that asking again makes sense. */
const PASSING: ReadonlySet<GatewayErrorCode> = new Set([
  'unreachable',
  'offline',
  'bad-answer',
  'no-token',
  'rate-limited',
  'internal',
  'store-unavailable',
  'store-timeout',
]);

export class GatewayError extends Error {
  override readonly name = 'GatewayError' as const;
  readonly code: GatewayErrorCode;
  /** Milliseconds that the gateway asks to wait, if it does. */
  readonly retryAfter: number | undefined;

  constructor(code: GatewayErrorCode, detail: string, options: { cause?: unknown; retryAfter?: number | undefined } = {}) {
    super(detail, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryAfter = options.retryAfter;
  }

  get passing(): boolean {
    return PASSING.has(this.code);
  }

  /** The right to look is gone: what was shown must go too. */
  get ends(): boolean {
    return this.code === 'unauthenticated' || this.code === 'forbidden';
  }
}

/** Another copy of the library in the page has a class of its own, and a widget may ask through its session. */
const isGatewayError = (error: unknown): error is GatewayError =>
  error instanceof GatewayError || (error instanceof Error && error.name === 'GatewayError' && 'code' in error && 'ends' in error);

/** Any failure as a GatewayError; aborts are none of it. */
export function toGatewayError(error: unknown): GatewayError {
  if (isGatewayError(error)) return error;
  const code = globalThis.navigator.onLine ? 'unreachable' : 'offline';
  return new GatewayError(code, 'The gateway could not be reached.', { cause: error });
}
