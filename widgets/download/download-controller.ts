import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { EXPECTED_MESSAGES as Expected, MessagesFormat } from '../../gateway/contract/export.ts';
import type { Query } from '../data/gateway-client.ts';
import { GatewayError, toGatewayError } from '../data/gateway-error.ts';
import type { Session } from '../data/session.ts';
import type { Format } from '../internal/format.ts';
import type { Filters } from '../internal/settings.ts';
import type { Values } from '../internal/texts.ts';
import { createRowCounter } from './row-counter.ts';

/** The widget whose numbers are taken along. */
export interface DownloadHost extends ReactiveControllerHost {
  readonly session: Session | null;
  readonly settings: Filters;
  readonly format: Format;
  readonly isConnected: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** What the widget asks now. */
  question(): { path: string; query: Query } | null;
  text(key: string, values?: Values): string;
}

/** Of a file of messages: how many have come, where that can be seen, and how many there were when it began. */
export interface Messages {
  messages?: number | undefined;
  expected?: number | undefined;
}

export type DownloadState =
  | { status: 'idle' }
  | ({ status: 'running'; file: string; bytes: number } & Messages)
  | { status: 'done'; file: string; bytes: number }
  | { status: 'cancelled' }
  /** `begun`: a part had come. */
  | { status: 'failed'; error: GatewayError; begun: boolean };

/** As the contract names it, which is not loaded here for a name. */
const EXPECTED_MESSAGES: typeof Expected = 'X-Expected-Messages';
/** Milliseconds between two drawings of the progress. */
const DRAW = 250;
/** Milliseconds that an element may be out of the page and come back. */
const MOVE = 1000;
/** Milliseconds until a saved file's memory is let go: the browser may still be asking where to. */
const RELEASE = 60_000;

/** One download of a widget at a time; it ends in the gateway too when it is cancelled, the widget goes, or somebody else signs in. */
export class DownloadController implements ReactiveController {
  state: DownloadState = { status: 'idle' };
  readonly #host: DownloadHost;
  #running: { abort: AbortController; session: Session } | null = null;
  #drawn = 0;

  constructor(host: DownloadHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#running && this.#running.session !== this.#host.session) this.cancel();
  }

  hostDisconnected(): void {
    setTimeout(() => {
      if (!this.#host.isConnected) this.cancel();
    }, MOVE);
  }

  cancel(): void {
    if (!this.#running) return;
    this.#running.abort.abort();
    this.#running = null;
    this.#show({ status: 'cancelled' });
  }

  /** Takes along what the widget shows now. @param table - of a file that holds one */
  async start(format: MessagesFormat, table?: string): Promise<void> {
    const { session } = this.#host;
    const question = this.#host.question();
    if (!session || !question || this.#running) return;
    const running = { abort: new AbortController(), session };
    this.#running = running;
    const current = (): boolean => this.#running === running;
    let begun = false;
    this.#show({ status: 'running', file: `${question.path}.${format}`, bytes: 0 });
    try {
      const query: Query = [...question.query, ['format', format], ...(table === undefined ? [] : [['table', table] as const])];
      const response = await session.open(`${question.path}/export`, query, running.abort.signal, '*/*');
      const file = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? `${question.path}.${format}`;
      const told = response.headers.get(EXPECTED_MESSAGES);
      const expected = told === null ? undefined : Number(told);
      const count = expected === undefined ? null : createRowCounter(format);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let bytes = 0;
      const reader = response.body?.getReader();
      for (let next = await reader?.read(); next && !next.done && current(); next = await reader?.read()) {
        begun = true;
        parts.push(next.value);
        bytes += next.value.length;
        this.#progress({ status: 'running', file, bytes, expected, messages: count?.(next.value) });
      }
      if (!current()) return;
      save(new Blob(parts), file);
      this.#running = null;
      this.#show({ status: 'done', file, bytes });
    } catch (cause) {
      if (!current()) return;
      this.#running = null;
      this.#show({ status: 'failed', error: cause instanceof GatewayError ? cause : toGatewayError(cause), begun });
    }
  }

  #progress(state: Extract<DownloadState, { status: 'running' }>): void {
    const first = this.state.status === 'running' && this.state.bytes === 0;
    this.state = state;
    if (first || performance.now() - this.#drawn > DRAW) this.#show(state);
  }

  #show(state: DownloadState): void {
    const changes = state.status !== this.state.status;
    this.state = state;
    this.#drawn = performance.now();
    this.#host.requestUpdate();
    if (changes) void this.#keepInside();
  }

  /** What was pressed is gone: who was in the panel goes on at what has taken its place. */
  async #keepInside(): Promise<void> {
    const { renderRoot, updateComplete } = this.#host;
    const panel = renderRoot.querySelector('#download');
    const inside = renderRoot instanceof ShadowRoot && panel?.contains(renderRoot.activeElement) === true;
    await updateComplete;
    if (inside) panel.querySelector('button')?.focus();
  }
}

/** Hands a file over as any download; there is nothing of the visitor in its address. */
function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE);
}
