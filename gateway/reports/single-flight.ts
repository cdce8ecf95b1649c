interface Flight {
  result: Promise<unknown>;
  waiters: number;
  controller: AbortController;
}

/** Lets equal work run once at a time: later callers wait for the first one's result or error. It is aborted when the last of them leaves. */
export function createSingleFlight() {
  const flights = new Map<string, Flight>();

  return async function fly<T>(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    let flight = flights.get(key);
    if (!flight) {
      const controller = new AbortController();
      const result = work(controller.signal).finally(() => {
        if (flights.get(key)?.controller === controller) flights.delete(key);
      });
      flight = { result, waiters: 0, controller };
      flights.set(key, flight);
    }
    return wait(key, flight, signal) as Promise<T>;
  };

  async function wait(key: string, flight: Flight, signal: AbortSignal): Promise<unknown> {
    flight.waiters++;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([flight.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      if (--flight.waiters === 0) {
        // Nobody may join what is being given up.
        if (flights.get(key) === flight) flights.delete(key);
        flight.controller.abort();
        flight.result.catch(() => undefined);
      }
    }
  }
}
