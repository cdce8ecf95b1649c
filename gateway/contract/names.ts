import { z } from 'zod';

/** A bot is unique within its business; two businesses may use the same name. */
export interface BotRef {
  business: string;
  bot: string;
}

/** Joins names into one: each part percent-encoded, so that a slash inside a name stays apart from the joint (section 3). */
export function composeName(...parts: string[]): string {
  return parts.map(encodeURIComponent).join('/');
}

/** Takes a composed name of `count` parts apart; `null` when it is none. */
export function parseName(name: string, count: number): string[] | null {
  const parts = name.split('/');
  if (parts.length !== count || parts.some((part) => part === '')) return null;
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return null;
  }
}

export const botName = ({ business, bot }: BotRef): string => composeName(business, bot);

/** `business/bot` in a query. */
export const BotName = z
  .string()
  .transform((name, context): BotRef => {
    const [business, bot] = parseName(name, 2) ?? [];
    if (business !== undefined && bot !== undefined) return { business, bot };
    context.addIssue({ code: 'custom', message: 'must be business/bot, each part percent-encoded' });
    return z.NEVER;
  })
  .meta({ type: 'string', examples: ['acme/shop'] });

export interface ConversationRef extends BotRef {
  conversation: string;
}

/** `business/bot/conversation` in a query. */
export const ConversationName = z
  .string()
  .transform((name, context): ConversationRef => {
    const [business, bot, conversation] = parseName(name, 3) ?? [];
    if (business !== undefined && bot !== undefined && conversation !== undefined) return { business, bot, conversation };
    context.addIssue({ code: 'custom', message: 'must be business/bot/conversation, each part percent-encoded' });
    return z.NEVER;
  })
  .meta({ type: 'string', examples: ['acme/shop/c-17'] });
