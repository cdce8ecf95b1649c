import { hash } from 'node:crypto';
import { type BotRef } from '../../contract/names.ts';
import { remember } from '../../text/remember.ts';
import { pack } from './pack.ts';

/** What tells one bot from all others. */
export const botKey = ({ business, bot }: BotRef): string => pack(business, bot);

/** What a message or a conversation is looked up by. `hidden`: an identifier behind its pseudonym. */
const KINDS = {
  user: 'u',
  hiddenUser: 'U',
  conversation: 'c',
  hiddenConversation: 'C',
  story: 's',
  node: 'n',
  /** Story and node in one. */
  invoked: 'i',
  word: 'w',
  missed: 'm',
} as const;
export type Kind = keyof typeof KINDS;

/** Which bot: short, since it stands before each term. Two bots of one tag cost nothing, since a question asks for its bots as well. */
const tagOf = remember((bot: string) => hash('sha256', bot, 'base64url').slice(0, 6));

/**
 * The terms of names in one bot. A server looks a term up among those of all clients, and has more to do when it is there: with the bot in it, a
 * name that only others have is one that nobody has.
 */
export const termsOf = (bot: string, kind: Kind, names: Iterable<string>): string[] =>
  Array.from(names, (name) => tagOf(bot) + KINDS[kind] + name);
