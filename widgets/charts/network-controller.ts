import type { LitElement, ReactiveController } from 'lit';
import type { Journey } from '../../gateway/contract/journey.ts';
import { inSlices, nextTurn } from './flow-slices.ts';
import { flowLayout, type FlowPicture, mirrored } from './flow-layout.ts';
import { type FlowRoute, flowRoutes } from './flow-routes.ts';
import type { Moment } from './chart-data.ts';
import { ChartTooltip } from './chart-tooltip.ts';
import type { NetworkChart } from './network-chart.ts';
import type { NetworkDrawing, Target } from './network-drawing.ts';
import { emphasisOf } from './network-emphasis.ts';
import { readTheme, type Theme, watchTheme } from './theme.ts';

/** What to draw; the same object as before costs nothing. */
export interface NetworkInput {
  journey: Pick<Journey, 'nodes' | 'links'>;
  /** The links to draw; all decide nothing about positions. */
  links: Journey['links'];
  /** While it stays the same, the picture moves as little as it can; another one begins anew. */
  question: string;
  drawing: (picture: FlowPicture, routes: readonly FlowRoute[], theme: Theme) => NetworkDrawing;
  describe: (target: Target) => Moment | null;
  /** @param at - px in the frame */
  onPick: (target: Target, at: { x: number; y: number }) => void;
  /** What is pointed at or has the focus is another, or has moved. */
  onLook: (target: Target | null) => void;
}

interface Module {
  NetworkChart: typeof NetworkChart;
}

/** Above and below the picture: loops, and ways around a column. */
const MARGIN = { width: 12, height: 44 };

/**
 * Draws its host's journey in a frame of its host's template. Positions are found in slices of a frame while vis-network is loading. The picture ends when the
 * frame or the host leaves the page, and is there again, the same, when it comes back.
 */
export class NetworkController implements ReactiveController {
  readonly #host: LitElement;
  readonly #frameOf: () => HTMLElement | null;
  #input: NetworkInput | null = null;
  #drawn: NetworkInput | null = null;
  #picture: { of: NetworkInput; picture: FlowPicture } | null = null;
  #routes: readonly FlowRoute[] = [];
  #frame: HTMLElement | null = null;
  #chart: NetworkChart | null = null;
  #tooltip: ChartTooltip | null = null;
  #theme: Theme | null = null;
  #stops: (() => void)[] = [];
  #turn = 0;
  #hovered: Target | null = null;
  /** Where the pointer is, px in the frame. */
  #pointer = { x: 0, y: 0 };
  #focused: string | null = null;
  #error: Error | null = null;
  #loading: Promise<Module> | undefined;

  /** @param frame - finds the frame after a render: positioned, with a child `.network` to draw in; `null` while another view is shown */
  constructor(host: LitElement, frame: () => HTMLElement | null) {
    this.#host = host;
    this.#frameOf = frame;
    host.addController(this);
  }

  /** Why nothing is drawn, or `null`; the host shows it and offers `retry`. */
  get error(): Error | null {
    return this.#error;
  }

  /** The picture on screen, to walk through; `null` before there is one. */
  get picture(): FlowPicture | null {
    return this.#chart ? (this.#picture?.picture ?? null) : null;
  }

  /** Loads what draws, before there is something to draw. */
  preload(): void {
    // What fails now is told when it is needed.
    this.#load().catch(() => undefined);
  }

  /** Tells what to draw after this render. */
  show(input: NetworkInput | null): void {
    this.#input = input;
  }

  retry(): void {
    this.#error = null;
    this.#host.requestUpdate();
  }

  /** A node has the keyboard's focus, or (`null`) none has. */
  focus(id: string | null): void {
    this.#focused = id;
    this.#hovered = null;
    if (id !== null) this.#chart?.reveal(id);
    this.#point();
  }

  /** Takes the tooltip away until another one is asked for. */
  hush(): void {
    this.#tooltip?.hide();
  }

  zoomBy(factor: number): void {
    this.#chart?.zoomBy(factor);
    this.#point();
  }

  fit(): void {
    this.#chart?.fit();
    this.#point();
  }

