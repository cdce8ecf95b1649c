import { html, nothing, type TemplateResult } from 'lit';
import type { MessageOut } from '../../gateway/contract/message.ts';
import { StillClick } from '../internal/still-click.ts';
import type { BotMessages } from './bot-messages.ts';
import { CHEVRON, renderInvocation, renderSender, renderText, renderVerdict } from './marks.ts';
import { excerptOf } from './text-parts.ts';

/** How a row stands in its list. */
export interface RowPlace {
  /** Unique in the widget. */
  id: string;
  words: ReadonlySet<string>;
  /** Where the Tab key leads. */
  isCurrent: boolean;
  /** Its conversation is open. */
  isOpen: boolean;
  /** Several bots are in the list: it says which. */
  withBot: boolean;
  onOpen: () => void;
}

const click = new StillClick();

/** A message in the list. All of it is pressed to open the conversation, so that it has one button, which says all of it to screen readers. */
export function renderRow(host: BotMessages, message: MessageOut, place: RowPlace): TemplateResult {
  const { id, words, isCurrent, isOpen, withBot, onOpen } = place;
  const { format } = host;
  const press = (pressed: MouseEvent) => {
    if (click.isStill(pressed)) onOpen();
  };
  return html`
    <li class="row ${isOpen ? 'opened' : ''}" part="row" @pointerdown=${click.begin} @click=${press}>
      <span class="who">
        ${renderSender(host, message, `${id}-who`)}
        ${withBot ? html`<span class="of note" title="${message.business} / ${message.bot}"><bdi>${message.bot}</bdi></span>` : nothing}
      </span>
      <span class="said" dir="auto" id="${id}-said">${renderText(host, excerptOf(message.text, words), words)}</span>
      <span class="about" id="${id}-about">${renderInvocation(message)}${renderVerdict(host, message)}</span>
      <time id="${id}-time" datetime=${message.timestamp} title=${format.date(message.timestamp, { dateStyle: 'full', timeStyle: 'long' })}
        >${format.time(message.timestamp)}</time
      >
      <button
        class="plain open-button"
        type="button"
        id="${id}-open"
        tabindex=${isCurrent ? 0 : -1}
        aria-current=${isOpen ? 'true' : nothing}
        aria-label=${host.text('messages.open')}
        aria-labelledby="${id}-who ${id}-time ${id}-said ${id}-about ${id}-open"
      >
        ${CHEVRON}
      </button>
    </li>
  `;
}
