import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { Problem } from '../contract/problem.ts';
import { type Position } from '../store/store.ts';
import { type Range } from '../time/range.ts';

/** Where a page ended: the range stays that of the first page, so that a preset which moves on neither skips nor repeats. */
export interface Cursor {
  range: Range;
  position: Position;
}

const IV = 12;
const TAG = 16;

/** A cursor as opaque text, bound to its query. Encrypted, since the position names a conversation whose identifier may be a phone number. */
export function sealCursor(cursor: Cursor, query: string, secret: Uint8Array): string {
  const text = JSON.stringify(cursor);
  // Made from what it hides, so that an unchanged page has an unchanged cursor, and so its ETag.
  const iv = createHmac('sha256', secret)
    .update(JSON.stringify([query, text]))
    .digest()
    .subarray(0, IV);
  const cipher = createCipheriv('aes-256-gcm', key(secret), iv).setAAD(Buffer.from(query));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws Problem `invalid-query` for anything but a cursor that this query gave out */
export function openCursor(text: string, query: string, secret: Uint8Array): Cursor {
  try {
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key(secret), bytes.subarray(0, IV), { authTagLength: TAG });
    decipher.setAAD(Buffer.from(query)).setAuthTag(bytes.subarray(IV, IV + TAG));
    const opened = Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]);
    return JSON.parse(opened.toString('utf8')) as Cursor;
  } catch (cause) {
    throw noCursor(cause);
  }
}

export const noCursor = (cause?: unknown): Problem =>
  new Problem('invalid-query', 'after: is no cursor of this query; start again without it', { cause });

const key = (secret: Uint8Array): Buffer => createHash('sha256').update('cursor').update(secret).digest();
