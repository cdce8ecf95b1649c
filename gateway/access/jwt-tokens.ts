import { createRemoteJWKSet, errors, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import { Problem } from '../contract/problem.ts';
import { type Tokens } from './tokens.ts';

export interface JwtSettings {
  /** Shared secret for HS256; exactly one of this and `jwksUrl`. */
  secret?: string | undefined;
  /** Where the issuer publishes its keys for RS256, ES256 and EdDSA. */
  jwksUrl?: string | undefined;
  issuer?: string | undefined;
  audience?: string | undefined;
  /** Epoch milliseconds. */
  clock: () => number;
  /** How long an unknown key id makes the keys be fetched anew no second time, milliseconds. */
  cooldown?: number | undefined;
}

/** Longer tokens are refused unread: no issuer needs them, and reading them costs. */
const MAX_LENGTH = 8192;

/** Clocks of issuer and gateway may be this far apart, in seconds: a token still counts as long past `exp` and before `nbf`. */
const CLOCK_TOLERANCE = 5;

const Payload = z.object({
  sub: z.string().min(1),
  exp: z.number(),
  bots: z.array(z.string()).optional(),
  permissions: z.array(z.string()).optional(),
});

/**
 * Checks JSON Web Tokens. The accepted algorithms follow from the settings, never from the token: with published keys
 * no HS256, or whoever knows the public key could sign with it.
 */
export function createJwtTokens(settings: JwtSettings): Tokens {
  const { issuer, audience, clock } = settings;
  const { key, algorithms } = keyOf(settings);
  const options: JWTVerifyOptions = {
    algorithms,
    clockTolerance: CLOCK_TOLERANCE,
    requiredClaims: ['exp', 'sub'],
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
  };
  return {
    async verify(token) {
      if (token.length > MAX_LENGTH) throw refusal('The token is longer than 8 KiB: ask for one with fewer claims.');
      const { payload } = await jwtVerify(token, key, { ...options, currentDate: new Date(clock()) }).catch((error: unknown) => {
        throw error instanceof Problem ? error : refusal(reasonOf(error, algorithms));
      });
      const { data, error } = Payload.safeParse(payload);
      if (!data) throw refusal(`The claim "${String(error.issues[0]?.path[0])}" of the token is malformed. ${SHAPES}`);
      const { sub, exp, bots, permissions } = data;
      return { sub, expires: exp * 1000, claims: { bots, permissions } };
    },
  };
}

const SHAPES = 'A sub is a string that is not empty, exp a number, bots and permissions are lists of strings.';

const refusal = (detail: string): Problem => new Problem('unauthenticated', detail);

function keyOf({ secret, jwksUrl, cooldown }: JwtSettings): { key: JWTVerifyGetKey; algorithms: string[] } {
  if (Boolean(secret) === Boolean(jwksUrl)) throw new Error('Give exactly one of a shared secret and a JWKS URL to check tokens with.');
  if (secret) {
    const bytes = new TextEncoder().encode(secret);
    return { key: () => bytes, algorithms: ['HS256'] };
  }
  const published = createRemoteJWKSet(new URL(jwksUrl ?? ''), { timeoutDuration: 3000, cooldownDuration: cooldown ?? 10_000 });
  return {
    algorithms: ['RS256', 'ES256', 'EdDSA'],
    async key(header, token) {
      try {
        return await published(header, token);
      } catch (cause) {
        if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) throw cause;
        throw new Problem(
          'store-unavailable',
          'The key that signed the token cannot be fetched at the moment: try again in a few seconds.',
          {
            cause,
            retryAfter: 5,
          },
        );
      }
    },
  };
}

/** Says what is wrong without a word of the token's content: the answer may be logged by others. */
function reasonOf(error: unknown, algorithms: readonly string[]): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired: send a fresh one.';
  if (error instanceof errors.JOSEAlgNotAllowed) return `The token must be signed with ${algorithms.join(', ')}.`;
  if (error instanceof errors.JWKSNoMatchingKey) return 'The token is signed with a key that its issuer does not publish.';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'The token does not say which key signed it: its header needs a "kid".';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the token is not valid.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === 'missing') return `The token lacks the claim "${error.claim}".`;
    if (error.claim === 'nbf') return 'The token is not valid yet.';
    return `The claim "${error.claim}" of the token is not the one that is accepted here.`;
  }
  return 'The token is not a signed JSON Web Token.';
}
