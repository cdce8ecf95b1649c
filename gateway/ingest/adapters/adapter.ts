import { type Message } from '../../contract/message.ts';

/** Where the messages of an import belong. */
export interface Target {
  business: string;
  bot: string;
  /** Names of actions or intents that hand a conversation to a human agent, for products that do not say so themselves. */
  handoff?: readonly string[];
}

/** What an adapter makes of a payload: a message still to be checked by the same code as one that came over HTTP. */
export type Draft = { [Field in keyof Message]?: unknown };

/**
 * Reads the payloads of another product as messages. What it makes depends on the payloads alone, ids included, so that an import twice is
 * harmless; what is missing in a payload is missing in the draft, and refused by name where every message is checked.
 *
 * @throws Error that says what a payload is not, when it is none of the product's at all
 */
export type Adapter = (payload: unknown) => Draft[];

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path; undefined where the path ends early. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = isObject(found) ? found[key] : undefined;
  return found;
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** A text that says something. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The draft without what nobody said. */
export function draft(fields: Draft): Draft {
  const said: Draft = {};
  for (const name in fields) {
    const value = fields[name as keyof Draft];
    if (value !== undefined) said[name as keyof Draft] = value;
  }
  return said;
}

/** Stands for a part of a payload that is none, so that it is refused and counted, and the other parts are not lost with it. */
export const unreadable = ({ business, bot }: Target): Draft => ({ business, bot });

/** A human agent takes over, who then speaks elsewhere: an empty message of the human's stands for what the product does not record. */
export const takeOver = (fields: Draft): Draft => draft({ ...fields, sender: 'human', text: '' });
