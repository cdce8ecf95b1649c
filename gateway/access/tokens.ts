import { type Claims } from './rights.ts';

/** What a valid token says. */
export interface Token {
  sub: string;
  /** Epoch milliseconds. */
  expires: number;
  claims: Claims;
}

/** Checks bearer tokens. */
export interface Tokens {
  /** @throws Problem `unauthenticated` when the token is not valid now */
  verify(token: string): Promise<Token>;
}
