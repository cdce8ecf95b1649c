import type { ReactiveController } from 'lit';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Trends } from '../../gateway/contract/trends.ts';
import type { Session } from '../data/session.ts';
import { toQuery } from '../internal/settings.ts';
import type { BotTrends } from './bot-trends.ts';

/** The contract knows no message before. */
const BEGINNING = '2000-01-01T00:00:00Z';

/**
 * Whether there were conversations before the range that a change is measured against: a range that began before the data did
 * is not whole, and a change against it would be a rise that never was.
 */
export class EarlierController implements ReactiveController {
  readonly #host: BotTrends;
  #asked = '';
  #session: Session | null = null;
  #known: boolean | null = null;
  #running: AbortController | undefined;

  constructor(host: BotTrends) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#running?.abort();
    if (this.#known === null) this.#asked = '';
  }

  /** @param from - where the earlier range begins, RFC 3339. @returns `null` while it is not known */
  reaches(from: string): boolean | null {
    const { session, settings } = this.#host;
    const { range: _, ...where } = settings;
    const query = [...toQuery({ ...where, from: BEGINNING, to: from }), ['interval', 'month'] as const];
    const key = JSON.stringify(query);
    if (session && (key !== this.#asked || session !== this.#session)) {
      this.#asked = key;
      this.#session = session;
      this.#known = null;
      this.#running?.abort();
      const { signal } = (this.#running = new AbortController());
      session.ask<Answer<Trends>>('trends', query, signal).then(
        ({ data }) => this.#learn(data.totals.conversations > 0),
        // What cannot be known hides nothing; an abandoned question has a successor.
        () => signal.aborted || this.#learn(true),
      );
    }
    return this.#known;
  }

  #learn(known: boolean): void {
    this.#known = known;
    this.#host.requestUpdate();
  }
}
