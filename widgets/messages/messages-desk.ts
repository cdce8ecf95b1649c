import type { ReactiveController } from 'lit';
import type { MessageOut } from '../../gateway/contract/message.ts';
import { toQuery } from '../internal/settings.ts';
import type { BotMessages } from './bot-messages.ts';
import { keyOf, type Page } from './merge-head.ts';
import { type FeedSource, MessageFeed } from './message-feed.ts';
import { sameConversation, Transcript } from './transcript.ts';

const desks = new WeakMap<BotMessages, MessagesDesk>();

/** What a widget's list and transcript know between two renderings. */
export function deskOf(host: BotMessages): MessagesDesk {
  const desk = desks.get(host) ?? new MessagesDesk(host);
  desks.set(host, desk);
  return desk;
}

/** Pixels before the end of the list from which on the next page is fetched. */
const AHEAD = 600;

/** Keeps what was read, what is open, and where the reader is, for one widget. */
export class MessagesDesk implements ReactiveController {
  feed: MessageFeed | null = null;
  readonly transcript: Transcript;
  /** The message that the Tab key leads to. */
  current: string | null = null;
  readonly #host: BotMessages;
  #source: string | null = null;
  #toTop = false;
  #watched: Element | null = null;
  #watchedLength = 0;
  #observer: IntersectionObserver | null = null;

  constructor(host: BotMessages) {
    this.#host = host;
    this.transcript = new Transcript(host);
    host.addController(this);
  }

  /** Takes the answer to what is asked now; one to the question before stays as it is on screen. */
  take(head: Page): MessageFeed | null {
    const { session } = this.#host;
    if (!session || !this.#host.settled) return this.feed;
    if (this.#isOther(session)) {
      this.feed?.end();
      const source: FeedSource = { session, query: this.#query };
      this.feed = new MessageFeed(source, head, () => this.#host.requestUpdate());
      this.#source = JSON.stringify(source.query);
      this.current = null;
      this.#toTop = true;
    }
    this.feed?.refresh(head, this.atTop);
    return this.feed;
  }

  get atTop(): boolean {
    return (this.scroller?.scrollTop ?? 0) < 4;
  }

  get scroller(): Element | null {
    return this.#find('[part~="list"]');
  }

  /** Shows what came meanwhile, at the top. */
  reveal(): void {
    this.feed?.reveal();
    this.#toTop = true;
    this.#host.requestUpdate();
  }

  /** Opens the conversation of a message. @param focus - whether the reader goes there, too */
  async open(message: MessageOut, focus = true): Promise<void> {
    this.current = keyOf(message);
    this.transcript.open(message);
    if (this.feed && this.neighbour(1) === null) void this.feed.more();
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (focus) this.#find('[part~="transcript"] .title')?.focus();
  }

  async close(): Promise<void> {
    this.transcript.close();
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const row = this.#find('.open-button[tabindex="0"]') ?? this.#find('input');
    row?.focus();
  }

  /** The conversation before or after the open one in the list. */
  neighbour(step: 1 | -1): MessageOut | null {
    const { opened } = this.transcript;
    if (!opened || !this.feed) return null;
    const firsts = new Map<string, MessageOut>();
    for (const message of this.feed.page.messages) {
      const name = JSON.stringify([message.business, message.bot, message.conversation]);
      if (!firsts.has(name)) firsts.set(name, message);
    }
    const conversations = [...firsts.values()];
    const place = conversations.findIndex((message) => sameConversation(message, opened));
    return place < 0 ? null : (conversations[place + step] ?? null);
  }

  hostDisconnected(): void {
    this.feed?.end();
    this.#observer?.disconnect();
    this.#watched = null;
  }

  hostUpdated(): void {
    const { scroller } = this;
    if (this.#toTop && scroller) {
      scroller.scrollTop = 0;
      this.#toTop = false;
    }
    this.#watchEnd(scroller);
    this.transcript.seek();
  }

  get #query(): FeedSource['query'] {
    return [...toQuery(this.#host.settings), ...this.#host.reportQuery()];
  }

  #isOther(session: FeedSource['session']): boolean {
    if (this.feed?.source.session !== session) this.transcript.close();
    return this.feed?.source.session !== session || this.#source !== JSON.stringify(this.#query);
  }

  /** Fetches the next page before the reader is at the end; watched anew after each page, since an end that stays in sight tells nothing. */
  #watchEnd(scroller: Element | null): void {
    const end = this.#find('.list-end button');
    const length = this.feed?.page.messages.length ?? 0;
    if (end === this.#watched && length === this.#watchedLength) return;
    this.#observer?.disconnect();
    this.#watched = end;
    this.#watchedLength = length;
    if (!end || !scroller) return;
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting) && !this.feed?.error) void this.feed?.more();
      },
      { root: scroller, rootMargin: `${AHEAD}px` },
    );
    this.#observer.observe(end);
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}
