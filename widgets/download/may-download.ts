import type { Permission, ScopeAnswer } from '../../gateway/contract/scope.ts';
import type { Session } from '../data/session.ts';
import type { Filters } from '../internal/settings.ts';

/** Milliseconds after which it is asked again: grants change. */
const KEPT = 60_000;

/** Who waits for the answer to a question that is under way. */
const waiting = new WeakMap<Session, Set<() => void>>();

/** What a visitor may see; `null` until it is known. One question for all widgets of a session. @param onLoad - called when it has come */
export function scopeOf(session: Session, onLoad: () => void): ScopeAnswer | null {
  const { scope } = session;
  if (scope && performance.now() - scope.at < KEPT) return scope.answer;
  const others = waiting.get(session)?.add(onLoad);
  if (!others) void askFor(session, new Set([onLoad]));
  return scope?.answer ?? null;
}

async function askFor(session: Session, widgets: Set<() => void>): Promise<void> {
  waiting.set(session, widgets);
  try {
    await session.ask<ScopeAnswer>('scope', [], new AbortController().signal);
    waiting.delete(session);
    for (const tell of widgets) tell();
  } catch {
    // Who cannot be told what is allowed is not offered it, for a while.
    setTimeout(() => waiting.delete(session), KEPT);
  }
}

/** Whether there is a bot among those that the filters choose on which a visitor holds all these permissions. */
export function mayAnywhere(
  { businesses }: ScopeAnswer,
  { business, bot }: Pick<Filters, 'business' | 'bot'>,
  needed: readonly Permission[],
): boolean {
  return businesses.some(
    ({ id, bots }) =>
      (business.length === 0 || business.includes(id)) &&
      bots.some(
        (each) =>
          (bot.length === 0 || bot.includes(`${encodeURIComponent(id)}/${encodeURIComponent(each.id)}`)) &&
          needed.every((permission) => each.permissions.includes(permission)),
      ),
  );
}
