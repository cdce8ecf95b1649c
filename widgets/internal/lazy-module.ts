import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * A module that is loaded once its host is in a page, beside the first question, so that the tag itself stays small.
 * `module` is `null` until then; a failed load is tried again when the host asks.
 */
export class LazyModule<Module> implements ReactiveController {
  module: Module | null = null;
  failed = false;
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<Module>;
  #loading: Promise<void> | undefined;

  constructor(host: ReactiveControllerHost, load: () => Promise<Module>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  /** Loads, unless it is here or coming. */
  load(): Promise<void> {
    if (this.module) return Promise.resolve();
    this.#loading ??= this.#begin().finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  async #begin(): Promise<void> {
    try {
      this.failed = false;
      this.module = await this.#load();
    } catch {
      this.failed = true;
    }
    this.#host.requestUpdate();
  }
}
