import { html, nothing, type TemplateResult } from 'lit';
import type { Selection } from '../internal/selection.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import { renderPicked } from '../internal/views/picked.ts';
import type { BotMessages, Shown } from './bot-messages.ts';
import { CROSS, GLASS } from './marks.ts';

/** Milliseconds of silence after which what was typed is searched for. */
const PAUSE = 350;
const SHOWN: readonly Shown[] = ['all', 'user', 'missed', 'bot', 'human'];
const PARTS = ['story', 'node', 'keyword'] as const;

const pauses = new WeakMap<BotMessages, ReturnType<typeof setTimeout>>();

function search(host: BotMessages, text: string, wait: number): void {
  clearTimeout(pauses.get(host));
  pauses.set(
    host,
    setTimeout(() => (host.search = text), wait),
  );
}

/** What narrows the list: words, senders, and what the viewer selected in other widgets. */
export function renderMessageFields(host: BotMessages): TemplateResult {
  return html`
    <div class="fields">
      ${renderSearch(host)}
      <select
        part="select"
        aria-label=${host.text('messages.sender')}
        @change=${({ target }: Event) => (host.shown = (target as HTMLSelectElement).value as Shown)}
      >
        ${SHOWN.map((shown) => html`<option value=${shown} .selected=${host.chosenShown === shown}>${host.text(`messages.sender.${shown}`)}</option>`)}
      </select>
      ${renderChips(host)}
    </div>
  `;
}

function renderSearch(host: BotMessages): TemplateResult {
  const label = host.text('messages.search');
  const clear = (pressed: Event) => {
    search(host, '', 0);
    const field = (pressed.currentTarget as HTMLElement).parentElement?.querySelector('input');
    if (field) field.value = '';
    field?.focus();
  };
  return html`
    <div class="search" part="search">
      ${GLASS}
      <input
        type="search"
        maxlength="1000"
        placeholder=${label}
        aria-label=${label}
        autocomplete="off"
        spellcheck="false"
        .value=${host.search ?? ''}
        @input=${({ target }: Event) => search(host, (target as HTMLInputElement).value, PAUSE)}
        @keydown=${(pressed: KeyboardEvent) => {
          if (pressed.key === 'Enter') search(host, (pressed.target as HTMLInputElement).value, 0);
        }}
      />
      <button class="plain clear" type="button" aria-label=${host.text('messages.search.clear')} @click=${clear}>${CROSS}</button>
    </div>
  `;
}

function renderChips(host: BotMessages): TemplateResult | typeof nothing {
  const { selection } = host;
  const parts = PARTS.filter((part) => selection[part] !== undefined);
  if (parts.length === 0) return nothing;
  return html`
    <div class="chips" role="group" aria-label=${host.text('messages.chips')}>
      ${parts.map((part) => {
        const value = selection[part] ?? '';
        const without: Selection = Object.fromEntries(Object.entries(selection).filter(([name]) => name !== part));
        const name = html`<span class="note">${host.text(`messages.${part}`)}</span>${renderLongName(value)}`;
        return renderPicked(name, host.text('messages.chip.remove'), () => host.requestSelection(without));
      })}
    </div>
  `;
}
