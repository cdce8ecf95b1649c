import { type Caller } from '../access/caller.ts';
import { type Directory } from '../access/directory.ts';
import { knownBots } from '../access/known-bots.ts';
import { scopeFor } from '../access/scope.ts';
import { type ScopeQuery } from '../contract/query.ts';
import { type Permission } from '../contract/scope.ts';
import { type Store } from '../store/store.ts';
import { effectiveRange } from '../time/range.ts';
import { type Question } from './report.ts';

/** Makes a question of a query: who asks, for which bots, and of which moment. @throws Problem `forbidden` */
export type AskQuestion = <Query extends ScopeQuery>(
  query: Query,
  caller: Caller,
  needed: readonly Permission[],
  signal: AbortSignal,
) => Promise<Question<Query>>;

interface Parts {
  store: Store;
  directory: Directory;
  clock: () => number;
  idle: number;
}

export function createAsk({ store, directory, clock, idle }: Parts): AskQuestion {
  return async (query, caller, needed, signal) => {
    const scope = scopeFor(caller.rights, needed, query, await knownBots(directory, store));
    const now = clock();
    return { store, scope, query, range: effectiveRange(query, now), now, idle, signal };
  };
}
