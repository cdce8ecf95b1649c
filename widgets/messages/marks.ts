import { html, nothing, svg, type TemplateResult } from 'lit';
import type { MessageOut } from '../../gateway/contract/message.ts';
import type { BotMessages } from './bot-messages.ts';
import { partsOf } from './text-parts.ts';

const icon = (name: string, paths: TemplateResult): TemplateResult =>
  html`<svg
    class="icon"
    part="icon icon-${name}"
    viewBox="0 0 16 16"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
  >
    ${paths}
  </svg>`;

const SENDERS: Record<MessageOut['sender'], TemplateResult> = {
  user: icon('user', svg`<circle cx="8" cy="5" r="2.75"/><path d="M2.75 14c.4-3 2.4-4.5 5.25-4.5s4.85 1.5 5.25 4.5"/>`),
  bot: icon('bot', svg`<rect x="2.25" y="5" width="11.5" height="8.5" rx="2"/><path d="M8 5V2M5.75 8.5v1.75M10.25 8.5v1.75"/>`),
  human: icon(
    'human',
    svg`<path d="M2.75 9.5V8a5.25 5.25 0 0 1 10.5 0v1.5M13.25 11.5c0 1.75-1.5 2.5-3.75 2.5"/><rect x="1.75" y="8.75" width="2.5" height="4" rx="1"/><rect x="11.75" y="8.75" width="2.5" height="4" rx="1"/>`,
  ),
};

export const CHEVRON = icon('open', svg`<path d="m6 3.5 4.5 4.5L6 12.5"/>`);
export const BACK = icon('back', svg`<path d="M13.5 8H3M7.5 3.5 3 8l4.5 4.5"/>`);
export const UP = icon('up', svg`<path d="m3.5 10 4.5-4.5 4.5 4.5"/>`);
export const DOWN = icon('down', svg`<path d="m3.5 6 4.5 4.5L12.5 6"/>`);
export const CROSS = icon('cross', svg`<path d="m4 4 8 8M12 4l-8 8"/>`);
export const GLASS = icon('search', svg`<circle cx="7" cy="7" r="4.25"/><path d="m10.25 10.25 3.5 3.5"/>`);
const CHECK = icon('check', svg`<path d="m3 8.5 3.5 3.5L13 4.5"/>`);

/** Shape and word; the colour only helps. */
export function renderSender(host: BotMessages, { sender }: MessageOut, id?: string): TemplateResult {
  return html`<span class="sender ${sender}" id=${id ?? nothing}>${SENDERS[sender]}${host.text(`messages.sender.${sender}`)}</span>`;
}

/** Whether the bot understood it, or answered rightly, where that is known. */
export function renderVerdict(host: BotMessages, { understood, success }: MessageOut): TemplateResult | typeof nothing {
  if (understood === true) return html`<span class="verdict">${CHECK}${host.text('messages.understood')}</span>`;
  if (understood === false) return html`<span class="verdict bad">${CROSS}${host.text('messages.missed')}</span>`;
  return success === false ? html`<span class="verdict bad">${CROSS}${host.text('messages.failed')}</span>` : nothing;
}

/** The story and the node that the bot invoked. */
export function renderInvocation({ story, node }: MessageOut): TemplateResult | typeof nothing {
  if (story === undefined && node === undefined) return nothing;
  const names = [story, node].filter((name, index, all) => name !== undefined && all.indexOf(name) === index);
  return html`<span class="invocation" title=${names.join(' › ')}
    >${names.map((name, index) => html`${index > 0 ? html`<i aria-hidden="true">›</i>` : nothing}<bdi>${name}</bdi>`)}</span
  >`;
}

/** A text with the words that were searched for marked, and what is masked told apart. */
export function renderText(host: BotMessages, text: string, words: ReadonlySet<string>): TemplateResult | TemplateResult[] {
  if (text.trim() === '') return html`<span class="note">${host.text('messages.wordless')}</span>`;
  return partsOf(text, words).map(({ text: part, kind }) => {
    if (kind === 'match') return html`<mark>${part}</mark>`;
    return kind === 'masked' ? html`<span class="masked">${part}</span>` : html`${part}`;
  });
}
