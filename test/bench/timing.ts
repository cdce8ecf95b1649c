export interface Timing {
  /** Milliseconds. */
  p50: number;
  p95: number;
  max: number;
  runs: number;
}

/** How often something is done before it counts, and then. */
export interface Effort {
  warmUp: number;
  runs: number;
}

/** What a store computes varies little; what takes a millisecond is asked often, on code that is warm as in a gateway that has run for a while. */
export const COMPUTED: Effort = { warmUp: 3, runs: 40 };
export const CACHED: Effort = { warmUp: 100, runs: 400 };
/** What only has to be compared, and may take seconds. */
export const COMPARED: Effort = { warmUp: 1, runs: 10 };

const LEAST_RUNS = 5;
/** A slow question is asked less often: no more once this has passed, milliseconds. */
const BUDGET = 10_000;

/** Does it again and again, one at a time, and says how long it took. */
export async function timeOf(work: () => Promise<unknown>, { warmUp, runs }: Effort = COMPUTED): Promise<Timing> {
  for (let round = 0; round < warmUp; round++) await work();
  const taken: number[] = [];
  const begun = performance.now();
  while (taken.length < runs && (taken.length < LEAST_RUNS || performance.now() - begun < BUDGET)) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return timingOf(taken);
}

export function timingOf(taken: readonly number[]): Timing {
  return { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95), max: quantile(taken, 1), runs: taken.length };
}

/** Nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
