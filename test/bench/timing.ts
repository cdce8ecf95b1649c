export interface Timing {
  /** Milliseconds. */
  p50: number;
  p95: number;
  max: number;
  runs: number;
}

const RUNS = 30;
const LEAST_RUNS = 5;
/** A slow question is asked less often: no more once this has passed, milliseconds. */
const BUDGET = 30_000;

/** Does it again and again, one at a time, and says how long it took. The first time warms up and does not count. */
export async function timeOf(work: () => Promise<unknown>): Promise<Timing> {
  await work();
  const taken: number[] = [];
  const begun = performance.now();
  while (taken.length < RUNS && (taken.length < LEAST_RUNS || performance.now() - begun < BUDGET)) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95), max: quantile(taken, 1), runs: taken.length };
}

/** Nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
