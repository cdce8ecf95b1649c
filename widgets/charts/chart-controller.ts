import type { LitElement, ReactiveController } from 'lit';
import type { ChartData } from './chart-data.ts';
import type * as ChartModule from './chart-view.ts';

/**
 * Draws its host's data on a canvas in its host's template. What draws is loaded when there is something to draw, so that a page of numbers does not
 * carry it. The chart ends when the canvas or the host leaves the page, and is there again when it comes back: Chart.js does not see into shadow roots.
 */
export class ChartController implements ReactiveController {
  readonly #host: LitElement;
  readonly #canvas: () => HTMLCanvasElement | null;
  readonly #import: () => Promise<typeof ChartModule>;
  #data: ChartData | null = null;
  #drawn: ChartData | null = null;
  #view: ChartModule.ChartView | null = null;
  #error: Error | null = null;
  #loading = false;

  /**
   * @param canvas - finds the canvas after a render; `null` while another view is shown
   * @param load - what draws
   */
  constructor(host: LitElement, canvas: () => HTMLCanvasElement | null, load = () => import('./chart-view.ts')) {
    this.#host = host;
    this.#canvas = canvas;
    this.#import = load;
    host.addController(this);
  }

  /** Why nothing is drawn, or `null`; the host shows it and offers `retry`. */
  get error(): Error | null {
    return this.#error;
  }

  /** Tells what to draw after this render; the same object as before costs nothing. */
  show(data: ChartData | null): void {
    this.#data = data;
  }

  /** Loads what draws once more. */
  retry(): void {
    this.#error = null;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    if (this.#data) this.#draw();
  }

  hostUpdated(): void {
    this.#draw();
  }

  hostDisconnected(): void {
    this.#clear();
  }

  #draw(): void {
    const data = this.#data;
    const canvas = data && this.#host.isConnected ? this.#canvas() : null;
    if (this.#view && (this.#view.canvas !== canvas || !data || !this.#view.fits(data))) this.#clear();
    if (!data || !canvas || this.#error) return;
    if (!this.#view) void this.#load();
    else if (data !== this.#drawn) this.#view.update(data);
    this.#drawn = data;
  }

  #clear(): void {
    this.#view?.destroy();
    this.#view = null;
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const { ChartView } = await this.#import();
      // The host may have left the page meanwhile, or shows something else.
      const canvas = this.#host.isConnected ? this.#canvas() : null;
      if (canvas && this.#data) {
        this.#view = new ChartView(this.#host, canvas, this.#data);
        this.#drawn = this.#data;
      }
    } catch (cause) {
      this.#error = cause instanceof Error ? cause : new Error(String(cause));
      this.#host.requestUpdate();
    } finally {
      this.#loading = false;
    }
  }
}
