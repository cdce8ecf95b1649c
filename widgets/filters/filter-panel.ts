import { html, nothing, type TemplateResult } from 'lit';
import { renderLongName } from '../internal/views/long-name.ts';
import type { BotFilters } from './bot-filters.ts';
import { type ChoiceGroup, findChoices } from './choices.ts';
import { deskOf, type PanelName } from './filters-desk.ts';

/** More than so many are looked for by name. */
const MANY = 8;

interface Panel {
  name: PanelName;
  label: string;
  /** What is chosen, in short. */
  value: string;
  /** Something other than everything is chosen. */
  isActive: boolean;
  /** Drawn while the panel is open. */
  content: () => unknown;
}

/** A filter: its button says what is chosen, its panel lets choose. */
export function renderPanel(host: BotFilters, { name, label, value, isActive, content }: Panel): TemplateResult {
  const desk = deskOf(host);
  const isOpen = desk.open === name;
  const toggle = (toggled: ToggleEvent) => {
    const panel = toggled.currentTarget as HTMLElement;
    desk.toggled(name, toggled.newState === 'open');
    if (toggled.newState === 'open') void host.updateComplete.then(() => focusIn(panel));
  };
  return html`
    <button
      part="button filter"
      class=${isActive ? 'filter active' : 'filter'}
      type="button"
      popovertarget="panel-${name}"
      aria-haspopup="dialog"
      aria-expanded=${isOpen}
    >
      <span class="note">${label}</span>${renderLongName(value)}<span class="arrow" aria-hidden="true"></span>
    </button>
    <div class="panel" part="panel" id="panel-${name}" popover role="dialog" aria-label=${label} @toggle=${toggle} @keydown=${moveByKey}>
      ${isOpen ? content() : nothing}
    </div>
  `;
}

/** Into the search field, unless that would open a keyboard over what is there; else to what is chosen. */
function focusIn(panel: HTMLElement): void {
  const search = matchMedia('(pointer: fine)').matches ? panel.querySelector<HTMLElement>('[type="search"]') : null;
  (search ?? panel.querySelector<HTMLElement>('input:checked') ?? panel.querySelector<HTMLElement>('input'))?.focus();
}

/** Up and down go through search field and boxes, as in a list; radio buttons move by themselves. Enter is done. */
function moveByKey(pressed: KeyboardEvent): void {
  const panel = pressed.currentTarget as HTMLElement;
  const target = pressed.target as HTMLElement;
  const isRadio = target.matches('[type="radio"]');
  if (pressed.key === 'Enter' && isRadio) panel.hidePopover();
  if ((pressed.key !== 'ArrowDown' && pressed.key !== 'ArrowUp') || isRadio || target.matches('[type="datetime-local"]')) return;
  const stops = [...panel.querySelectorAll<HTMLElement>('[type="search"], [type="checkbox"], [type="radio"]')];
  const next = stops[stops.indexOf(target) + (pressed.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  pressed.preventDefault();
  next.focus();
}

interface Options {
  name: PanelName;
  type: 'checkbox' | 'radio';
  groups: readonly ChoiceGroup[];
  chosen: readonly string[];
  /** "All" stands above the others and means that none is chosen. */
  withAll: boolean;
  /** `false`: never a search field. */
  searchable?: boolean;
  onChoose: (value: string, isChosen: boolean) => void;
  onAll?: () => void;
}

/** What can be chosen in a panel, with a search field where it is much. */
export function renderOptions(
  host: BotFilters,
  { name, type, groups, chosen, withAll, searchable = true, onChoose, onAll }: Options,
): TemplateResult {
  const desk = deskOf(host);
  const count = groups.reduce((sum, { choices }) => sum + choices.length, 0);
  const found = desk.search.trim() === '' ? groups : findChoices(groups, desk.search);
  const shown = found.reduce((sum, { choices }) => sum + choices.length, 0);
  const isChosen = new Set(chosen);
  const option = (label: unknown, checked: boolean, note: string | undefined, onChange: (checked: boolean) => void) => html`
    <label class="option" @click=${type === 'radio' ? closeAfter : nothing}>
      <input
        type=${type}
        name=${name}
        .checked=${checked}
        @change=${({ target }: Event) => onChange((target as HTMLInputElement).checked)}
      />${label}${note === undefined ? nothing : html`<span class="note">${note}</span>`}
    </label>
  `;
  return html`
    ${
      searchable && count > MANY
        ? html`<input
            type="search"
            class="find"
            placeholder=${host.text('filters.search')}
            aria-label=${host.text('filters.search')}
            autocomplete="off"
            spellcheck="false"
            @input=${({ target }: Event) => {
              desk.search = (target as HTMLInputElement).value;
              host.requestUpdate();
            }}
          />`
        : nothing
    }
    <div class="options">
      ${withAll && found === groups ? option(host.text('filters.all'), chosen.length === 0, undefined, () => onAll?.()) : nothing}
      ${found.map(
        ({ label, choices }) => html`
          <fieldset aria-label=${label || nothing}>
            ${label === '' ? nothing : html`<div class="group" aria-hidden="true">${label}</div>`}
            ${choices.map((choice) =>
              option(renderLongName(choice.label), isChosen.has(choice.value), choice.note, (checked) => onChoose(choice.value, checked)),
            )}
          </fieldset>
        `,
      )}
      <p class=${shown === 0 ? 'note nothing' : 'hidden'} role="status">
        ${shown === 0 ? host.text('filters.found.none') : found === groups ? '' : host.text('filters.found', { count: shown, number: host.format.exact(shown) })}
      </p>
    </div>
  `;
}

/** A pointer chooses one and is done; keys go on. */
function closeAfter(clicked: MouseEvent): void {
  const panel = (clicked.currentTarget as HTMLElement).closest<HTMLElement>('[popover]');
  if (clicked.detail > 0) setTimeout(() => panel?.hidePopover());
}
