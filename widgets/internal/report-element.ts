import { adoptStyles, type CSSResult, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Query } from '../data/gateway-client.ts';
import { type Question, ReportController, type ReportState } from '../data/report-controller.ts';
import { BotElement } from './bot-element.ts';
import { FreshnessController } from './freshness-controller.ts';
import { LazyModule } from './lazy-module.ts';
import { type ProblemTexts, problemTexts } from './problem-texts.ts';
import { BotUnauthenticatedEvent } from './requests.ts';
import { concerns, toQuery } from './settings.ts';
import { common } from './styles/common.styles.ts';
import { tokens } from './styles/tokens.styles.ts';
import type { Catalogue } from './texts.ts';

const WIDEST = new Set<string | undefined>(['30d', '90d', '365d', 'this-month', 'last-month']);

/**
 * What draws an answer: a module of its own, loaded beside the first question, so that a tag that is not in the page costs next to nothing.
 *
 * @typeParam Host - the widget, which holds what the viewer chose
 */
export interface View<Host, Data> {
  styles: CSSResult;
  renderData: (host: Host, data: Data, answer: Answer<Data>) => unknown;
  /** Buttons and switches beside the heading. */
  renderTools?: (host: Host, data: Data) => unknown;
  /** Fields above the answer, also while there is none: what was typed stays, and can be taken back when nothing was found. */
  renderFields?: (host: Host) => unknown;
}

/**
 * A widget that shows one report: asks for it, follows its changes, and shows every state that is not the answer itself. A subclass says
 * what to ask, when an answer is empty, and how it looks.
 *
 * @slot heading - Replaces the widget's heading.
 * @csspart base - All of the widget.
 * @csspart header - Heading, tools and freshness.
 * @csspart body - What the widget shows.
 * @csspart freshness - How fresh the numbers are.
 * @csspart message - What stands in place of the numbers: empty, forbidden, an error.
 * @csspart button - Each button.
 * @csspart download - What opens under the download button, for those who may.
 * @csspart explain - Each button that explains a number.
 * @csspart explanation - What opens beside it.
 * @csspart icon - Each icon; one alone by its name too: `icon-download`.
 * @cssproperty [--bot-height] - Height that is reserved before the numbers come.
 * @cssstate loading - The first answer has not come.
 * @cssstate empty - The answer holds nothing.
 * @cssstate error - There is no answer, and why is said.
 * @cssstate stale - The numbers shown could not be refreshed.
 * @cssstate live - Changes are shown within seconds.
 * @fires {BotSelectEvent} bot-select - The viewer picked something; cancelable: else the provider takes it.
 * @fires {BotFilterRequestEvent} bot-filter-request - The viewer wants other filters; cancelable: else the provider takes them.
 * @fires {BotUnauthenticatedEvent} bot-unauthenticated - The page has no token, or one that the gateway refuses.
 */
export abstract class ReportElement<Data, Own extends Catalogue> extends BotElement<Own> {
  static override properties: PropertyDeclarations = BotElement.properties;
  static override styles = [tokens, common];

  /** Name of the report, below `/v1/`. */
  protected abstract readonly report: string;
  protected readonly reports = new ReportController<Answer<Data>>(this, () => this.question());
  readonly #download = new LazyModule(this, () => import('../download/download.ts'));
  #styled = 0;
  readonly #freshness = new FreshnessController(this, () => this.#freshnessText());

  /** Parameters beside the common ones. */
  protected reportQuery(): Query {
    return [];
  }

  protected abstract get headingText(): string;
  protected abstract isEmpty(data: Data): boolean;
  /** What was asked and is not there: "No conversations". */
  protected abstract get emptyText(): string;
  /** `new LazyModule(this, () => import('./<report>-view.ts'))` */
  protected abstract readonly view: LazyModule<View<this, Data>>;
  /** The shape of what comes. */
  protected abstract renderSkeleton(): unknown;

