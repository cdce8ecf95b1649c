import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MessageOut } from '../../gateway/contract/message.ts';
import { problemTexts } from '../internal/problem-texts.ts';
import { renderLongName } from '../internal/views/long-name.ts';
import type { BotMessages } from './bot-messages.ts';
import { byDay, dayName } from './day.ts';
import { BACK, DOWN, renderInvocation, renderSender, renderText, renderVerdict, UP } from './marks.ts';
import { keyOf } from './merge-head.ts';
import { renderMore } from './message-list.ts';
import { deskOf } from './messages-desk.ts';
import { excerptOf, searchWords } from './text-parts.ts';

/** Code units of a message above which the rest waits behind a button. */
const LONG = 2000;

/** The open conversation: who, where, how it ended, and all that was said, in order. */
export function renderTranscript(host: BotMessages, opened: MessageOut): TemplateResult {
  const desk = deskOf(host);
  const close = () => void desk.close();
  const step = (by: 1 | -1, icon: TemplateResult, label: string) => {
    const message = desk.neighbour(by);
    const go = () => message && void desk.open(message, false);
    return html`<button class="square" part="button" type="button" title=${label} aria-label=${label} ?disabled=${!message} @click=${go}>
      ${icon}
    </button>`;
  };
  const back = host.text('messages.back');
  return html`
    <div class="transcript" part="transcript" role="region" aria-labelledby="transcript-title">
      <div class="bar">
        <button class="square" part="button" type="button" title=${back} aria-label=${back} @click=${close}>${BACK}</button>
        <h4 class="title" id="transcript-title" tabindex="-1">${host.text('messages.conversation')}</h4>
        ${renderOutcome(host)}
        <span class="steps">${step(-1, UP, host.text('messages.newer'))}${step(1, DOWN, host.text('messages.older'))}</span>
      </div>
      ${renderFacts(host, opened)} ${renderTalk(host)}
    </div>
  `;
}

function renderOutcome(host: BotMessages): TemplateResult | typeof nothing {
  const { outcome } = deskOf(host).transcript;
  return outcome ? html`<span class="outcome ${outcome}">${host.text(`messages.outcome.${outcome}`)}</span>` : nothing;
}

function renderFacts(host: BotMessages, opened: MessageOut): TemplateResult {
  const messages = deskOf(host).transcript.feed?.page.messages ?? [opened];
  const first = (field: 'channel' | 'language') => messages.find((message) => message[field] !== undefined)?.[field];
  const facts: [name: string, value: string | undefined][] = [
    [host.text('messages.user'), messages[0]?.user],
    [host.text('messages.bot'), `${opened.business} / ${opened.bot}`],
    [host.text('messages.channel'), first('channel')],
    [host.text('messages.language'), languageName(first('language'), host.locale)],
  ];
  return html`
    <dl class="facts">
      ${facts.map(([name, value]) =>
        value === undefined
          ? nothing
          : html`<div>
              <dt>${name}</dt>
              <dd>${renderLongName(value)}</dd>
            </div>`,
      )}
    </dl>
  `;
}

function languageName(tag: string | undefined, locale: string): string | undefined {
  try {
    return tag && (new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag);
  } catch {
    return tag;
  }
}

function renderTalk(host: BotMessages): TemplateResult {
  const { transcript } = deskOf(host);
  const { state, feed } = transcript;
  if (state.status === 'error' && !feed) {
    const { title, detail } = problemTexts(state.error, host.text);
    return html`
      <div part="message">
        <p><strong>${title}</strong></p>
        <p class="note">${detail}</p>
        <button part="button" type="button" @click=${() => transcript.retry()}>${host.text('retry')}</button>
      </div>
    `;
  }
  if (!feed) return html`<div class="talk" aria-busy="true"><div class="skeleton talk-skeleton"></div></div>`;
  const { messages } = feed.page;
  if (messages.length === 0) return html`<div part="message"><p>${host.text('messages.conversation.gone')}</p></div>`;
  const days = { today: host.text('messages.today'), yesterday: host.text('messages.yesterday') };
  const words = searchWords(`${host.search ?? ''} ${host.selection.keyword ?? ''}`);
  return html`
    <div class="talk" tabindex="0" role="group" aria-labelledby="transcript-title">
      ${byDay(messages, host.format).map(
        (day) => html`
          <h5 class="day"><span>${dayName(day.messages[0]?.timestamp ?? '', host.format, days)}</span></h5>
          <ul role="list">
            ${repeat(day.messages, keyOf, (message, index) => renderBubble(host, message, day.messages[index - 1], words))}
          </ul>
        `,
      )}
      <div class="list-end">${renderMore(host, feed, 'messages.more.later')}</div>
    </div>
  `;
}

/** A message; right after another one of the same sender, the sender is not said again. */
function renderBubble(host: BotMessages, message: MessageOut, before: MessageOut | undefined, words: ReadonlySet<string>): TemplateResult {
  const { opened } = deskOf(host).transcript;
  const { format } = host;
  const isOpened = opened !== null && keyOf(message) === keyOf(opened);
  const goesOn = before?.sender === message.sender;
  const { text } = message;
  const title = format.date(message.timestamp, { dateStyle: 'full', timeStyle: 'long' });
  return html`
    <li class="turn ${message.sender} ${goesOn ? 'goes-on' : ''}">
      <span class=${goesOn ? 'hidden' : 'head'}>${renderSender(host, message)}</span>
      <span class="bubble" part="bubble" aria-current=${isOpened ? 'true' : nothing} dir="auto"
        >${text.length <= LONG ? html`<span class="text">${renderText(host, text, words)}</span>` : renderLong(host, text, words)}</span
      >
      <span class="foot">
        ${renderInvocation(message)}${renderVerdict(host, message)}
        <time datetime=${message.timestamp} title=${title}>${format.time(message.timestamp)}</time>
      </span>
    </li>
  `;
}

function renderLong(host: BotMessages, text: string, words: ReadonlySet<string>): TemplateResult {
  const short = excerptOf(text, words, LONG / 2);
  return html`<details class="long">
    <summary>
      <span class="short text">${renderText(host, short, words)}</span>
      <b class="short">${host.text('messages.long')}</b><b class="whole">${host.text('messages.long.less')}</b>
    </summary>
    <span class="text">${renderText(host, text, words)}</span>
  </details>`;
}
