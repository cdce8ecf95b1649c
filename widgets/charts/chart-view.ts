import type { Chart, ChartConfiguration } from 'chart.js';
import type { ChartData, Moment } from './chart-data.ts';
import { createChart } from './chart-js.ts';
import { ChartTooltip } from './chart-tooltip.ts';
import { Explorer, type Places } from './explorer.ts';
import { type Keyed, lineChart } from './line-chart.ts';
import { type Look, momentMarks } from './moment-marks.ts';
import { pieChart } from './pie-chart.ts';
import { stackedChart } from './stacked-chart.ts';
import { readTheme, type Theme, watchTheme } from './theme.ts';

/** A chart on a canvas, with its tooltip, its pointer and its keys. Lives from the canvas' way into the page to its way out. */
export class ChartView {
  readonly canvas: HTMLCanvasElement;
  readonly #host: HTMLElement;
  readonly #chart: Chart;
  readonly #tooltip: ChartTooltip;
  readonly #explorer: Explorer;
  readonly #unwatch: () => void;
  #data: ChartData;
  #theme: Theme;
  #look: Look = { index: null, range: null };

  constructor(host: HTMLElement, canvas: HTMLCanvasElement, data: ChartData) {
    this.#host = host;
    this.canvas = canvas;
    this.#data = data;
    this.#theme = readTheme(host);
    const frame = canvas.parentElement ?? host;
    this.#chart = createChart(canvas, this.#configuration());
    this.#tooltip = new ChartTooltip(frame);
    this.#explorer = new Explorer(canvas, this.#places());
    this.#unwatch = watchTheme(host, () => this.#follow());
    this.#mark();
  }

  /** Whether it can go over to these data: a ring does not become lines. */
  fits({ kind }: ChartData): boolean {
    return kind === this.#data.kind;
  }

  update(data: ChartData): void {
    const looked = this.#keyAt(this.#look.index);
    this.#data = data;
    this.#redraw();
    this.#mark();
    if (looked === null) return;
    const index = this.#keys().indexOf(looked);
    const moved = index !== this.#look.index;
    // What keys brought one to is followed; a pointer is where it was, and the moment below it is another.
    const found = index < 0 || (moved && !this.canvas.matches(':focus-visible')) ? null : index;
    this.#explorer.follow(found);
    this.#show(found, 'pointer', moved ? null : this.#look.range);
  }

  destroy(): void {
    this.#unwatch();
    this.#explorer.end();
    this.#tooltip.remove();
    this.#chart.destroy();
    delete this.canvas.dataset.drawn;
  }

  #mark(): void {
    this.canvas.dataset.drawn = '';
    this.canvas.toggleAttribute('data-choice', this.#data.onSelect !== undefined);
  }

  #follow(): void {
    const theme = readTheme(this.#host);
    if (JSON.stringify(theme) === JSON.stringify(this.#theme)) return;
    this.#theme = theme;
    this.#redraw();
  }

  /** What is drawn goes over to the new data: datasets are known by their keys, so nothing is made anew and nothing moves without cause. */
  #redraw(): void {
    const { data, options, plugins = [] } = this.#configuration();
    const chart = this.#chart;
    const known = new Map(chart.data.datasets.map((dataset) => [keyOf(dataset), dataset]));
    chart.data.labels = data.labels ?? [];
    chart.data.datasets = data.datasets.map((dataset) => Object.assign(known.get(keyOf(dataset)) ?? dataset, dataset));
    if (options) chart.options = options;
    chart.config.plugins?.splice(0, Infinity, ...plugins);
    chart.update('none');
  }

  #configuration(): ChartConfiguration {
    const configuration = configure(this.#data, this.#theme);
    if (this.#data.kind === 'pie') return configuration;
    const marks = momentMarks(
      () => this.#theme,
      () => this.#look,
    );
    return { ...configuration, plugins: [marks, ...(configuration.plugins ?? [])] };
  }

  #places(): Places {
    return {
      count: () => this.#keys().length,
      at: (event) => this.#at(event),
      ranges: () => this.#data.kind !== 'pie' && this.#data.onSelect !== undefined,
      rtl: () => this.#theme.rtl && this.#data.kind !== 'pie',
      look: (index, by, range) => this.#show(index, by, range),
      choose: (from, to) => this.#choose(from, to),
    };
  }

  #keys(): readonly string[] {
    return this.#data.kind === 'pie' ? this.#data.slices.map(({ key }) => key) : this.#data.starts;
  }

  #keyAt(index: number | null): string | null {
    return index === null ? null : (this.#keys()[index] ?? null);
  }

  #at(event: PointerEvent): number | null {
    if (this.#data.kind === 'pie') {
      return this.#chart.getElementsAtEventForMode(event, 'nearest', { intersect: true }, false)[0]?.index ?? null;
    }
    const value = this.#chart.scales.x?.getValueForPixel(event.offsetX);
    return value === undefined ? null : Math.min(this.#keys().length - 1, Math.max(0, value));
  }

  #choose(from: number, to: number): void {
    if (this.#data.kind !== 'pie') {
      this.#data.onSelect?.(from, to);
      return;
    }
    const key = this.#keyAt(from);
    if (key !== null) this.#data.onSelect?.(key);
  }

  #show(index: number | null, by: 'pointer' | 'keys', range: Look['range']): void {
    const before = this.#look.index;
    this.#look = { index, range };
    this.#chart.setActiveElements(this.#elements(index));
    this.#chart.render();
    if (this.#data.kind === 'pie' && before !== index) this.#data.onHover?.(this.#keyAt(index));
    if (index === null) {
      this.#tooltip.hide();
      return;
    }
    const moment: Moment = this.#data.kind === 'pie' ? this.#data.describe(index) : this.#data.describe(...(range ?? [index, index]));
    this.#tooltip.show(moment, this.#anchor(index), this.#theme);
    if (by === 'keys') this.#tooltip.speak(moment);
  }

  #elements(index: number | null): { datasetIndex: number; index: number }[] {
    if (index === null) return [];
    return this.#chart.data.datasets.flatMap(({ data }, datasetIndex) => (data[index] === null ? [] : [{ datasetIndex, index }]));
  }

  /** Where the tooltip stands, in px of the canvas: beside the moment at the top, or in the middle of the slice. */
  #anchor(index: number): { x: number; y: number } {
    if (this.#data.kind !== 'pie') return { x: this.#chart.scales.x?.getPixelForValue(index) ?? 0, y: this.#chart.chartArea.top };
    const { x, y } = this.#chart.getDatasetMeta(0).data[index]?.tooltipPosition(true) ?? { x: 0, y: 0 };
    return { x: x ?? 0, y: y ?? 0 };
  }
}

/** Chart.js' types know one kind of chart at a time; what is drawn here is one of three. */
function configure(data: ChartData, theme: Theme): ChartConfiguration {
  if (data.kind === 'pie') return pieChart(data, theme);
  return data.kind === 'lines' ? lineChart(data, theme) : stackedChart(data, theme);
}

const keyOf = (dataset: object): unknown => (dataset as Partial<Keyed<object>>).key;
