import { type Scope } from '../../access/scope.ts';
import { type Cluster, type Search } from './cluster.ts';
import { all, oneOf } from './filters.ts';
import { botKey } from './found-by.ts';
import { type Names } from './names.ts';

/**
 * Finds the newest message of a scope, which every answer names. A server puts all that a scope has in order for it; so it is asked first for what is no
 * older than what was found before, and for all only where nothing is left of that.
 */
export function createNewest(cluster: Pick<Cluster, 'search'>, names: Names) {
  /** Epoch milliseconds of the newest message of a bot that was found. */
  const known = new Map<string, number>();

  async function search(bots: readonly string[], since: number | null, signal: AbortSignal): Promise<{ bot: string; time: number } | null> {
    const { hits } = await cluster.search(newestSearch(names, bots, since), signal);
    const [bot, time] = [hits.hits[0]?.fields?.botKey?.[0], hits.hits[0]?.sort?.[0]];
    return typeof bot === 'string' && typeof time === 'number' ? { bot, time } : null;
  }

  return async function newest(scope: Scope, signal: AbortSignal): Promise<number | null> {
    const bots = scope.bots.map(botKey);
    const since = bots.reduce((latest, bot) => Math.max(latest, known.get(bot) ?? -Infinity), -Infinity);
    let found = since > -Infinity ? await search(bots, since, signal) : null;
    if (!found) {
      for (const bot of bots) known.delete(bot);
      found = await search(bots, null, signal);
    }
    if (found) known.set(found.bot, found.time);
    return found?.time ?? null;
  };
}

function newestSearch(names: Names, bots: readonly string[], since: number | null): Search {
  return {
    index: names.conversations,
    body: {
      size: 1,
      track_total_hits: false,
      query: all([oneOf('botKey', bots), ...(since === null ? [] : [{ range: { ended: { gte: since } } }])]),
      sort: [{ ended: { order: 'desc' } }],
      _source: false,
      docvalue_fields: ['botKey'],
    },
  };
}

export type Newest = ReturnType<typeof createNewest>;
