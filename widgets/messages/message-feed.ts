import type { Query } from '../data/gateway-client.ts';
import { type GatewayError, toGatewayError } from '../data/gateway-error.ts';
import type { Session } from '../data/session.ts';
import type { Answer } from '../../gateway/contract/answer.ts';
import { appendPage, countFresh, mergeHead, type Page } from './merge-head.ts';

/** Which messages: another question, or another visitor, is another feed. */
export interface FeedSource {
  session: Session;
  query: Query;
}

/** What was read so far, page by page, and what came meanwhile. */
export class MessageFeed {
  /** What is on screen. */
  page: Page;
  /** Messages that came and are not shown yet, so that nothing moves under the reader. `more`: there are more than so many. */
  fresh: { count: number; more: boolean } = { count: 0, more: false };
  loading = false;
  /** Why the last page did not come. */
  error: GatewayError | null = null;
  readonly source: FeedSource;
  readonly #onChange: () => void;
  readonly #merge: typeof mergeHead;
  #head: Page;
  #running: AbortController | undefined;

  /** @param merge - brings what was read up to date by a fresh first page; see `mergeHead` */
  constructor(source: FeedSource, head: Page, onChange: () => void, merge: typeof mergeHead = mergeHead) {
    this.source = source;
    this.#merge = merge;
    this.#onChange = onChange;
    this.page = this.#head = head;
  }

  /** Takes a first page that was asked again. @param atTop - the reader sees the newest message, and so sees newer ones come */
  refresh(head: Page, atTop: boolean): void {
    if (head === this.#head) return;
    this.#head = head;
    const merged = this.#merge(this.page, head);
    const count = countFresh(this.page, head);
    if (atTop || count === 0) {
      this.reveal();
      return;
    }
    this.fresh = { count, more: merged === null };
    // Late verdicts and erasures show at once; they move nothing.
    if (merged) this.page = { ...merged, messages: merged.messages.slice(count) };
  }

  /** Shows what came meanwhile. */
  reveal(): void {
    const merged = this.#merge(this.page, this.#head);
    if (!merged) this.end();
    this.page = merged ?? this.#head;
    this.fresh = { count: 0, more: false };
  }

  /** Fetches the next page, unless it is coming or there is none. */
  async more(): Promise<void> {
    const { session, query } = this.source;
    const { next } = this.page;
    if (next === null || this.loading) return;
    const running = (this.#running = new AbortController());
    this.loading = true;
    this.error = null;
    this.#onChange();
    try {
      const { data } = await session.ask<Answer<Page>>('messages', [...query, ['after', next]], running.signal);
      if (!running.signal.aborted) this.page = appendPage(this.page, data);
    } catch (cause) {
      if (!running.signal.aborted) this.error = toGatewayError(cause);
    }
    if (running.signal.aborted) return;
    this.loading = false;
    this.#onChange();
  }

  /** Leaves the page that is coming. */
  end(): void {
    this.#running?.abort();
    this.loading = false;
  }
}