  hostConnected(): void {
    if (this.#input) this.#draw();
  }

  hostUpdated(): void {
    this.#draw();
  }

  hostDisconnected(): void {
    this.#clear();
  }

  #draw(): void {
    const frame = this.#input && !this.#error && this.#host.isConnected ? this.#frameOf() : null;
    if (frame !== this.#frame) this.#clear();
    if (!frame) return;
    if (!this.#frame) this.#begin(frame);
    if (this.#input !== this.#drawn) void this.#redraw();
  }

  #begin(frame: HTMLElement): void {
    this.#frame = frame;
    const observer = new ResizeObserver(() => {
      const space = this.#space();
      const of = this.#picture?.picture.space;
      if (space && (space.width !== of?.width || space.height !== of.height)) void this.#redraw();
    });
    observer.observe(frame);
    const stopTheme = watchTheme(this.#host, () => {
      this.#theme = null;
      void this.#redraw();
    });
    this.#tooltip = new ChartTooltip(frame);
    this.#stops = [() => observer.disconnect(), stopTheme];
  }

  #clear(): void {
    this.#turn += 1;
    for (const stop of this.#stops.splice(0)) stop();
    this.#chart?.destroy();
    this.#tooltip?.remove();
    this.#frame?.removeAttribute('data-drawn');
    this.#frame = this.#chart = this.#tooltip = this.#theme = this.#drawn = null;
    this.#hovered = this.#focused = null;
  }

  #space(): { width: number; height: number } | null {
    const { clientWidth = 0, clientHeight = 0 } = this.#frame ?? {};
    return clientWidth > 0 ? { width: clientWidth - MARGIN.width, height: clientHeight - MARGIN.height } : null;
  }

  /** Numbered, so that of several under way only the last one is shown. */
  async #redraw(): Promise<void> {
    const turn = (this.#turn += 1);
    const space = this.#space();
    const input = this.#input;
    if (!input || !space) return;
    this.#drawn = input;
    const theme = (this.#theme ??= readTheme(this.#host));
    try {
      const loading = this.#chart ? null : this.#load();
      const before = this.#picture?.of.question === input.question ? this.#picture.picture : undefined;
      const found = await inSlices(flowLayout(input.journey, space, before));
      const module = await loading;
      if (turn !== this.#turn || !this.#frame) return;
      this.#chart ??= module ? this.#newChart(module.NetworkChart, this.#frame, theme) : null;
      const picture = theme.rtl ? mirrored(found) : found;
      this.#routes = flowRoutes(picture, input.links);
      const drawing = input.drawing(picture, this.#routes, theme);
      const moved = before?.space.width !== space.width || before.space.height !== space.height;
      this.#picture = { of: input, picture: found };
      await nextTurn();
      if (turn !== this.#turn) return;
      await this.#chart?.draw(drawing, theme, moved, nextTurn);
      if (turn === this.#turn) this.#finish(this.#frame);
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.#error = cause instanceof Error ? cause : new Error(String(cause));
      this.#host.requestUpdate();
    }
  }

  async #load(): Promise<Module> {
    this.#loading ??= import('./network-chart.ts');
    try {
      return await this.#loading;
    } catch (cause) {
      this.#loading = undefined;
      throw cause;
    }
  }

  #finish(frame: HTMLElement): void {
    this.#point();
    const first = !frame.hasAttribute('data-drawn');
    frame.setAttribute('data-drawn', '');
    if (first) this.#host.requestUpdate();
  }

  #newChart(Chart: typeof NetworkChart, frame: HTMLElement, theme: Theme): NetworkChart {
    const container = frame.querySelector<HTMLElement>('.network') ?? frame;
    return new Chart(container, theme, {
      onHover: (target, at) => {
        this.#hovered = target;
        this.#pointer = at;
        this.#point();
      },
      onPick: (target, at) => {
        if (target) this.#input?.onPick(target, at);
      },
      onMove: () => this.#point(),
    });
  }

  /** Brings out what is pointed at, or has the focus, and says its numbers beside the pointer or the node. */
  #point(): void {
    const target = this.#hovered ?? (this.#focused === null ? null : { node: this.#focused });
    this.#chart?.emphasise(target && emphasisOf(target, this.#routes));
    const moment = target && this.#input?.describe(target);
    const place = this.#hovered ? this.#pointer : this.#focused === null ? null : this.#placeOf(this.#focused);
    if (moment && place && this.#theme) this.#tooltip?.show(moment, place, this.#theme);
    else this.#tooltip?.hide();
    this.#input?.onLook(target);
  }

  /** The upper corner of a node at the end of its line, px in the frame; `null`: it is not drawn. */
  cornerOf(id: string): { x: number; y: number } | null {
    const box = this.#chart?.placeOf(id);
    return box ? { x: box.x + ((this.#theme?.rtl ? -1 : 1) * box.width) / 2, y: box.y - box.height / 2 } : null;
  }

  #placeOf(id: string): { x: number; y: number } | null {
    const box = this.#chart?.placeOf(id);
    return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 + 4 } : null;
  }
}
