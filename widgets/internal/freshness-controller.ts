import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';

/** How fresh the numbers are; `null`: there are none. */
export interface Freshness {
  kind: 'live' | 'updated' | 'stale';
  text: string;
  title: string;
}

const ticking = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all widgets: their words about age grow old together. */
function onTick(tick: () => void): () => void {
  ticking.add(tick);
  timer ??= setInterval(() => {
    if (document.visibilityState === 'visible') for (const each of ticking) each();
  }, 1000);
  return () => {
    ticking.delete(tick);
    if (ticking.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Shows how old the numbers are, second by second, without rendering the widget again. */
export class FreshnessController implements ReactiveController {
  readonly #host: LitElement;
  readonly #read: () => Freshness | null;
  #stop: (() => void) | undefined;

  constructor(host: LitElement, read: () => Freshness | null) {
    this.#host = host;
    this.#read = read;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = onTick(() => this.#write());
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  hostUpdated(): void {
    this.#write();
  }

  render(): TemplateResult | typeof nothing {
    return this.#read() ? html`<span part="freshness" id="freshness"></span>` : nothing;
  }

  #write(): void {
    const place = this.#host.renderRoot.querySelector('#freshness');
    const freshness = place && this.#read();
    if (!freshness) return;
    const { kind, text, title } = freshness;
    if (place.className !== kind) place.className = kind;
    if (place.textContent !== text) place.textContent = text;
    if (place.getAttribute('title') !== title) place.setAttribute('title', title);
  }
}
