/** Milliseconds of work after which others get a turn. */
const SLICE = 10;

/** Turns each value into another one. Masking a long text may take milliseconds, and a batch of them must not hold up every answer. */
export async function inSlices<From, To>(values: readonly From[], turn: (value: From) => To): Promise<To[]> {
  const turned: To[] = [];
  let started = performance.now();
  for (const value of values) {
    turned.push(turn(value));
    if (performance.now() - started < SLICE) continue;
    await new Promise(setImmediate);
    started = performance.now();
  }
  return turned;
}
