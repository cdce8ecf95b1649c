import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Journey } from '../../gateway/contract/journey.ts';
import { END, START } from '../charts/flow-ids.ts';
import { mainLinks } from '../charts/flow-links.ts';
import type { NetworkInput } from '../charts/network-controller.ts';
import { renderBadge } from '../internal/views/explain-button.ts';
import type { BotJourney } from './bot-journey.ts';
import { drawingOf } from './journey-drawing.ts';
import { explainAt, followLook } from './journey-explain.ts';
import { describe, spoken } from './journey-numbers.ts';
import { type JourneyState, pick } from './journey-state.ts';
import { walk } from './journey-walk.ts';
import { renderLegend } from './journey-legend.ts';

/** The graph: a picture, and a button for each of its nodes for keys and screen readers. */
export function renderGraph(host: BotJourney, state: JourneyState, answer: Answer<Journey>): TemplateResult {
  const { text, format } = host;
  const { data, range } = answer;
  const input = inputOf(host, state, answer);
  state.network.show(input);
  if (state.network.error) return renderProblem(host, state);
  const label = text('journey.label', {
    conversations: text('conversations', { count: data.conversations, number: format.exact(data.conversations) }),
    range: format.range(range.from, range.to),
    nodes: data.nodes.length,
    links: data.links.length,
  });
  return html`
    <div
      part="graph"
      class="chart"
      role="group"
      tabindex="-1"
      aria-label=${label}
      aria-describedby="keys"
      data-explains
      @pointerdown=${(down: PointerEvent) => (down.currentTarget as HTMLElement).focus({ preventScroll: true })}
    >
      <div class="network"></div>
      ${state.network.picture ? nothing : html`<div class="skeleton whole"></div>`} ${renderNodes(host, state, data)} ${renderBadge(host)}
    </div>
    <p class="hidden" id="keys">${text('journey.keys')}</p>
    ${renderLegend(host, state, { shown: input.links.length, all: data.links.length })}
  `;
}

/** Made again only when it would be another, since each one is drawn. */
function inputOf(host: BotJourney, state: JourneyState, answer: Answer<Journey>): NetworkInput {
  const { data } = answer;
  const { selection, settings, outcomes, limit, format } = host;
  const question = JSON.stringify([selection, settings, outcomes, limit]);
  const from = [data, question, state.allLinks, format, host.currentProvider?.texts];
  if (state.input && from.every((part, at) => part === state.from[at])) return state.input;
  state.from = from;
  state.input = {
    journey: data,
    links: state.allLinks ? data.links : mainLinks(data.links),
    question,
    drawing: (picture, routes, theme) => drawingOf(host, data, picture, routes, theme),
    describe: (target) => describe(host, data, target),
    onPick: (target, at) => {
      // A press on what cannot be picked explains it.
      if (!('node' in target) || !pick(host, data, target.node)) explainAt(host, data, target, at);
    },
    onLook: (target) => followLook(host, state, data, target),
  };
  return state.input;
}

function renderNodes(host: BotJourney, state: JourneyState, data: Journey): TemplateResult {
  const ids = [START, ...data.nodes.map(({ id }) => id), END];
  const at = state.at !== null && ids.includes(state.at) ? state.at : START;
  const focus = (id: string): void => {
    state.change({ at: id });
    state.network.focus(id);
  };
  const press = (down: KeyboardEvent, id: string): void => {
    const rtl = getComputedStyle(host).direction === 'rtl';
    const next = walk(down.key, id, state.network.picture?.columns ?? [], state.input?.links ?? [], rtl);
    if (next === undefined || down.ctrlKey || down.metaKey || down.altKey) return;
    down.preventDefault();
    host.renderRoot.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus({ preventScroll: true });
  };
  return html`
    <ul class="nodes" aria-label=${host.text('journey.nodes')}>
      ${repeat(
        ids,
        (id) => id,
        (id) => {
          const moment = describe(host, data, { node: id });
          return html`<li>
            <button
              class="hidden"
              type="button"
              data-node=${id}
              tabindex=${id === at ? 0 : -1}
              aria-label=${moment ? spoken(host, moment) : nothing}
              @focus=${() => focus(id)}
              @blur=${() => state.network.focus(null)}
              @keydown=${(down: KeyboardEvent) => press(down, id)}
              @click=${() => pick(host, data, id)}
            ></button>
          </li>`;
        },
      )}
    </ul>
  `;
}

function renderProblem({ text }: BotJourney, { network }: JourneyState): TemplateResult {
  return html`
    <div part="message">
      <p><strong>${text('problem.drawing.title')}</strong></p>
      <p class="note">${text('problem.drawing.detail')}</p>
      <button part="button" type="button" @click=${() => network.retry()}>${text('retry')}</button>
    </div>
  `;
}