  get #state(): ReportState<Answer<Data>> {
    return this.reports.state;
  }

  /** The answer on screen, or `null`. */
  get answer(): Answer<Data> | null {
    return 'answer' in this.#state ? this.#state.answer : null;
  }

  /** Asks again now. */
  refresh(): void {
    void this.view.load();
    this.reports.retry();
  }

  /** True where a number of the answer is an estimate. @internal @param pointer - JSON pointer into `data` */
  isEstimate(pointer: string): boolean {
    return this.answer?.estimates.includes(pointer) ?? false;
  }

  /** What is asked now. @internal */
  question(): Question | null {
    const { session, settings } = this;
    if (!session) return null;
    return {
      session,
      path: this.report,
      query: [...toQuery(settings), ...this.reportQuery()],
      concerns: (bots) => concerns(settings, bots),
    };
  }

  protected override render(): TemplateResult {
    const { answer } = this;
    const state = this.#state;
    const outdated = state.status === 'success' && state.outdated;
    const title = this.hasTexts ? this.headingText : '';
    return html`
      <section part="base" aria-label=${title} aria-busy=${state.status === 'pending' || outdated}>
        <header part="header">
          <div part="heading">
            <slot name="heading"><h3>${title}</h3></slot>
          </div>
          ${answer && this.hasTexts && !this.isEmpty(answer.data) ? this.#renderTools(answer.data) : nothing} ${this.#freshness.render()}
          ${answer && this.hasTexts && !this.isEmpty(answer.data) ? this.#renderDownload() : nothing}
        </header>
        ${this.#renderFields()}
        <div part="body" class=${outdated ? 'outdated' : ''}>${this.hasTexts ? this.#renderBody(answer) : this.renderSkeleton()}</div>
        <p class="hidden" role="status">${this.#announcement()}</p>
      </section>
    `;
  }

  #renderBody(answer: Answer<Data> | null): unknown {
    const state = this.#state;
    if (answer && this.isEmpty(answer.data)) return this.#renderEmpty(answer);
    if (answer && this.view.module) return this.view.module.renderData(this, answer.data, answer);
    if (state.status === 'error') return this.#renderProblem(problemTexts(state.error, this.text), state.fetching);
    if (answer && this.view.failed)
      return this.#renderProblem({ title: this.text('problem.view.title'), detail: this.text('problem.view.detail') });
    return html`${this.renderSkeleton()}${state.status === 'idle' ? this.#renderWaiting() : nothing}`;
  }

  #renderEmpty({ range }: Answer<Data>): TemplateResult {
    const { business, bot, channel, language, range: preset } = this.settings;
    const filtered = business.length + bot.length + channel.length + language.length > 0;
    const widen = () => this.requestFilters({ range: '30d' });
    return html`
      <div part="message">
        <p>${this.text('empty.range', { what: this.emptyText, range: this.format.range(range.from, range.to) })}</p>
        ${filtered ? html`<p class="note">${this.text('empty.filters')}</p>` : nothing}
        ${WIDEST.has(preset) ? nothing : html`<button part="button" type="button" @click=${widen}>${this.text('empty.widen')}</button>`}
      </div>
    `;
  }

  #renderTools(data: Data): TemplateResult | typeof nothing {
    const { module } = this.view;
    return module?.renderTools ? html`<div part="tools">${module.renderTools(this, data)}</div>` : nothing;
  }

  #renderDownload(): unknown {
    return this.#download.module?.renderDownload(this) ?? nothing;
  }

  #renderFields(): unknown {
    const state = this.#state;
    const closed = state.status === 'idle' || (state.status === 'error' && state.error.ends);
    return closed || !this.hasTexts ? nothing : (this.view.module?.renderFields?.(this) ?? nothing);
  }

  #renderProblem({ title, detail }: ProblemTexts, fetching = false): TemplateResult {
    return html`
      <div part="message">
        <p><strong>${title}</strong></p>
        <p class="note">${detail}</p>
        <button part="button" type="button" ?disabled=${fetching} @click=${() => this.refresh()}>${this.text('retry')}</button>
      </div>
    `;
  }

  /** Shown only after a while: a page sets its `getToken` a moment after the tag is there. */
  #renderWaiting(): TemplateResult {
    return html`
      <div part="message" class="late">
        <p><strong>${this.text('waiting.title')}</strong></p>
        <p class="note">${this.text('waiting.detail')}</p>
      </div>
    `;
  }

  /** For those who cannot see it: only what changes rarely. */
  #announcement(): string {
    const state = this.#state;
    if (!this.hasTexts) return '';
    if (state.status === 'error') return problemTexts(state.error, this.text).title;
    if (state.status === 'pending') return this.text('loading');
    return this.answer && this.isEmpty(this.answer.data) ? this.emptyText : '';
  }

  #freshnessText(): { kind: 'live' | 'updated' | 'stale'; text: string; title: string } | null {
    const state = this.#state;
    if (!this.hasTexts || !('answer' in state) || !state.answer) return null;
    const age = Date.now() - state.updatedAt;
    const ago = age < 2000 ? this.text('now') : this.format.ago(age);
    const when = this.format.date(state.updatedAt, { dateStyle: 'medium', timeStyle: 'medium' });
    const title = `${this.text('updated.title', { when })} ${this.text('zone.title', { zone: this.format.zone() })}.`;
    if (state.status === 'error') return { kind: 'stale', text: this.text('stale', { ago }), title: this.text('stale.title') };
    const updated = this.text('updated', { ago });
    if (this.reports.live) return { kind: 'live', text: this.text('live'), title: `${updated}. ${this.text('live.title')} ${title}` };
    return { kind: 'updated', text: updated, title };
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const styles = [this.view.module, this.#download.module].flatMap((module) => module?.styles ?? []);
    if (styles.length === this.#styled) return;
    this.#styled = styles.length;
    // Through the CSSOM, as lit does with the others: no style element, which a strict policy refuses.
    adoptStyles(this.renderRoot as ShadowRoot, [...(this.constructor as typeof ReportElement).elementStyles, ...styles]);
  }

  protected override updated(): void {
    const state = this.#state;
    const { answer } = this;
    this.toggleState('loading', state.status === 'pending' || state.status === 'idle');
    this.toggleState('empty', answer !== null && this.isEmpty(answer.data));
    this.toggleState('error', state.status === 'error' && answer === null);
    this.toggleState('stale', state.status === 'error' && answer !== null);
    this.toggleState('live', this.reports.live);
    if (state.status === 'error' && state.error.code === 'unauthenticated' && this.session?.tellOnce()) {
      (this.getToken ? this : (this.currentProvider ?? this)).dispatchEvent(new BotUnauthenticatedEvent());
    }
  }
}
