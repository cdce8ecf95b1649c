import { PERMISSIONS } from '../contract/scope.ts';
import { Problem } from '../contract/problem.ts';
import { type Caller } from './caller.ts';
import { type Directory, type Principal } from './directory.ts';
import { rightsOf } from './rights.ts';
import { type Token, type Tokens } from './tokens.ts';

/** Says who asks, in two steps, so that what a token costs is counted before anybody is asked what it may do. */
export interface Access {
  /**
   * Reads the `Authorization` header, and nothing else: never a cookie, never the URL.
   *
   * @throws Problem `unauthenticated` without exactly one valid bearer token, `store-unavailable` when its key cannot be fetched now
   */
  authenticate(authorization: string | undefined): Promise<Token>;
  /**
   * What the directory grants to whom the token names.
   *
   * @throws Problem `forbidden` for a principal that is unknown or may do nothing at all (one answer, so that nobody learns which),
   * `store-unavailable` when that cannot be found out now
   */
  authorise(token: Token): Promise<Caller>;
  /** Both. */
  identify(authorization: string | undefined): Promise<Caller>;
  /** Says what a caller may do now: what was begun with a token goes on after its end, and not after that of the grants. @throws Problem as `authorise` */
  renew(caller: Caller): Promise<Caller>;
}

/** The scheme is case-insensitive (RFC 9110); a comma would join a second header and is not part of a token. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Joins what the token says with what the directory grants. */
export function createAccess({ tokens, directory }: { tokens: Tokens; directory: Directory }): Access {
  const authenticate: Access['authenticate'] = async (authorization) => tokens.verify(bearerToken(authorization));
  const authorise: Access['authorise'] = async ({ sub, expires, claims }) => {
    const principal = await lookUp(directory, sub);
    const rights = rightsOf(principal?.grants ?? [], claims);
    if (!PERMISSIONS.some((permission) => rights.mayAnywhere(permission)))
      throw new Problem('forbidden', 'No grant lets you do anything here. Whoever runs this service can give you one in its directory.');
    return { id: sub, rights, claims, expires };
  };
  return {
    authenticate,
    authorise,
    identify: async (authorization) => authorise(await authenticate(authorization)),
    renew: ({ id, expires, claims }) => authorise({ sub: id, expires, claims }),
  };
}

function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined || authorization.trim() === '')
    throw new Problem('unauthenticated', 'A token is missing: send the header "Authorization: Bearer <token>".');
  const token = BEARER.exec(authorization.trim())?.[1];
  if (token === undefined)
    throw new Problem('unauthenticated', 'The Authorization header must hold exactly one token: "Authorization: Bearer <token>".');
  return token;
}

async function lookUp(directory: Directory, id: string): Promise<Principal | null> {
  try {
    return await directory.principal(id);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('store-unavailable', 'Your grants cannot be looked up at the moment: try again in a few seconds.', {
      cause,
      retryAfter: 5,
    });
  }
}
