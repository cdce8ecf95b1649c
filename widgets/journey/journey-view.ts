import { html, nothing, type TemplateResult } from 'lit';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Journey, Outcome } from '../../gateway/contract/journey.ts';
import { renderDefinitions } from '../internal/views/definitions.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import { renderPicked } from '../internal/views/picked.ts';
import { renderSwitch } from '../internal/views/switch.ts';
import type { BotJourney } from './bot-journey.ts';
import { renderGraph } from './journey-graph.ts';
import { renderList } from './journey-list.ts';
import { isIsolated, stateOf } from './journey-state.ts';
import { renderTables } from './journey-table.ts';

export { styles } from './journey.styles.ts';
export { journeyEn as texts } from './texts-en.ts';

const OUTCOMES: readonly Outcome[] = ['completed', 'handedOff', 'abandoned', 'open'];
const FIGURES = ['invocations', 'share', 'conversations', 'step', 'starts', 'ends', 'dropOff'] as const;

export function renderData(host: BotJourney, data: Journey, answer: Answer<Journey>): TemplateResult {
  const state = stateOf(host);
  const { display } = state;
  if (display !== 'graph') state.network.show(null);
  const back = (down: KeyboardEvent): void => {
    if (down.key !== 'Escape') return;
    if (!isIsolated(host)) state.network.hush();
    else {
      down.preventDefault();
      host.requestSelection({});
    }
  };
  return html`
    <div class="view" @keydown=${back}>
      ${display === 'graph' ? renderGraph(host, state, answer) : display === 'list' ? renderList(host, data) : renderTables(host, state, data)}
    </div>
  `;
}

export function renderTools(host: BotJourney): TemplateResult {
  const { text } = host;
  const state = stateOf(host);
  const means = FIGURES.map((figure) => ({ term: text(`journey.${figure}`), meaning: text(`journey.means.${figure}`) }));
  const choices = state.displays.map((name) => ({ name, label: text(`journey.${name}`) }));
  return html`
    ${renderSwitch(text('view.label'), choices, state.display, (name) => (host.display = name), state.group)}
    ${renderDefinitions(text('definitions'), means)}
  `;
}

/** What is asked for beside the page's filters: there also when nothing was found, so that it can be taken back. */
export function renderFields(host: BotJourney): TemplateResult {
  const { text, selection, outcomes } = host;
  const state = stateOf(host);
  if (state.display === 'graph') state.network.preload();
  const [first, ...others] = outcomes;
  const chosen = others.length > 0 ? outcomes.join(',') : (first ?? '');
  const choose = (change: Event): void => {
    const { value } = change.target as HTMLSelectElement;
    host.outcome = value === '' ? undefined : value;
  };
  const option = (value: string, label: string): TemplateResult =>
    html`<option value=${value} ?selected=${value === chosen}>${label}</option>`;
  const name = [selection.story, selection.node].filter((part) => part !== undefined).join(' › ');
  return html`
    <div class="fields">
      <select aria-label=${text('journey.outcome')} @change=${choose}>
        ${option('', text('journey.outcome.all'))} ${OUTCOMES.map((outcome) => option(outcome, text(`journey.${outcome}`)))}
        ${others.length > 0 ? option(chosen, outcomes.map((outcome) => text(`journey.${outcome}`)).join(', ')) : nothing}
      </select>
      ${isIsolated(host) ? renderPicked(renderLongName(name), text('journey.back'), () => host.requestSelection({})) : nothing}
    </div>
  `;
}
