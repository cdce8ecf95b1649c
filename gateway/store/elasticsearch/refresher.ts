import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster } from './cluster.ts';
import { unavailable } from './problems.ts';

/** Milliseconds between two refreshes: each one makes a segment, and what waits shares it. */
const SPACING = 200;
/** More indices than this are refreshed by their patterns: an address may have 4 kB. */
const MAX_NAMED = 24;

/**
 * Makes what was written visible to every question before it is acknowledged: an answer, wherever it is kept, is then
 * either newer than the acknowledgement or counted before it. Writers that come meanwhile share the next refresh.
 */
export function createRefresher(cluster: Cluster, all: readonly string[]) {
  let waiting: { indices: Set<string>; done: Promise<void> } | null = null;
  let running: Promise<void> = Promise.resolve();
  let last = -Infinity;

  async function refresh(indices: ReadonlySet<string>): Promise<void> {
    const wait = last + SPACING - performance.now();
    if (wait > 0) await sleep(wait);
    waiting = null;
    last = performance.now();
    const path = `/${(indices.size > MAX_NAMED ? all : [...indices]).join(',')}/_refresh`;
    const { _shards } = await cluster.send<{ _shards: { failed: number } }>({
      method: 'POST',
      path,
      querystring: { ignore_unavailable: 'true' },
    });
    if (_shards.failed > 0) throw unavailable(new Error('Some shards could not be refreshed.'));
  }

  /** Resolves when a refresh that began after this call is over. */
  return function refreshed(indices: Iterable<string>): Promise<void> {
    if (!waiting) {
      const named = new Set<string>();
      const done = running.then(() => refresh(named));
      running = done.catch(() => undefined);
      waiting = { indices: named, done };
    }
    for (const index of indices) waiting.indices.add(index);
    return waiting.done;
  };
}
