import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { MessageOut } from '../../gateway/contract/message.ts';
import type { BotMessages } from './bot-messages.ts';
import { byDay, dayName } from './day.ts';
import { keyOf } from './merge-head.ts';
import type { MessageFeed } from './message-feed.ts';
import { renderRow } from './message-row.ts';
import { deskOf } from './messages-desk.ts';
import { searchWords } from './text-parts.ts';
import { sameConversation } from './transcript.ts';

/** Messages by day, newest first, with what came meanwhile above and what is older below. */
export function renderList(host: BotMessages, feed: MessageFeed): TemplateResult {
  const desk = deskOf(host);
  const { format, locale } = host;
  const { messages } = feed.page;
  const { opened } = desk.transcript;
  const words = searchWords(`${host.search ?? ''} ${host.selection.keyword ?? ''}`);
  const wordsKey = [...words].join(' ');
  const withBot = new Set(messages.map(({ business, bot }) => JSON.stringify([business, bot]))).size > 1;
  const current = messages.some((message) => keyOf(message) === desk.current) ? desk.current : messages[0] && keyOf(messages[0]);
  const days = { today: host.text('messages.today'), yesterday: host.text('messages.yesterday') };
  const row = (message: MessageOut) => {
    const key = keyOf(message);
    const isCurrent = key === current;
    const isOpen = opened !== null && sameConversation(message, opened);
    // Hundreds of rows stay as they are whenever one comes.
    return guard([message, isCurrent, isOpen, withBot, wordsKey, locale, format.tz], () =>
      renderRow(host, message, { id: rowId(key), words, isCurrent, isOpen, withBot, onOpen: () => void desk.open(message) }),
    );
  };
  return html`
    <div class="list" part="list" @keydown=${(pressed: KeyboardEvent) => moveByKey(host, pressed)}>
      ${renderFresh(host, feed)}
      ${repeat(
        byDay(messages, format),
        ({ date }) => date,
        (day, index) => html`
          <section>
            <h4 class="day">
              <span>${dayName(day.messages[0]?.timestamp ?? '', format, days)}</span>
              ${index === 0 ? html`<span class="zone" title=${format.zone()}>${format.tz.replaceAll('_', ' ')}</span>` : nothing}
            </h4>
            <ul role="list">
              ${repeat(day.messages, keyOf, row)}
            </ul>
          </section>
        `,
      )}
      <div class="list-end">
        ${renderMore(host, feed, 'messages.more')}
        ${feed.page.next === null ? html`<p class="note">${host.text('messages.end')}</p>` : nothing}
      </div>
    </div>
  `;
}

/** The way to the next page, for those who press it before it comes by itself. */
export function renderMore(host: BotMessages, feed: MessageFeed, label: 'messages.more' | 'messages.more.later'): unknown {
  if (feed.page.next === null) return nothing;
  return html`
    ${feed.error ? html`<p class="note" role="status">${host.text('messages.more.failed')}</p>` : nothing}
    <button part="button" type="button" aria-busy=${feed.loading} @click=${() => void feed.more()}>
      ${feed.loading ? host.text('loading') : feed.error ? host.text('retry') : host.text(label)}
    </button>
  `;
}

function renderFresh(host: BotMessages, { fresh: { count, more } }: MessageFeed): TemplateResult {
  const number = host.format.exact(count);
  const label = host.text(more ? 'messages.fresh.more' : 'messages.fresh', { count, number });
  return html`
    <div class="fresh-place" role="status">
      ${
        count > 0
          ? html`<button part="button fresh" type="button" @click=${() => deskOf(host).reveal()}>
              <span aria-hidden="true">↑</span> ${label}
            </button>`
          : nothing
      }
    </div>
  `;
}

/** Ids may not hold spaces, and names may. */
const rowId = (key: string): string => `m-${encodeURIComponent(key)}`;

const STEPS: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };

/** Up and down as in a list; the end is the way to more. */
function moveByKey(host: BotMessages, pressed: KeyboardEvent): void {
  const step = STEPS[pressed.key];
  if (step === undefined || pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.shiftKey) return;
  const desk = deskOf(host);
  const buttons = [...host.renderRoot.querySelectorAll<HTMLElement>('.open-button, .list-end button')];
  const place = buttons.indexOf(pressed.target as HTMLElement);
  if (place < 0) return;
  pressed.preventDefault();
  const next = Math.max(0, Math.min(buttons.length - 1, place + step));
  const message = desk.feed?.page.messages[next];
  if (message) desk.current = keyOf(message);
  host.requestUpdate();
  buttons[next]?.focus();
}
