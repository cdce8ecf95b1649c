import type { Answer } from '../../gateway/contract/answer.ts';
import type { MessageOut } from '../../gateway/contract/message.ts';
import type { Query } from '../data/gateway-client.ts';
import { ReportController, type ReportState } from '../data/report-controller.ts';
import type { Session } from '../data/session.ts';
import { composeName } from '../internal/compose-name.ts';
import type { BotMessages } from './bot-messages.ts';
import { appendPage, keyOf, type Page } from './merge-head.ts';
import { MessageFeed } from './message-feed.ts';

type Conversation = Pick<MessageOut, 'business' | 'bot' | 'conversation'>;

export const sameConversation = (a: Conversation, b: Conversation): boolean =>
  a.business === b.business && a.bot === b.bot && a.conversation === b.conversation;

/** All of a conversation, whatever range the list has: no message is older than 2000 (contract section 1), and none is from past the year 9000. */
const ALWAYS: Query = [
  ['from', '2000-01-01T00:00:00Z'],
  ['to', '9000-01-01T00:00:00Z'],
];

/** How a conversation ended, as far as its messages alone tell: open and abandoned differ by a setting of the gateway. */
export type KnownOutcome = 'handedOff' | 'completed';

/** Reads one conversation from its beginning, and follows it while it is open. */
export class Transcript {
  /** The message by which it was opened. */
  opened: MessageOut | null = null;
  readonly #host: BotMessages;
  readonly #reports: ReportController<Answer<Page>>;
  #feed: MessageFeed | null = null;
  #session: Session | null = null;
  #sought = false;

  constructor(host: BotMessages) {
    this.#host = host;
    this.#reports = new ReportController(host, () => this.#question());
  }

  open(message: MessageOut): void {
    if (!this.opened || !sameConversation(message, this.opened)) {
      this.#feed?.end();
      this.#feed = null;
    }
    this.opened = message;
    this.#session = this.#host.session;
    this.#sought = false;
  }

  close(): void {
    this.#feed?.end();
    this.#feed = null;
    this.opened = null;
  }

  get state(): ReportState<Answer<Page>> {
    return this.#reports.state;
  }

  retry(): void {
    this.#reports.retry();
  }

  /** What was read of it; `null`: nothing yet. */
  get feed(): MessageFeed | null {
    const { state } = this;
    const { session } = this.#host;
    const fresh = state.status === 'success' && !state.outdated ? state.answer.data : null;
    if (this.opened && session && fresh) {
      this.#feed ??= new MessageFeed({ session, query: this.#query(this.opened) }, fresh, () => this.#host.requestUpdate(), mergeOldest);
      this.#feed.refresh(fresh, true);
    }
    return this.#feed;
  }

  get outcome(): KnownOutcome | null {
    const page = this.feed?.page;
    if (page?.messages.some(({ sender }) => sender === 'human')) return 'handedOff';
    return page?.next === null && page.messages.some(({ completed }) => completed === true) ? 'completed' : null;
  }

  /** Brings the message by which it was opened into sight, once; reads on until it is there. */
  seek(): void {
    const { opened } = this;
    const page = this.#feed?.page;
    if (this.#sought || !opened || !page) return;
    const key = keyOf(opened);
    if (!page.messages.some((message) => keyOf(message) === key)) {
      if (page.next === null) this.#sought = true;
      else if (!this.#feed?.error) void this.#feed?.more();
      return;
    }
    const bubble = this.#host.renderRoot.querySelector<HTMLElement>('[part~="bubble"][aria-current]');
    const scroller = bubble?.closest('.talk');
    if (!bubble || !scroller) return;
    this.#sought = true;
    // Not scrollIntoView: it would move the page around the widget, too.
    scroller.scrollTop = bubble.offsetTop - (scroller.clientHeight - bubble.offsetHeight) / 2;
  }

  #query({ business, bot, conversation }: Conversation): Query {
    return [['conversation', composeName(business, bot, conversation)], ['order', 'oldest'], ['limit', '500'], ...ALWAYS];
  }

  #question() {
    const { session } = this.#host;
    if (!session || !this.opened) return null;
    // Another visitor's gateway is not even asked for the conversation that the one before had open.
    if (session !== this.#session) {
      this.close();
      return null;
    }
    const bot = composeName(this.opened.business, this.opened.bot);
    return { session, path: 'messages', query: this.#query(this.opened), concerns: (bots: readonly string[]) => bots.includes(bot) };
  }
}

/** The first page has the beginning as it is now; what lies past it stays. */
function mergeOldest(read: Page, head: Page): Page {
  return head.next === null ? head : appendPage(head, read);
}
