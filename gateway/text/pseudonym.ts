import { createHmac } from 'node:crypto';
import { isSensitiveIdentifier } from './mask.ts';
import { remember } from './remember.ts';

const isSensitive = remember(isSensitiveIdentifier);

/**
 * What stands for an identifier that is itself an address or a number (section 5): stable within the business, and, keyed by the
 * store's secret, not to be found by trying all phone numbers. `undefined` for any other identifier.
 */
export function pseudonym(secret: Uint8Array, business: string, identifier: string): string | undefined {
  if (!isSensitive(identifier)) return undefined;
  const digest = createHmac('sha256', secret)
    .update(JSON.stringify([business, identifier]))
    .digest('base64url');
  return `~${digest.slice(0, 16)}`;
}
