import { GatewayError } from './gateway-error.ts';

/** The host's own way to a token: a JWT, or nothing when nobody is logged in. */
export type GetToken = () => Promise<string | null | undefined> | string | null | undefined;

/** Characters of RFC 6750, 2.1; anything else (a login page, say) is no token and would break the header. */
const BEARER = /^[\w\-.~+/]+=*$/;
/** Milliseconds that the host's `getToken` may take. */
const PATIENCE = 30_000;
/** Milliseconds that a token without readable `exp` is used. */
const UNKNOWN_LIFE = 300_000;
const MAX_MARGIN = 60_000;

interface Held {
  token: string;
  /** On the clock of `performance.now()`, which no wrong wall clock moves. */
  until: number;
}

/** One token for all who share it: asked once, renewed before it ends, kept in memory alone. */
export class TokenSource {
  readonly #getToken: GetToken;
  #held: Held | undefined;
  #coming: Promise<Held> | undefined;

  constructor(getToken: GetToken) {
    this.#getToken = getToken;
  }

  /** @throws GatewayError `unauthenticated` when the host has none, `no-token` when it failed */
  async token(): Promise<string> {
    if (this.#held && performance.now() < this.#held.until) return this.#held.token;
    return (await this.#fetch()).token;
  }

  /** A token other than the refused one: whoever comes second gets what the first one fetched. */
  async renew(refused: string): Promise<string> {
    if (this.#held?.token === refused) this.#held = undefined;
    return this.token();
  }

  #fetch(): Promise<Held> {
    this.#coming ??= this.#ask().finally(() => (this.#coming = undefined));
    return this.#coming;
  }

  async #ask(): Promise<Held> {
    const text = await inTime(Promise.resolve().then(this.#getToken));
    const token = typeof text === 'string' ? text.trim() : '';
    if (!BEARER.test(token)) throw new GatewayError('unauthenticated', 'The page has no token for this visitor.');
    const life = lifeOf(token);
    this.#held = { token, until: performance.now() + life - Math.min(MAX_MARGIN, life / 4) };
    return this.#held;
  }
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('getToken takes too long.')), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } catch (cause) {
    throw new GatewayError('no-token', 'The page could not get a token.', { cause });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Milliseconds that a fresh token lives. Its `iat` is the server's clock, as its `exp` is: their difference holds whatever the
 * browser's clock says.
 */
function lifeOf(token: string): number {
  const { exp, iat } = claimsOf(token);
  if (typeof exp !== 'number') return UNKNOWN_LIFE;
  const life = typeof iat === 'number' ? (exp - iat) * 1000 : exp * 1000 - Date.now();
  return life > 0 ? life : UNKNOWN_LIFE;
}

function claimsOf(token: string): { exp?: unknown; iat?: unknown } {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(payload)) as { exp?: unknown; iat?: unknown };
  } catch {
    return {};
  }
}
