import type { ProblemDetails } from '../../gateway/contract/problem.ts';
import { GatewayError, toGatewayError } from './gateway-error.ts';
import type { TokenSource } from './token-source.ts';

/** Pairs of name and value, as they go into the URL. */
export type Query = readonly (readonly [name: string, value: string])[];

/** Milliseconds that an answer may take: longer than the gateway's own limit, which answers better. */
const PATIENCE = 60_000;
const KEPT = 40;

interface Kept {
  tag: string;
  answer: unknown;
}

interface Flight {
  answer: Promise<unknown>;
  passengers: number;
  abort: AbortController;
}

/**
 * Asks one gateway as one visitor. Equal questions at the same time are one request; what has not changed since the last time is
 * not sent again (ETag), and is then the very same object.
 */
export class GatewayClient {
  readonly #base: string;
  readonly #tokens: TokenSource;
  readonly #kept = new Map<string, Kept>();
  readonly #flights = new Map<string, Flight>();

  constructor(gateway: string, tokens: TokenSource) {
    this.#base = gateway;
    this.#tokens = tokens;
  }

  /**
   * `GET /v1/<path>` as JSON.
   *
   * @param signal - leaves the question; the request ends when nobody waits for it any more
   * @throws GatewayError, or the signal's reason
   */
  async ask<Answer>(path: string, query: Query, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    const url = urlOf(this.#base, path, query);
    const flight = this.#flights.get(url) ?? this.#start(url);
    flight.passengers += 1;
    const left = new Promise<never>((_, reject) => {
      signal.addEventListener(
        'abort',
        () => {
          flight.passengers -= 1;
          if (flight.passengers === 0) this.#end(url, flight);
          reject(signal.reason as Error);
        },
        { once: true },
      );
    });
    return (await Promise.race([flight.answer, left])) as Answer;
  }

  /** Opens a response that is read as it comes (live stream, files). @throws GatewayError */
  async open(path: string, query: Query, signal: AbortSignal, accept: string): Promise<Response> {
    return this.#request(urlOf(this.#base, path, query), { accept }, signal);
  }

  #start(url: string): Flight {
    const abort = new AbortController();
    const answer = this.#fetch(url, AbortSignal.any([abort.signal, AbortSignal.timeout(PATIENCE)]));
    const flight: Flight = { answer, passengers: 0, abort };
    this.#flights.set(url, flight);
    const landed = () => this.#end(url, flight);
    answer.then(landed, landed);
    return flight;
  }

  #end(url: string, flight: Flight): void {
    if (this.#flights.get(url) === flight) this.#flights.delete(url);
    flight.abort.abort();
  }

  async #fetch(url: string, signal: AbortSignal): Promise<unknown> {
    const kept = this.#kept.get(url);
    const response = await this.#request(url, kept ? { 'if-none-match': kept.tag } : {}, signal);
    if (response.status === 304 && kept) return kept.answer;
    const answer = await json(response);
    const tag = response.headers.get('etag');
    this.#kept.delete(url);
    if (tag !== null) this.#kept.set(url, { tag, answer });
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest);
    return answer;
  }

  async #request(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    const token = await this.#tokens.token();
    const response = await send(url, token, headers, signal);
    if (response.status !== 401) return checked(response);
    return checked(await send(url, await this.#tokens.renew(token), headers, signal));
  }
}

async function send(url: string, token: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  try {
    // The gateway's own caching rules hold through `kept`: the browser's store must not keep what a visitor may see.
    return await fetch(url, { headers: { ...headers, authorization: `Bearer ${token}` }, signal, cache: 'no-store', credentials: 'omit' });
  } catch (error) {
    throw toGatewayError(error);
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok || response.status === 304) return response;
  const problem = await json(response).catch(() => null);
  if (!isProblem(problem)) throw new GatewayError('bad-answer', `Something that is no gateway answered ${response.status}.`);
  const seconds = Number(response.headers.get('retry-after'));
  throw new GatewayError(problem.code, problem.detail, { retryAfter: seconds > 0 ? seconds * 1000 : undefined });
}

async function json(response: Response): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw toGatewayError(error);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new GatewayError('bad-answer', 'Something that is no gateway answered.', { cause });
  }
}

function isProblem(value: unknown): value is ProblemDetails {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}

function urlOf(base: string, path: string, query: Query): string {
  const search = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
  return `${base}/v1/${path}${search && `?${search}`}`;
}
