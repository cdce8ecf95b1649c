import { html, nothing, type TemplateResult } from 'lit';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Messages } from '../../gateway/contract/messages.ts';
import { renderExplain } from '../internal/views/explain-button.ts';
import type { BotMessages } from './bot-messages.ts';
import { renderMessageFields } from './message-fields.ts';
import { renderList } from './message-list.ts';
import { deskOf } from './messages-desk.ts';
import { renderTranscript } from './transcript-view.ts';

export { styles } from './messages.styles.ts';
export { messagesEn as texts } from './texts-en.ts';

export const renderFields = renderMessageFields;

/** How many are shown, and what that says. */
export function renderTools(host: BotMessages, data: Messages): TemplateResult {
  const { text, format } = host;
  const read = () => {
    const feed = deskOf(host).feed;
    return { count: feed?.page.messages.length ?? 0, more: feed !== null && feed.page.next !== null, fresh: feed?.fresh.count ?? 0 };
  };
  deskOf(host).take(data);
  const { count, more } = read();
  return html`<span class="count" data-explains>
    <span class="note">${text('messages', { count, number: format.exact(count) + (more ? '+' : '') })}</span>
    ${renderExplain(host, {
      key: 'list',
      name: text('messages', { count, number: format.exact(count) }),
      explanation: ({ explainList }) => explainList(host, read()),
    })}
  </span>`;
}

/** The list, and beside it (on top of it where it is narrow) the open conversation. */
export function renderData(host: BotMessages, data: Messages, answer: Answer<Messages>): TemplateResult {
  const desk = deskOf(host);
  const feed = desk.take(data);
  const { opened } = desk.transcript;
  const messages = feed?.page.messages ?? [];
  const escape = (pressed: KeyboardEvent) => {
    if (pressed.key !== 'Escape' || !opened) return;
    // The page around may have a dialog of its own to close.
    pressed.stopPropagation();
    void desk.close();
  };
  return html`
    <div class="panes ${opened ? 'split' : ''}" @keydown=${escape}>
      ${feed && messages.length > 0 ? renderList(host, feed) : renderNone(host, answer)}
      ${opened ? renderTranscript(host, opened) : nothing}
    </div>
    <p class="hidden" role="status">${feed && host.narrowed ? foundText(host, messages.length, feed.page.next !== null) : ''}</p>
  `;
}

function foundText({ text, format }: BotMessages, count: number, more: boolean): string {
  return text(more ? 'messages.found.more' : 'messages.found', { count, number: format.exact(count) });
}

/** Nothing is found by what narrows this list alone: one step takes it all back. */
function renderNone(host: BotMessages, { range }: Answer<Messages>): TemplateResult {
  const all = () => {
    host.search = '';
    host.shown = 'all';
    if (Object.keys(host.selection).length > 0) host.requestSelection({});
  };
  return html`
    <div class="list" part="list">
      <div part="message">
        <p>${host.text('messages.none', { range: host.format.range(range.from, range.to) })}</p>
        <button part="button" type="button" @click=${all}>${host.text('messages.none.clear')}</button>
      </div>
    </div>
  `;
}
