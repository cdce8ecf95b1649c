import { createHmac, createSecretKey, hash } from 'node:crypto';
import { FIELDS } from '../../contract/message.ts';
import { type ConversationRef } from '../../contract/names.ts';
import { remember } from '../../text/remember.ts';
import { type StoredMessage } from '../store.ts';

/**
 * Names of documents, the same in every gateway. Keyed by the store's secret: what stays of an erased message is its name,
 * from which nothing can be learnt by trying all phone numbers.
 */
export interface Keys {
  conversation(ref: ConversationRef): string;
  message(conversation: string, id: string): string;
  /** A user of a business as a long in decimals. */
  person(business: string, user: string): string;
}

export function createKeys(secret: Uint8Array): Keys {
  const key = createSecretKey(secret);
  const mac = (text: string) => createHmac('sha256', key).update(text);
  // 18 bytes.
  const nameOf = (text: string) => mac(text).digest('base64url').slice(0, 24);
  const conversationName = remember(nameOf);
  return {
    conversation: ({ business, bot, conversation }) => conversationName(JSON.stringify(['conversation', business, bot, conversation])),
    message: (conversation, id) => nameOf(JSON.stringify(['message', conversation, id])),
    person: (business, user) => {
      const digest = mac(JSON.stringify(['person', business, user])).digest();
      return (digest.readBigUInt64BE() >> 1n).toString();
    },
  };
}

/** Tells two bodies under one id and revision apart. */
export function bodyDigest(message: StoredMessage): string {
  // 6 bytes.
  return hash('sha256', JSON.stringify(FIELDS.map((field) => message[field] ?? null)), 'base64url').slice(0, 8);
}
