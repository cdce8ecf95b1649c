import { html, nothing, type TemplateResult } from 'lit';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Interval, Trends } from '../../gateway/contract/trends.ts';
import { ChartController } from '../charts/chart-controller.ts';
import type { ChartData } from '../charts/chart-data.ts';
import { renderExplain } from '../internal/views/explain-button.ts';
import { renderSwitch, switchGroup } from '../internal/views/switch.ts';
import type { BotTrends, Display } from './bot-trends.ts';
import { EarlierController } from './earlier-controller.ts';
import { intervalsFor } from './intervals.ts';
import { OUTCOMES, parseMeasures } from './measures.ts';
import { linesOf, outcomesOf, shareOf } from './trends-chart.ts';
import { renderFigures } from './trends-figures.ts';
import { renderTrendsTable } from './trends-table.ts';
export { trendsStyles as styles } from './trends.styles.ts';
export { trendsEn as texts } from './texts-en.ts';

const DISPLAYS: readonly Display[] = ['lines', 'outcomes', 'table'];

/** What a widget keeps for drawing, from its first answer on. */
interface Drawing {
  chart: ChartController;
  earlier: EarlierController;
  group: string;
  /** What the data were made from, so that they are made again only when it is something else. */
  from: readonly unknown[];
  data: ChartData | null;
}

const drawings = new WeakMap<BotTrends, Drawing>();

function drawingOf(host: BotTrends): Drawing {
  const known = drawings.get(host);
  if (known) return known;
  const chart = new ChartController(host, () => host.renderRoot.querySelector('canvas'));
  const made: Drawing = { chart, earlier: new EarlierController(host), group: switchGroup(), from: [], data: null };
  drawings.set(host, made);
  return made;
}

const displayOf = ({ display }: BotTrends): Display => DISPLAYS.find((name) => name === display) ?? 'lines';

export function renderTools(host: BotTrends, data: Trends): TemplateResult {
  const { text, wayBack } = host;
  const { group } = drawingOf(host);
  return html`
    ${
      wayBack
        ? html`<button part="button" type="button" @click=${() => host.goBack()}>
            <span aria-hidden="true" class="back">←</span> ${text('trends.back')}
          </button>`
        : nothing
    }
    ${renderInterval(host, data.interval)}
    ${renderSwitch(
      text('view.label'),
      DISPLAYS.map((name) => ({ name, label: text(`trends.${name}`) })),
      displayOf(host),
      (name) => (host.display = name),
      group,
    )}
  `;
}

function renderInterval(host: BotTrends, shown: Interval): TemplateResult {
  const { text, chosenInterval } = host;
  const choose = (change: Event) => {
    const { value } = change.target as HTMLSelectElement;
    host.interval = value === '' ? undefined : (value as Interval);
  };
  const automatic = text('trends.auto.as', { interval: text(`trends.${shown}`) });
  return html`
    <select aria-label=${text('trends.interval')} @change=${choose}>
      <option value="" ?selected=${chosenInterval === null}>${chosenInterval === null ? automatic : text('trends.auto')}</option>
      ${intervalsFor(host.settings).map(
        (interval) => html`<option value=${interval} ?selected=${interval === chosenInterval}>${text(`trends.${interval}`)}</option>`,
      )}
    </select>
  `;
}

export function renderData(host: BotTrends, data: Trends, answer: Answer<Trends>): TemplateResult {
  const drawing = drawingOf(host);
  const display = displayOf(host);
  const { format, text } = host;
  const range = format.range(answer.range.from, answer.range.to);
  const what = display === 'lines' ? parseMeasures(host.measures).map((measure) => text(`trends.${measure}`)) : [text(`trends.${display}`)];
  const label = text('trends.label', { what: what.join(', '), interval: text(`trends.${data.interval}`), range });
  const comparable = (): boolean | null => {
    const previous = host.answer?.data.previous;
    return previous ? drawing.earlier.reaches(previous.from) : false;
  };
  drawing.chart.show(display === 'table' ? null : chartData(host, drawing, display, answer));
  return html`
    ${renderFigures(host, data, comparable)} ${display === 'outcomes' ? renderLegend(host, data) : nothing}
    ${display === 'table' ? renderTrendsTable(host, answer, label) : renderChart(host, drawing.chart, label)}
    <p part="caption" class="note">
      ${
        data.previous && data.previous.conversations > 0 && comparable() !== false
          ? html`<span>${text('trends.compared', { range: format.range(data.previous.from, data.previous.to) })}</span>`
          : nothing
      }
      <span>${text('zone.title', { zone: format.zone() })}</span>
    </p>
  `;
}

function chartData(host: BotTrends, drawing: Drawing, display: Display, answer: Answer<Trends>): ChartData {
  const { format, text } = host;
  const from = [answer, display, host.measures, format, host.currentProvider?.texts];
  if (!drawing.data || from.some((part, at) => part !== drawing.from[at])) {
    const input = { answer, format, text, onSelect: (start: string, end: string) => host.narrow(start, end) };
    drawing.from = from;
    drawing.data = display === 'outcomes' ? outcomesOf(input) : linesOf(input, parseMeasures(host.measures));
  }
  return drawing.data;
}

function renderChart({ text }: BotTrends, chart: ChartController, label: string): TemplateResult {
  if (chart.error) {
    return html`
      <div part="message">
        <p><strong>${text('problem.drawing.title')}</strong></p>
        <p class="note">${text('problem.drawing.detail')}</p>
        <button part="button" type="button" @click=${() => chart.retry()}>${text('retry')}</button>
      </div>
    `;
  }
  return html`
    <div part="chart" class="chart">
      <canvas
        part="canvas"
        tabindex="0"
        role="application"
        aria-label=${label}
        aria-roledescription=${text('trends.chart')}
        aria-describedby="keys"
      ></canvas>
    </div>
    <p class="hidden" id="keys">${text('trends.keys')}</p>
  `;
}

/** The outcomes over the whole range, in the order of the columns, with what each means. */
function renderLegend(host: BotTrends, { totals }: Trends): TemplateResult {
  const { format, text } = host;
  return html`
    <dl part="legend">
      ${OUTCOMES.map(
        (outcome) => html`
          <div title=${text(`trends.${outcome}.means`)} data-explains>
            <dt><i class="key ${outcome}"></i>${text(`trends.${outcome}`)}</dt>
            <dd>
              <span class="number" title=${format.exact(totals[outcome])}>${format.percent(shareOf(totals, outcome))}</span>
              ${renderExplain(host, {
                key: outcome,
                name: text(`trends.${outcome}`),
                explanation: ({ explainOutcome }) => explainOutcome(host, outcome),
              })}
            </dd>
          </div>
        `,
      )}
    </dl>
  `;
}
