import type { ScopeAnswer } from '../../gateway/contract/scope.ts';
import { GatewayClient, type Query } from './gateway-client.ts';
import { GatewayError } from './gateway-error.ts';
import { LiveStream } from './live-stream.ts';
import { type GetToken, TokenSource } from './token-source.ts';

/**
 * One visitor at one gateway: what all widgets with the same `gateway` and the same `getToken` share, so that a token is asked
 * once, equal questions are one request, and there is one live stream.
 */
export class Session {
  readonly live: LiveStream;
  /** What the visitor may see, as last told to any widget, and when that was (`performance.now()`). */
  scope: { at: number; answer: ScopeAnswer } | null = null;
  readonly #client: GatewayClient;
  #signedOut = false;
  #told = false;

  constructor(gateway: string, getToken: GetToken) {
    this.#client = new GatewayClient(gateway, new TokenSource(getToken));
    this.live = new LiveStream(this.#client);
  }

  /** True from the gateway's last word that the token is none, until `signIn`. Nothing is asked meanwhile. */
  get signedOut(): boolean {
    return this.#signedOut;
  }

  /** Lets the next question try again. @returns whether there was anything to do */
  signIn(): boolean {
    if (!this.#signedOut) return false;
    this.#signedOut = false;
    this.#told = false;
    this.scope = null;
    this.live.resume();
    return true;
  }

  /** True once after each refusal, for the one widget that tells the page. */
  tellOnce(): boolean {
    const first = this.#signedOut && !this.#told;
    this.#told ||= first;
    return first;
  }

  /** See `GatewayClient.ask`. */
  async ask<Answer>(path: string, query: Query, signal: AbortSignal): Promise<Answer> {
    const answer = await this.#watched(() => this.#client.ask<Answer>(path, query, signal));
    if (path === 'scope') this.scope = { at: performance.now(), answer: answer as ScopeAnswer };
    return answer;
  }

  /** See `GatewayClient.open`. */
  async open(path: string, query: Query, signal: AbortSignal, accept: string): Promise<Response> {
    return this.#watched(() => this.#client.open(path, query, signal, accept));
  }

  async #watched<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#signedOut) throw new GatewayError('unauthenticated', 'Nobody is signed in.');
    try {
      return await ask();
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'unauthenticated') this.#signedOut = true;
      throw error;
    }
  }
}

const sessions = new WeakMap<GetToken, Map<string, Session>>();

/**
 * The session of a gateway and a way to tokens.
 *
 * @param gateway - absolute or relative to the page; a slash at its end means nothing
 */
export function sessionFor(gateway: string, getToken: GetToken): Session {
  const base = new URL(gateway || '/', document.baseURI).href.replace(/\/+$/, '');
  const known = sessions.get(getToken) ?? new Map<string, Session>();
  sessions.set(getToken, known);
  const session = known.get(base) ?? new Session(base, getToken);
  known.set(base, session);
  return session;
}
