import { type BotRef, parseName } from '../contract/names.ts';
import { type Permission } from '../contract/scope.ts';

/** Permissions on a bot, on all bots of a business (`bot: "*"`) or on everything (`business: "*"`). */
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
  /** Whether the permission is held on any bot at all. */
  mayAnywhere(permission: Permission): boolean;
}

const covers = (grant: { business: string; bot: string }, { business, bot }: BotRef): boolean =>
  grant.business === '*' || (grant.business === business && (grant.bot === '*' || grant.bot === bot));

/**
 * The directory's grants, narrowed by the token's claims: a claim can take away and never add.
 * A claim that cannot be read narrows to nothing.
 */
export function rightsOf(grants: readonly Grant[], claims: Claims = {}): Rights {
  const bots = claims.bots?.flatMap((name) => {
    const [business, bot] = parseName(name, 2) ?? [];
    return business === undefined || bot === undefined ? [] : [{ business, bot, every: name.endsWith('/*') }];
  });
  const allowed = (permission: Permission) => claims.permissions?.includes(permission) ?? true;
  const inClaims = (ref: BotRef) =>
    bots?.some(({ business, bot, every }) => business === ref.business && (every || bot === ref.bot)) ?? true;
  return {
    may: (permission, ref) =>
      allowed(permission) && inClaims(ref) && grants.some((grant) => grant.permissions.includes(permission) && covers(grant, ref)),
    mayAnywhere: (permission) =>
      allowed(permission) && bots?.length !== 0 && grants.some((grant) => grant.permissions.includes(permission) && meets(grant, bots)),
  };
}

/** Whether a grant and the claims have a bot in common. */
function meets(grant: Grant, bots: { business: string; bot: string; every: boolean }[] | undefined): boolean {
  if (!bots) return true;
  return bots.some(({ business, bot, every }) =>
    every ? grant.business === '*' || grant.business === business : covers(grant, { business, bot }),
  );
}
