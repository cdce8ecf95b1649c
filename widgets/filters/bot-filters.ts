import { css, html, nothing, type CSSResult, type TemplateResult, adoptStyles } from 'lit';
import type { ScopeAnswer } from '../../gateway/contract/scope.ts';
import { ReportController } from '../data/report-controller.ts';
import { BotElement } from '../internal/bot-element.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { common } from '../internal/styles/common.styles.ts';
import { tokens } from '../internal/styles/tokens.styles.ts';
import { filtersEn, type FiltersTexts } from './texts-en.ts';

interface FiltersView {
  styles: CSSResult;
  renderBar: (host: BotFilters) => unknown;
}

/**
 * What the widgets around it show: range, businesses, bots, channels, languages and the zone; only what the viewer may see, and only where
 * there is something to choose. It writes to its provider, unless the page prevents the request.
 *
 * @tagname bot-filters
 * @summary Range, bots, channels, languages and zone for the widgets of a provider.
 * @csspart base - All of it.
 * @csspart button - Each button.
 * @csspart filter - The button of a filter.
 * @csspart reset - The button that goes back to what the page began with.
 * @csspart panel - What a filter's button opens.
 * @csspart message - What stands in place of the filters: forbidden, or an error.
 * @cssstate loading - What may be chosen has not come.
 * @cssstate error - What may be chosen did not come.
 * @fires {BotFilterRequestEvent} bot-filter-request - The viewer wants other filters; cancelable: else the provider takes them.
 */
export class BotFilters extends BotElement<FiltersTexts> {
  static override readonly tag = 'bot-filters';
  static override styles = [
    tokens,
    common,
    css`
      [part='base'] {
        min-block-size: var(--_control);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      .bar > .skeleton {
        inline-size: 9rem;
        block-size: var(--_control);
      }
      @container (inline-size < 30rem) {
        .bar {
          display: grid;
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
        .bar > .skeleton {
          inline-size: auto;
          block-size: 3.125rem;
        }
      }
    `,
  ];

  protected override readonly ownTexts = filtersEn;
  readonly #view = new LazyModule<FiltersView>(this, () => import('./filters-view.ts'));
  /** What the viewer may see. @internal */
  readonly scope = new ReportController<ScopeAnswer>(this, () => {
    const { session } = this;
    // Names change when access does, not when messages come.
    return session && { session, path: 'scope', query: [], concerns: () => false };
  });
  #viewStyled = false;

  protected override render(): TemplateResult {
    const { module } = this.#view;
    return html`
      <section part="base" aria-label=${this.hasTexts ? this.text('filters.label') : nothing}>
        ${
          module && this.hasTexts
            ? module.renderBar(this)
            : html`<div class="bar">${[1, 2, 3].map(() => html`<div class="skeleton"></div>`)}</div>`
        }
      </section>
    `;
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const styles = this.#view.module?.styles;
    if (!styles || this.#viewStyled) return;
    this.#viewStyled = true;
    adoptStyles(this.renderRoot as ShadowRoot, [...BotFilters.elementStyles, styles]);
  }

  protected override updated(): void {
    const { status } = this.scope.state;
    this.toggleState('loading', status === 'pending' || status === 'idle');
    this.toggleState('error', status === 'error');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bot-filters': BotFilters;
  }
}
