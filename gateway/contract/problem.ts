import { z } from 'zod';

export const PROBLEM_STATUS = {
  'invalid-query': 400,
  'invalid-message': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'too-large': 413,
  'unsupported-type': 415,
  'rate-limited': 429,
  internal: 500,
  'store-unavailable': 503,
  'store-timeout': 504,
} as const;
export type ProblemCode = keyof typeof PROBLEM_STATUS;

/** RFC 9457; `code` is stable, `detail` says what to do next. */
export const ProblemDetails = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string(),
  })
  .meta({ id: 'Problem' });
export type ProblemDetails = z.output<typeof ProblemDetails>;

/** An error that may leave the house: everything else becomes `internal` at the edge and says nothing. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode, detail: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(detail, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryAfter = options.retryAfter;
  }

  get status(): (typeof PROBLEM_STATUS)[ProblemCode] {
    return PROBLEM_STATUS[this.code];
  }
}
