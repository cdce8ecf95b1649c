import { rightsOf } from '../../gateway/access/rights.ts';
import { type Scope, scopeFor } from '../../gateway/access/scope.ts';
import { type BotRef } from '../../gateway/contract/names.ts';
import { type StoredMessage } from '../../gateway/store/store.ts';

export const NOON = Date.parse('2026-03-01T12:00:00Z');

/** A message as a store takes it: of acme/shop, from a user, at noon. */
export function stored(id: string, fields: Partial<StoredMessage> = {}): StoredMessage {
  return {
    id,
    revision: 0,
    timestamp: NOON,
    business: 'acme',
    bot: 'shop',
    conversation: 'c',
    user: 'gone',
    sender: 'user',
    text: '',
    seq: 0,
    words: [],
    ...fields,
  };
}

/** Bots as somebody sees them who holds every permission on them, or all but `unmask`. */
export function scopeOf(bots: readonly BotRef[] = [{ business: 'acme', bot: 'shop' }], unmask = true): Scope {
  const permissions = ['reports', 'messages', ...(unmask ? (['unmask'] as const) : [])] as const;
  return scopeFor(rightsOf([{ business: '*', bot: '*', permissions }]), 'reports', { bot: bots }, []);
}

/** A whole day around noon. */
export const DAY = { from: NOON - 43_200_000, to: NOON + 43_200_000 };
