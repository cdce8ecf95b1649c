import { createHash } from 'node:crypto';
import { type Scope } from '../access/scope.ts';
import { type Cache } from '../cache/cache.ts';
import { type Versions } from '../cache/versions.ts';
import { type ScopeAnswer } from '../contract/scope.ts';
import { type Store } from '../store/store.ts';
import { inTime } from './in-time.ts';
import { createSingleFlight } from './single-flight.ts';

interface Parts {
  store: Pick<Store, 'labels'>;
  cache: Cache;
  versions: Versions;
  /** Milliseconds after which the question is given up. */
  timeout: number;
}

type Labels = Pick<ScopeAnswer, 'channels' | 'languages'>;

/** How long labels are kept while nothing changes, milliseconds. */
const KEPT = 3_600_000;

/** Channels and languages in scope, looked up once for all who see the same bots, until a message comes. */
export function createLabels({ store, cache, versions, timeout }: Parts): (scope: Scope, signal: AbortSignal) => Promise<Labels> {
  const fly = createSingleFlight();
  return async (scope, signal) => {
    // Read before the data are, as for reports.
    const version = await versions.of(scope.bots);
    const bots = scope.bots.map(({ business, bot }) => [business, bot]);
    const key = createHash('sha256')
      .update(JSON.stringify(['labels', bots]))
      .digest('base64url');
    const kept = await cache.get(key);
    const known = kept === undefined ? undefined : (JSON.parse(kept) as { version: string; labels: Labels });
    if (known?.version === version) return known.labels;
    return fly(`${key} ${version}`, signal, (flight) =>
      inTime(flight, timeout, async (limited) => {
        const labels = await store.labels(scope, limited);
        await cache.set(key, JSON.stringify({ version, labels }), KEPT);
        return labels;
      }),
    );
  };
}
