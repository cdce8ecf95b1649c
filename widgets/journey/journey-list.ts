import { html, nothing, type TemplateResult } from 'lit';
import type { Journey } from '../../gateway/contract/journey.ts';
import { renderExplain, rove } from '../internal/views/explain-button.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import { styleProperty } from '../internal/views/style-property.ts';
import type { BotJourney } from './bot-journey.ts';
import { explainedNode } from './journey-explain.ts';
import { describeNode, stepText } from './journey-numbers.ts';
import { bySteps, type LinkRow, linkRows, nextOf, type NodeRow, nodeRows } from './journey-rows.ts';
import { isPicked, nameOf, pick } from './journey-state.ts';
import { storyColour } from '../internal/story-color.ts';

/** The journey for narrow places: nodes below one another, step by step, each with where it goes on. */
export function renderList(host: BotJourney, data: Journey): TemplateResult {
  const rows = nodeRows(data);
  const links = linkRows(data);
  const most = Math.max(1, ...rows.map(({ invocations, isOther }) => (isOther ? 0 : invocations)));
  const steps = bySteps(rows);
  const first = steps[0]?.rows[0];
  return html`
    <div part="list" tabindex="0" role="region" aria-label=${host.text('journey.list')} @keydown=${rove}>
      ${steps.map(
        ({ step, rows: nodes }) => html`
          <h4>${host.text('journey.step.title', { step: stepText(host, step) })}</h4>
          <ul>
            ${nodes.map(
              (row) =>
                html`<li data-explains>
                  ${renderNode(host, data, row, links, most)}
                  ${renderExplain(host, explainedNode(host, row.id, nameOf(host, data, row.id)), row === first)}
                </li>`,
            )}
          </ul>
        `,
      )}
    </div>
  `;
}

function renderNode(host: BotJourney, data: Journey, row: NodeRow, links: readonly LinkRow[], most: number): TemplateResult {
  const { text, format } = host;
  const name = nameOf(host, data, row.id);
  const [next] = nextOf(row.id, links);
  const title = describeNode(host, row)
    .rows.map(({ label, value }) => `${label}: ${value}`)
    .join('\n');
  const stripe = row.isOther ? 'other' : `c${storyColour(row.story)}`;
  const inside = html`
    <span class="first">
      <i class="stripe ${stripe}"></i>${renderLongName(name)}<span class="number">${format.compact(row.invocations)}</span>
    </span>
    <span class="share" ${styleProperty('--share', Math.min(1, row.invocations / most))} ${styleProperty('--ends', row.dropOff)}></span>
    <span class="second note">
      ${next ? html`<span class="next">→ ${renderLongName(nameOf(host, data, next.to))} ${format.percent(next.share)}</span>` : nothing}
      ${row.ends > 0 ? html`<span class="number">${text('journey.ends.share', { share: format.percent(row.dropOff) })}</span>` : nothing}
    </span>
  `;
  if (row.isOther) return html`<div class="card" title=${title}>${inside}</div>`;
  return html`
    <button class="card" type="button" title=${title} aria-pressed=${isPicked(host, row)} @click=${() => pick(host, data, row.id)}>
      ${inside}
    </button>
  `;
}
