import { html, nothing, type TemplateResult } from 'lit';
import type { Trends } from '../../gateway/contract/trends.ts';
import { renderExplain } from '../internal/views/explain-button.ts';
import type { BotTrends } from './bot-trends.ts';
import { type Change, changeOf, exactly, type Measure, MEASURES, parseMeasures, toggleMeasure, written } from './measures.ts';

const ARROWS: Record<Change['direction'], string> = { up: '↑', down: '↓', same: '→', none: '' };
/** More messages are neither good nor bad. */
const NEUTRAL = new Set<Measure>(['messages']);

/** The headline figures: each a button for its line, with its change, and on hover or focus the exact number, what it is compared with, and what it means. */
export function renderFigures(host: BotTrends, { totals, previous }: Trends, comparable: () => boolean | null): TemplateResult {
  const drawn = host.display === undefined || host.display === 'lines' ? parseMeasures(host.measures) : null;
  return html`<div part="figures">${MEASURES.map((measure) => renderFigure(host, measure, totals, previous, drawn, comparable))}</div>`;
}

function renderFigure(
  host: BotTrends,
  measure: Measure,
  totals: Trends['totals'],
  previous: Trends['previous'],
  drawn: Measure[] | null,
  isComparable: () => boolean | null,
): TemplateResult {
  const { format, text } = host;
  const comparable = isComparable();
  const label = text(`trends.${measure}`);
  const range = previous ? format.range(previous.from, previous.to) : '';
  const change = changeOf(measure, totals, comparable ? previous : undefined, format);
  const missing = text(comparable === false && previous && previous.conversations > 0 ? 'trends.none.whole' : 'trends.none.before', {
    range,
  });
  const about = host.isEstimate(`/totals/${measure}`) ? '≈ ' : '';
  const before = previous && change.direction !== 'none' ? exactly(measure, previous, format) : null;
  const isEstimatedBefore = host.isEstimate(`/previous/${measure}`);
  const press = () => {
    if (drawn) host.measures = toggleMeasure(drawn, measure).join(' ');
    else {
      const measures = parseMeasures(host.measures);
      if (!measures.includes(measure)) host.measures = toggleMeasure(measures, measure).join(' ');
      host.display = 'lines';
    }
  };
  return html`
    <div class="figure" data-explains>
      <button
        part="figure"
        class=${measure}
        type="button"
        aria-pressed=${drawn ? drawn.includes(measure) : nothing}
        aria-describedby="about-${measure}"
        @click=${press}
        @keydown=${dismiss}
        @focus=${undismiss}
        @pointerenter=${undismiss}
      >
        <span class="name"><i class="mark"></i>${label}</span>
        <span class="value number">${about}${written(measure, totals, format)}</span>
        ${comparable === null ? html`<span class="change">&nbsp;</span>` : renderChange(host, measure, change, missing)}
      </button>
      <div class="about" id="about-${measure}" role="tooltip">
        <strong>${about}${totals.conversations === 0 && measure === 'automation' ? format.none : exactly(measure, totals, format)}</strong>
        ${
          before === null
            ? html`<p>${comparable === null ? nothing : missing}</p>`
            : html`<p>${text('trends.before', { value: `${isEstimatedBefore ? '≈ ' : ''}${before}`, range })}</p>`
        }
        <p class="note">${text(`trends.${measure}.means`)}</p>
      </div>
      ${renderExplain(host, {
        key: measure,
        name: label,
        explanation: ({ explainMeasure }) => explainMeasure(host, measure, isComparable()),
      })}
    </div>
  `;
}

function renderChange(
  { text }: BotTrends,
  measure: Measure,
  { text: change, isPoints, direction }: Change,
  missing: string,
): TemplateResult {
  const mood = NEUTRAL.has(measure) || direction === 'same' || direction === 'none' ? '' : direction === 'up' ? 'better' : 'worse';
  if (direction === 'none') return html`<span class="change note" title=${missing}>${change}</span>`;
  const words = isPoints ? text('trends.points', { points: change }) : change;
  return html`<span class="change ${mood}"><span aria-hidden="true">${ARROWS[direction]}</span> ${words}</span>`;
}

/** Escape hides what hover or focus shows (WCAG 1.4.13), until one comes again. */
function dismiss({ key, currentTarget }: KeyboardEvent): void {
  if (key === 'Escape') (currentTarget as Element).toggleAttribute('data-dismissed', true);
}

const undismiss = ({ currentTarget }: Event): void => (currentTarget as Element).removeAttribute('data-dismissed');
