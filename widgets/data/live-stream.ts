import type { Changed } from '../../gateway/contract/live.ts';
import type { ProblemDetails } from '../../gateway/contract/problem.ts';
import type { GatewayClient } from './gateway-client.ts';
import { toGatewayError } from './gateway-error.ts';
import { readServerSent } from './server-sent.ts';
import { awake, backOff, onWake } from './wake.ts';

/** What a listener hears: which bots changed; `null` = unknown, anything may have (the stream was away for a while). */
export type LiveListener = (bots: readonly string[] | null) => void;

/** Milliseconds: the gateway says something at least every 15 s. */
const SILENCE = 40_000;
/** Milliseconds before a stream that nobody listens to is closed: an element that moves in the page is gone for less. */
const LINGER = 1000;

/** Across an `await`, where the compiler believes what it saw before. */
const isAborted = ({ signal }: AbortController): boolean => signal.aborted;

/** The one stream of changes of a session, open while somebody listens and somebody looks. */
export class LiveStream {
  readonly #client: GatewayClient;
  readonly #listeners = new Map<LiveListener, () => void>();
  #running: AbortController | undefined;
  #linger: ReturnType<typeof setTimeout> | undefined;
  #stopWaking: (() => void) | undefined;
  #open = false;

  constructor(client: GatewayClient) {
    this.#client = client;
  }

  /** True while changes are heard as they happen. */
  get open(): boolean {
    return this.#open;
  }

  /** @param onOpen - called when `open` changes. @returns the way to stop */
  listen(listener: LiveListener, onOpen: () => void): () => void {
    clearTimeout(this.#linger);
    this.#listeners.set(listener, onOpen);
    this.#stopWaking ??= onWake(() => this.#wake());
    document.addEventListener('visibilitychange', this.#hide);
    this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#linger = setTimeout(() => this.#end(), LINGER);
    };
  }

  /** Begins again after a refusal, for a visitor who has logged in. */
  resume(): void {
    if (this.#listeners.size > 0) this.#start();
  }

  readonly #hide = (): void => {
    if (document.visibilityState === 'hidden') this.#stop();
  };

  /** At once, also where the next try is a minute away. */
  #wake(): void {
    if (!this.#open) this.#stop();
    this.#start();
  }

  #start(): void {
    if (this.#running || !awake()) return;
    this.#running = new AbortController();
    void this.#follow(this.#running);
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#setOpen(false);
  }

  #end(): void {
    this.#stop();
    this.#stopWaking?.();
    this.#stopWaking = undefined;
    document.removeEventListener('visibilitychange', this.#hide);
  }

  async #follow(running: AbortController): Promise<void> {
    for (let tries = 0; !running.signal.aborted; tries += 1) {
      try {
        await this.#read(running.signal, () => (tries = 0));
      } catch (error) {
        if (isAborted(running)) return;
        // Asking again would not help; the widgets' own questions tell why.
        if (toGatewayError(error).ends) break;
      }
      // Begins again when somebody looks, or when there is a network.
      if (!awake()) break;
      this.#setOpen(false);
      await new Promise((resolve) => setTimeout(resolve, backOff(tries)));
    }
    if (this.#running === running) this.#stop();
  }

  async #read(signal: AbortSignal, alive: () => void): Promise<void> {
    const quiet = new AbortController();
    const watch = () => setTimeout(() => quiet.abort(), SILENCE);
    let timer = watch();
    try {
      const response = await this.#client.open('live', [], AbortSignal.any([signal, quiet.signal]), 'text/event-stream');
      this.#setOpen(true);
      // Whatever happened before it opened was not heard.
      this.#tell(null);
      for await (const { name, data } of readServerSent(response)) {
        clearTimeout(timer);
        timer = watch();
        alive();
        if (name === 'changed') this.#tell((JSON.parse(data) as Changed).bots);
        if (name === 'denied') this.#denied(JSON.parse(data) as ProblemDetails);
      }
    } finally {
      clearTimeout(timer);
      quiet.abort();
    }
  }

  /** A token that ended is renewed by the next round; a lost right is told by the widgets' next question. */
  #denied({ code }: ProblemDetails): void {
    if (code !== 'unauthenticated') this.#tell(null);
  }

  #tell(bots: readonly string[] | null): void {
    for (const listener of [...this.#listeners.keys()]) listener(bots);
  }

  #setOpen(open: boolean): void {
    if (this.#open === open) return;
    this.#open = open;
    for (const onOpen of [...this.#listeners.values()]) onOpen();
  }
}
