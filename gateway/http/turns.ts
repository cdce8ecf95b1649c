/** Runs work, as much at once as there are places. */
export type Turns = <T>(principal: string, work: () => Promise<T>) => Promise<T>;

/** Lets principals take turns at a few places, so that one with a hundred jobs keeps another with one waiting for a job and not for a hundred. */
export function createTurns(places: number): Turns {
  /** Jobs that wait, by principal; whose turn is next comes first. */
  const waiting = new Map<string, (() => void)[]>();
  let free = places;

  function next(): void {
    const [principal, jobs] = waiting.entries().next().value ?? [];
    if (principal === undefined || jobs === undefined) {
      free++;
      return;
    }
    // Behind all others, if it has more.
    waiting.delete(principal);
    const job = jobs.shift();
    if (jobs.length > 0) waiting.set(principal, jobs);
    job?.();
  }

  return async (principal, work) => {
    if (free > 0) free--;
    else
      await new Promise<void>((resolve) => {
        const jobs = waiting.get(principal);
        if (jobs) jobs.push(resolve);
        else waiting.set(principal, [resolve]);
      });
    try {
      return await work();
    } finally {
      next();
    }
  };
}
