import { fixture, html, waitUntil } from '@open-wc/testing';
import { Chart } from 'chart.js';
import { LitElement, type TemplateResult } from 'lit';
import { ChartController } from '../../../widgets/charts/chart-controller.ts';
import type { ChartData, LinesData, PieData } from '../../../widgets/charts/chart-data.ts';
import { chartStyles } from '../../../widgets/charts/chart.styles.ts';
import { common } from '../../../widgets/internal/styles/common.styles.ts';
import { tokens } from '../../../widgets/internal/styles/tokens.styles.ts';

/** The smallest host: a canvas in a shadow root, and data that a test sets. */
export class ChartHost extends LitElement {
  static override styles = [tokens, common, chartStyles];
  static override properties = { data: { attribute: false }, shown: { attribute: false } };
  declare data: ChartData | null;
  declare shown: boolean;
  /** Times that loading fails, as a network does. */
  failures = 0;
  readonly chart = new ChartController(
    this,
    () => this.renderRoot.querySelector('canvas'),
    () => ((this.failures -= 1) < 0 ? import('../../../widgets/charts/chart-view.ts') : Promise.reject(new Error('The network is gone.'))),
  );

  constructor() {
    super();
    this.data = null;
    this.shown = true;
  }

  protected override render(): TemplateResult {
    this.chart.show(this.data);
    const canvas = html`<canvas tabindex="0" role="application" aria-label="Numbers of three days"></canvas>`;
    return html`<div class="chart">${this.shown ? canvas : 'a table'}</div>`;
  }
}
customElements.define('chart-host', ChartHost);

export const chosen: unknown[] = [];

export function lines(values: number[] = [1, 5, 3, 2], part: Partial<LinesData> = {}): LinesData {
  return {
    kind: 'lines',
    starts: values.map((_, at) => `2026-03-0${at + 2}T00:00:00+00:00`),
    interval: 'day',
    partial: values.map(() => false),
    tick: (start) => start.slice(8, 10),
    count: String,
    rate: String,
    describe: (from, to) => ({
      title: from === to ? `day ${from}` : `days ${from}-${to}`,
      rows: [{ label: 'Things', value: String(values[from]), colour: 'c1' }],
    }),
    onSelect: (from, to) => chosen.push([from, to]),
    lines: [{ key: 'things', label: 'Things', colour: 'c1', unit: 'count', values }],
    ...part,
  };
}

export function pie(): PieData {
  const slices = [
    { key: 'a', label: 'A', value: 3, color: 'c1' },
    { key: 'b', label: 'B', value: 1, color: 'c2' },
  ] as const;
  return { kind: 'pie', slices, describe: (index) => ({ title: slices[index]!.label, rows: [] }), onSelect: (key) => chosen.push(key) };
}

export const canvasOf = (host: ChartHost) => host.renderRoot.querySelector('canvas')!;
export const chartOf = (host: ChartHost) => Chart.getChart(canvasOf(host))!;
export const tooltipOf = (host: ChartHost) => host.renderRoot.querySelector<HTMLElement>('[part=tooltip]')!;
export const said = (host: ChartHost) => host.renderRoot.querySelector('[role=status]')!.textContent;
export const drawn = (host: ChartHost) => waitUntil(() => host.renderRoot.querySelector('canvas[data-drawn]'), 'nothing was drawn');

export async function mount(data: ChartData): Promise<ChartHost> {
  chosen.length = 0;
  const host = await fixture<ChartHost>(html`<chart-host .data=${data}></chart-host>`);
  await drawn(host);
  return host;
}

export function press(host: ChartHost, key: string, shiftKey = false): boolean {
  return canvasOf(host).dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, cancelable: true, bubbles: true }));
}

export function point(host: ChartHost, type: string, index: number, pointerType = 'mouse'): void {
  const { left, top } = canvasOf(host).getBoundingClientRect();
  const clientX = left + chartOf(host).scales.x!.getPixelForValue(index);
  canvasOf(host).dispatchEvent(new PointerEvent(type, { clientX, clientY: top + 60, pointerType, pointerId: 1, button: 0, bubbles: true }));
}

// A made-up pointer cannot be captured.
HTMLCanvasElement.prototype.setPointerCapture = () => undefined;
