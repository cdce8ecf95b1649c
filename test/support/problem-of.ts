import { expect } from 'vitest';
import { Problem } from '../../gateway/contract/problem.ts';

/** The problem with which the work fails; no failure, or one of another kind, fails the test. */
export async function problemOf(work: () => unknown): Promise<Problem> {
  const outcome: unknown = await Promise.resolve()
    .then(work)
    .catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Problem);
  return outcome as Problem;
}
