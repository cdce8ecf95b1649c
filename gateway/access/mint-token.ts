import { SignJWT } from 'jose';

export interface TokenWanted {
  /** The shared secret of the gateway. */
  secret: string;
  /** Id of a principal of the directory. */
  sub: string;
  /** Seconds from now. */
  expiresIn: number;
  issuer?: string | undefined;
  audience?: string | undefined;
  /** Narrows the grants to these bots: `business/bot`, `business/*`. */
  bots?: readonly string[] | undefined;
  /** Narrows the grants to these permissions. */
  permissions?: readonly string[] | undefined;
}

/** Makes a token with HS256, for development, tests and hosts that share a secret with the gateway. */
export function mintToken({ secret, sub, expiresIn, issuer, audience, bots, permissions }: TokenWanted): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const token = new SignJWT({ ...(bots && { bots }), ...(permissions && { permissions }) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(sub)
    .setIssuedAt(now)
    .setExpirationTime(now + Math.floor(expiresIn));
  if (issuer !== undefined) token.setIssuer(issuer);
  if (audience !== undefined) token.setAudience(audience);
  return token.sign(new TextEncoder().encode(secret));
}
