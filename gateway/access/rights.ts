import { type BotRef, parseName } from '../contract/names.ts';
import { type Permission } from '../contract/scope.ts';

/** Permissions on a bot, on all bots of a business (`bot: "*"`) or on everything (both `"*"`). */
export interface Grant {
  business: string;
  bot: string;
  permissions: readonly Permission[];
}

/** What a token may narrow a principal's grants to; absent: no narrowing. */
export interface Claims {
  bots?: readonly string[] | undefined;
  permissions?: readonly string[] | undefined;
}

/** What a caller may do where. */
export interface Rights {
  may(permission: Permission, bot: BotRef): boolean;
  /** Whether the permission is held on any bot at all (of the business, when one is given), known or yet to come. */
  mayAnywhere(permission: Permission, business?: string): boolean;
}

/** The bots of one business that a token names; `every`: all of them. */
interface Claimed {
  every: boolean;
  bots: Set<string>;
}

/**
 * The directory's grants, narrowed by the token's claims: a claim can take away and never add.
 * A claim that cannot be read narrows to nothing.
 */
export function rightsOf(grants: readonly Grant[], claims: Claims = {}): Rights {
  const granted = indexGrants(grants);
  const claimed = claims.bots && indexClaims(claims.bots);
  const allowed = (permission: Permission) => claims.permissions?.includes(permission) ?? true;
  return {
    may: (permission, { business, bot }) => {
      const names = claimed?.get(business);
      if (!allowed(permission) || (claimed && !names?.every && !names?.bots.has(bot))) return false;
      return ['*', business].some((outer) => ['*', bot].some((inner) => granted.get(outer)?.get(inner)?.has(permission)));
    },
    mayAnywhere: (permission, business) =>
      allowed(permission) &&
      grants.some(
        (grant) =>
          grant.permissions.includes(permission) &&
          (business === undefined || grant.business === '*' || grant.business === business) &&
          (!claimed || meets(grant, claimed, business)),
      ),
  };
}

/** Whether a grant and the claims have a bot in common (of the business, when one is given). */
function meets(grant: Grant, claimed: Map<string, Claimed>, business: string | undefined): boolean {
  return [...claimed].some(
    ([name, { every, bots }]) =>
      (business === undefined || name === business) &&
      (grant.business === '*' || grant.business === name) &&
      (every || grant.bot === '*' || bots.has(grant.bot)),
  );
}

/** Business, bot, permissions: a scope of thousands of bots is not to be checked against thousands of grants one by one. */
function indexGrants(grants: readonly Grant[]): Map<string, Map<string, Set<Permission>>> {
  const index = new Map<string, Map<string, Set<Permission>>>();
  for (const { business, bot, permissions } of grants) {
    const bots = getOrAdd(index, business, () => new Map<string, Set<Permission>>());
    const held = getOrAdd(bots, bot, () => new Set<Permission>());
    for (const permission of permissions) held.add(permission);
  }
  return index;
}

function indexClaims(names: readonly string[]): Map<string, Claimed> {
  const index = new Map<string, Claimed>();
  for (const name of names) {
    const [business, bot] = parseName(name, 2) ?? [];
    if (business === undefined || bot === undefined) continue;
    const claimed = getOrAdd(index, business, () => ({ every: false, bots: new Set<string>() }));
    if (name.endsWith('/*')) claimed.every = true;
    else claimed.bots.add(bot);
  }
  return index;
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
