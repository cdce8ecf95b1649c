import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Query } from './gateway-client.ts';
import { type GatewayError, toGatewayError } from './gateway-error.ts';
import type { Session } from './session.ts';
import { awake, backOff, onWake } from './wake.ts';

/** What a widget wants to know. */
export interface Question {
  session: Session;
  /** Path below `/v1/`. */
  path: string;
  query: Query;
  /** Whether a change of these bots (`business/bot`) may change the answer. */
  concerns: (bots: readonly string[]) => boolean;
}

/**
 * What a view switches on.
 *
 * - `idle`: nothing can be asked yet, since the page has not said who looks.
 * - `success`: `outdated` = the answer to the question before, shown until the new one comes.
 * - `error`: with `answer` when the last good one still answers the question: it is stale, not gone.
 */
export type ReportState<Answer> =
  | { status: 'idle' }
  | { status: 'pending' }
  | { status: 'success'; answer: Answer; updatedAt: number; fetching: boolean; outdated: boolean }
  | { status: 'error'; error: GatewayError; answer: Answer | null; updatedAt: number; fetching: boolean };

/** Milliseconds between two fetches that live changes ask for. */
const LIVE_PAUSE = 2500;
/** Milliseconds after which an answer is checked again though nothing was heard: conversations fall idle in silence. */
const KEEP = 60_000;
/** Milliseconds that an element may be out of the page and come back without asking again. */
const MOVE = 1000;

/** Keeps the answer to its host's question: asks, follows changes, tries again, pauses while nobody looks, ends with the host. */
export class ReportController<Answer> implements ReactiveController {
  state: ReportState<Answer> = { status: 'idle' };
  readonly #host: ReactiveControllerHost;
  readonly #ask: () => Question | null;
  #question: Question | null = null;
  #key = '';
  #running: AbortController | undefined;
  /** A change was heard while an answer was under way. */
  #heard = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #tries = 0;
  #startedAt = -Infinity;
  #leftAt = -Infinity;
  #stops: (() => void)[] = [];
  #connected = false;

  /** @param ask - read at each update of the host; the question is asked again only when it is another one */
  constructor(host: ReactiveControllerHost, ask: () => Question | null) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  /** True while changes are heard as they happen. */
  get live(): boolean {
    return this.#question?.session.live.open ?? false;
  }

  /** Asks again now, also after a refusal. */
  retry(): void {
    this.#question?.session.signIn();
    this.#tries = 0;
    this.#schedule(0);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#listen();
    if (this.#question) this.#schedule(performance.now() - this.#leftAt < MOVE && this.state.status === 'success' ? KEEP : 0);
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#leftAt = performance.now();
    this.#end();
    this.#clear();
    for (const stop of this.#stops.splice(0)) stop();
  }

  hostUpdate(): void {
    const question = this.#ask();
    const key = question ? JSON.stringify([question.path, question.query]) : '';
    const before = this.#question;
    if (question?.session === before?.session && key === this.#key) return;
    this.#question = question;
    this.#key = key;
    this.#end();
    this.#clear();
    this.#tries = 0;
    const sameVisitor = question?.session === before?.session;
    this.state = question ? this.#beforeAnswer(sameVisitor) : { status: 'idle' };
    if (!sameVisitor) this.#listen();
    if (question && this.#connected) this.#schedule(0);
  }

  /** Another visitor must not see, for a moment, what the one before was shown. */
  #beforeAnswer(sameVisitor: boolean): ReportState<Answer> {
    const { state } = this;
    return sameVisitor && state.status === 'success' ? { ...state, fetching: true, outdated: true } : { status: 'pending' };
  }

  #listen(): void {
    for (const stop of this.#stops.splice(0)) stop();
    if (!this.#connected || !this.#question) return;
    const { live } = this.#question.session;
    this.#stops = [
      onWake(() => this.#woken()),
      live.listen(
        (bots) => this.#changed(bots),
        () => this.#host.requestUpdate(),
      ),
    ];
  }

  #changed(bots: readonly string[] | null): void {
    if (bots !== null && !this.#question?.concerns(bots)) return;
    if (this.state.status === 'error' && this.state.error.ends && bots !== null) return;
    // A slow answer is waited for: begun anew at each change, it would never come.
    if (this.#running) this.#heard = true;
    else this.#schedule(this.#pause());
  }

  /** Milliseconds until a change may ask again. */
  #pause(): number {
    return Math.max(0, this.#startedAt + LIVE_PAUSE - performance.now());
  }

  #woken(): void {
    const { state } = this;
    if (state.status === 'error') this.retry();
    else if (this.#due <= performance.now() || state.status !== 'success' || performance.now() - this.#startedAt > KEEP) this.#schedule(0);
  }

  /** Fetches in so many milliseconds, or earlier when that was planned. */
  #schedule(wait: number): void {
    const due = performance.now() + wait;
    // What is overdue waits for somebody to look, and no timer runs for it any more.
    if (due >= this.#due && this.#due > performance.now()) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      // Stays due, for the moment when somebody looks.
      if (!awake()) return;
      this.#clear();
      if (this.#question) void this.#fetch(this.#question);
    }, wait);
  }

  /** Nothing is under way any more. */
  #end(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#heard = false;
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#due = Infinity;
  }

  async #fetch({ session, path, query }: Question): Promise<void> {
    this.#end();
    const running = (this.#running = new AbortController());
    this.#startedAt = performance.now();
    if (this.state.status !== 'pending') this.#set({ ...this.state, fetching: true } as ReportState<Answer>);
    try {
      const answer = await session.ask<Answer>(path, query, running.signal);
      if (running.signal.aborted) return;
      const wait = this.#heard ? this.#pause() : KEEP;
      this.#end();
      this.#tries = 0;
      this.#set({ status: 'success', answer, updatedAt: Date.now(), fetching: false, outdated: false });
      this.#schedule(wait);
    } catch (cause) {
      if (running.signal.aborted) return;
      this.#end();
      this.#failed(toGatewayError(cause));
    }
  }

  #failed(error: GatewayError): void {
    const { state } = this;
    const kept = !error.ends && 'answer' in state && !('outdated' in state && state.outdated) ? state : null;
    this.#set({ status: 'error', error, answer: kept?.answer ?? null, updatedAt: kept?.updatedAt ?? 0, fetching: false });
    if (error.passing) this.#schedule(error.retryAfter ?? backOff(this.#tries));
    this.#tries += 1;
  }

  #set(state: ReportState<Answer>): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
