import { type BotRef } from '../contract/names.ts';
import { Problem } from '../contract/problem.ts';
import { type Permission } from '../contract/scope.ts';
import { pairKey } from '../text/key.ts';
import { type Rights } from './rights.ts';

declare const made: unique symbol;

export interface ScopedBot extends BotRef {
  /** The caller may see addresses and numbers of this bot's users as they are. */
  readonly unmask: boolean;
}

/**
 * The bots a question may look at. Only {@link scopeFor} makes one, and every store query takes one:
 * a query without an access check does not compile.
 */
export interface Scope {
  readonly [made]: true;
  readonly bots: readonly ScopedBot[];
}

/** Which bots a question is about: alternatives within a parameter, both parameters ANDed; neither: all. */
export interface Asked {
  business?: readonly string[] | undefined;
  bot?: readonly BotRef[] | undefined;
}

const keyOf = ({ business, bot }: BotRef): string => pairKey(business, bot);

/** The one refusal of a question, in the same words whether what it asks for exists or not. */
export function forbidden(...permissions: Permission[]): Problem {
  const names = permissions.map((permission) => `"${permission}"`).join(' and ');
  return new Problem('forbidden', `Your grants do not hold the permission ${names} for what you asked.`);
}

/** Whether the caller still may look at all of a scope, as it was made for these permissions. */
export const stillHolds = (rights: Rights, permissions: readonly Permission[], { bots }: Scope): boolean =>
  bots.every((bot) => [...permissions, ...(bot.unmask ? (['unmask'] as const) : [])].every((permission) => rights.may(permission, bot)));

/**
 * The bots asked for, as far as the caller holds the permission, or all of several, there (section 3).
 *
 * @param known - all bots of the directory and the store, to which wildcard grants extend
 * @throws Problem `forbidden`, in the same words whether the bot exists or not
 */
export function scopeFor(rights: Rights, permission: Permission | readonly Permission[], asked: Asked, known: readonly BotRef[]): Scope {
  const needed = [permission].flat();
  return scopeOf(rights, needed, (bot) => needed.every((each) => rights.may(each, bot)), asked, known);
}

/** The same for what any one of several permissions lets see. */
export const scopeForAny = (rights: Rights, permissions: readonly Permission[], asked: Asked, known: readonly BotRef[]): Scope =>
  scopeOf(rights, permissions, (bot) => permissions.some((each) => rights.may(each, bot)), asked, known);

function scopeOf(
  rights: Rights,
  needed: readonly Permission[],
  may: (bot: BotRef) => boolean,
  asked: Asked,
  known: readonly BotRef[],
): Scope {
  const permitted = new Map<string, BotRef>();
  for (const bot of [...known, ...(asked.bot ?? [])]) if (may(bot)) permitted.set(keyOf(bot), bot);
  if (asked.bot?.some((bot) => !permitted.has(keyOf(bot)))) throw forbidden(...needed);

  const businesses = asked.business && new Set(asked.business);
  const reached = new Set([...permitted.values()].map(({ business }) => business));
  if (permitted.size === 0 || asked.business?.some((business) => !reached.has(business))) throw forbidden(...needed);

  const wanted = asked.bot ? new Set(asked.bot.map(keyOf)) : null;
  const bots = [...permitted]
    .filter(([name, { business }]) => (wanted?.has(name) ?? true) && (businesses?.has(business) ?? true))
    .map(([, { business, bot }]) => ({ business, bot, unmask: rights.may('unmask', { business, bot }) }));
  return { bots } as unknown as Scope;
}
