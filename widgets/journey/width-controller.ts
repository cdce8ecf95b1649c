import type { LitElement, ReactiveController } from 'lit';

/** Knows whether its host is narrow: what is loaded depends on it, which styles cannot decide. */
export class WidthController implements ReactiveController {
  narrow: boolean;
  readonly #host: LitElement;
  readonly #observer: ResizeObserver;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param least - px below which it is narrow */
  constructor(host: LitElement, least: number) {
    this.#host = host;
    this.narrow = host.clientWidth > 0 && host.clientWidth < least;
    // Not at once: who changes sizes while they are told is reported to the page as an error.
    this.#observer = new ResizeObserver(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(least));
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    clearTimeout(this.#timer);
  }

  #look(least: number): void {
    const width = this.#host.clientWidth;
    if (width === 0 || width < least === this.narrow) return;
    this.narrow = width < least;
    this.#host.requestUpdate();
  }
}
