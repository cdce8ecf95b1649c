import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Messages } from '../../gateway/contract/messages.ts';
import type { Query } from '../data/gateway-client.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { ReportElement, type View } from '../internal/report-element.ts';
import type { MessagesTexts } from './texts-en.ts';
import { messagesTitleEn } from './title-en.ts';

/** Whose messages are shown; `missed`: those of users that the bot did not understand. */
export type Shown = 'all' | 'user' | 'missed' | 'bot' | 'human';

const SHOWN: Record<Shown, [name: string, value: string][]> = {
  all: [],
  user: [['sender', 'user']],
  missed: [
    ['sender', 'user'],
    ['understood', 'false'],
  ],
  bot: [['sender', 'bot']],
  human: [['sender', 'human']],
};

/**
 * Who said what and when, newest first, page by page; a click opens the conversation as a transcript. It follows what the viewer selects in
 * other widgets of the same provider: a story, a node, a word. Needs the permission `messages`.
 *
 * @tagname bot-messages
 * @summary Who said what: searched, paged, and whole conversations.
 * @slot heading - Replaces the widget's heading.
 * @csspart search - The search field.
 * @csspart select - The choice of senders.
 * @csspart picked - What the viewer selected elsewhere; pressed, it is given up.
 * @csspart list - The messages.
 * @csspart row - A message of the list.
 * @csspart fresh - The button that shows messages that came meanwhile.
 * @csspart transcript - A conversation.
 * @csspart bubble - A message of a conversation.
 * @csspart icon - Each icon; one alone by its name too: `icon-` and `user`, `bot`, `human`, `search`, `cross`, `check`, `open`, `back`, `up`, `down`, `download`.
 * @cssproperty [--bot-height=40rem] - Height of the widget; the messages scroll inside it.
 */
export class BotMessages extends ReportElement<Messages, MessagesTexts> {
  static override readonly tag = 'bot-messages';
  static override properties: PropertyDeclarations = {
    ...ReportElement.properties,
    search: {},
    shown: {},
  };

  static override styles = [
    ...ReportElement.styles,
    css`
      [part='base'] {
        --_height: 40rem;
      }
      .rows-skeleton {
        flex: 1;
        background: repeating-linear-gradient(transparent 0 1rem, var(--_line) 1rem 1.5rem, transparent 1.5rem 2.5rem);
        mask: linear-gradient(90deg, #000 5.5rem, transparent 5.5rem 7rem, #000 7rem 85%, transparent 85% 90%, #000 90%);
      }
    `,
  ];

  /** Only messages with each of these words. */
  declare search: string | null | undefined;
  /** Only messages of `user`, `bot` or `human`, or those of users that the bot did not understand: `missed`; not set: `all`. */
  declare shown: Shown | null | undefined;
  protected override readonly report = 'messages';
  protected override readonly view = new LazyModule<View<this, Messages> & { texts: MessagesTexts }>(
    this,
    () => import('./messages-view.ts'),
  );

  /** Whether the answer is that to what is asked now. @internal */
  get settled(): boolean {
    const { state } = this.reports;
    return !('outdated' in state && state.outdated);
  }

  /** True where more than the common filters narrows the list. @internal */
  get narrowed(): boolean {
    return this.reportQuery().length > 0;
  }

  /** What is set, where it is one of them. @internal */
  get chosenShown(): Shown {
    const { shown } = this;
    return shown && Object.hasOwn(SHOWN, shown) ? shown : 'all';
  }

  /** @internal */
  override reportQuery(): Query {
    const { search, selection } = this;
    const pairs: [string, string | undefined][] = [
      // A question may hold 1,000 characters.
      ['q', search?.trim().slice(0, 1000)],
      ...SHOWN[this.chosenShown],
      ['story', selection.story],
      ['node', selection.node],
      ['keyword', selection.keyword],
    ];
    return pairs.filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '');
  }

  protected override get ownTexts(): Partial<MessagesTexts> {
    return this.view.module?.texts ?? messagesTitleEn;
  }

  protected override get headingText(): string {
    return this.text('messages.heading');
  }

  protected override get emptyText(): string {
    return this.text('messages.empty');
  }

  /** A search that finds nothing is told by the view, beside the way to take it back. */
  protected override isEmpty(data: Messages): boolean {
    return data.messages.length === 0 && !this.narrowed;
  }

  protected override renderSkeleton(): TemplateResult {
    return html`<div class="skeleton rows-skeleton"></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bot-messages': BotMessages;
  }
}
