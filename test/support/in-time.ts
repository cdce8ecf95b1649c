import fc from 'fast-check';

/**
 * Tries a property as often as the time allows, and once at least: on a busy machine a single run may take longer than all of it.
 *
 * @throws Error with the smallest counterexample that was found
 */
export async function assertInTime<Values>(property: fc.IAsyncProperty<Values>, milliseconds: number): Promise<void> {
  await fc.assert(property, { numRuns: 1 });
  // Interrupted before its first run it would count as failed.
  const tried = await fc.check(property, { numRuns: 10_000, interruptAfterTimeLimit: milliseconds });
  if (tried.counterexample !== null) throw new Error(fc.defaultReportMessage(tried), { cause: tried.errorInstance });
}
