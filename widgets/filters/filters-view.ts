import { html, nothing, type TemplateResult } from 'lit';
import type { ScopeAnswer } from '../../gateway/contract/scope.ts';
import { problemTexts } from '../internal/problem-texts.ts';
import type { BotFilters } from './bot-filters.ts';
import { botsWithin, choicesOf, type ListName } from './choices.ts';
import { renderOptions, renderPanel } from './filter-panel.ts';
import { deskOf } from './filters-desk.ts';
import { renderRange } from './range-panel.ts';
import { renderZone } from './zone-panel.ts';

export { styles } from './filters.styles.ts';

const LISTS: readonly ListName[] = ['business', 'bot', 'channel', 'language'];

/** Range first, since it is asked most; then where there is a choice; the zone, and the way back. */
export function renderBar(host: BotFilters): TemplateResult {
  const { state } = host.scope;
  const desk = deskOf(host);
  const scope = 'answer' in state ? state.answer : null;
  if (scope?.businesses.length === 0) return html`<p part="message">${host.text('problem.forbidden.title')}</p>`;
  if (state.status === 'error' && state.error.ends) {
    const { title, detail } = problemTexts(state.error, host.text);
    return html`<p part="message">${title} <span class="note">${detail}</span> ${renderRetry(host)}</p>`;
  }
  return html`
    <div class="bar">
      ${renderRange(host)}
      ${scope ? LISTS.map((name) => renderList(host, name, scope)) : state.status === 'error' ? nothing : renderSkeleton()}
      ${renderZone(host)}
      <button
        part="button reset"
        class="reset"
        type="button"
        title=${host.text('filters.reset.title')}
        ?disabled=${!desk.canReset}
        @click=${() => desk.reset()}
      >
        ${host.text('filters.reset')}
      </button>
    </div>
    ${
      state.status === 'error' && !scope
        ? html`<p part="message" role="status">
            <span class="note">${problemTexts(state.error, host.text).title}</span> ${renderRetry(host)}
          </p>`
        : nothing
    }
  `;
}

const renderSkeleton = () => [1, 2].map(() => html`<div class="skeleton"></div>`);

const renderRetry = (host: BotFilters) =>
  html`<button part="button" type="button" @click=${() => host.scope.retry()}>${host.text('retry')}</button>`;

function renderList(host: BotFilters, name: ListName, scope: ScopeAnswer): TemplateResult | typeof nothing {
  const desk = deskOf(host);
  const { filters } = desk;
  const chosen = filters[name];
  const groups = choicesOf(name, scope, filters, host.locale);
  const choices = groups.flatMap((group) => group.choices);
  if (choices.length < 2 && chosen.length === 0) return nothing;
  const only = chosen.length === 1 ? choices.find(({ value }) => value === chosen[0])?.label : undefined;
  const number = host.format.exact(chosen.length);
  const some = host.text('filters.some', { number, all: host.format.exact(choices.length) });
  const take = (values: readonly string[]) =>
    desk.choose({ [name]: values, ...(name === 'business' && { bot: botsWithin(filters.bot, values) }) });
  const onChoose = (value: string, isChosen: boolean) => {
    const values = isChosen ? [...desk.filters[name], value] : desk.filters[name].filter((other) => other !== value);
    // All of them one by one are all, also those that come later.
    take(choices.every((choice) => values.includes(choice.value)) ? [] : values);
  };
  return renderPanel(host, {
    name,
    label: host.text(`filters.${name}`),
    value: chosen.length === 0 ? host.text('filters.all') : (only ?? some),
    isActive: chosen.length > 0,
    content: () => renderOptions(host, { name, type: 'checkbox', groups, chosen, withAll: true, onChoose, onAll: () => take([]) }),
  });
}
