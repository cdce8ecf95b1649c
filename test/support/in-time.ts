import fc from 'fast-check';

/**
 * Tries a property as often as the time allows, and once at least: on a busy machine a single run may take longer than all of it.
 *
 * @throws Error with the smallest counterexample that was found
 */
export async function assertInTime<Values>(
  property: fc.IAsyncProperty<Values>,
  milliseconds: number,
  parameters: fc.Parameters<Values> = {},
): Promise<void> {
  await fc.assert(property, { ...parameters, numRuns: 1 });
  const tried = await fc.check(property, { numRuns: 10_000, ...parameters, interruptAfterTimeLimit: milliseconds });
  if (tried.counterexample !== null) throw new Error(fc.defaultReportMessage(tried));
}
