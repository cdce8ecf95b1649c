/** Milliseconds of work before the page has its turn: half a frame, the other half is the page's. */
const SLICE = 8;

/** Runs work in slices of a frame. @param yieldToFrame - resolves when the page has had its turn */
export async function inSlices<Result>(work: Generator<void, Result>, yieldToFrame: () => Promise<void> = nextTurn): Promise<Result> {
  for (let from = performance.now(); ;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - from < SLICE) continue;
    await yieldToFrame();
    from = performance.now();
  }
}

/** When the page has had its turn. Not `requestAnimationFrame`, which never comes in a hidden page. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
