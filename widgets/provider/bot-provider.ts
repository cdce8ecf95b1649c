import { css, html, type PropertyDeclarations, type PropertyValues } from 'lit';
import { type Session, sessionFor } from '../data/session.ts';
import { BotFiltersChangeEvent } from '../internal/requests.ts';
import type { Selection } from '../internal/selection.ts';
import { defaults, type Filters, settle, type Settings } from '../internal/settings.ts';
import { pageRegistry, SettingsElement } from '../internal/settings-element.ts';
import { announceProvider, type Provider, PROVIDER } from './find-provider.ts';

/**
 * Gives the widgets inside it (or those that name it by `provider="id"`) one gateway, one visitor, and common filters.
 *
 * It draws nothing. Filters that a viewer asks for are taken here unless the page prevents the request; so is what a viewer selects.
 *
 * @tagname bot-provider
 * @summary Gateway, visitor and filters for all widgets around or inside.
 * @slot - The widgets, and anything between them.
 * @cssproperty [--bot-gap=2.5rem] - Room between widgets that stand directly inside it.
 * @fires {BotFiltersChangeEvent} bot-filters-change - The filters are others now; `filters` holds them.
 * @fires {BotUnauthenticatedEvent} bot-unauthenticated - The page has no token, or one that the gateway refuses.
 */
export class BotProvider extends SettingsElement implements Provider {
  static readonly tag = 'bot-provider';
  static override properties: PropertyDeclarations = {
    ...SettingsElement.properties,
    selection: { attribute: false },
    urlQuery: { attribute: 'url-query' },
  };
  static override styles = css`
    :host {
      display: block;
    }
    /* Widgets that a page just lines up; what it wraps in boxes of its own is its own layout. */
    ::slotted(:is(bot-filters, bot-trends, bot-stories, bot-words, bot-journey, bot-messages):not(:last-child)) {
      margin-block-end: var(--bot-gap, 2.5rem);
    }
  `;

  /** Registers the tag, unless it is taken. */
  static define(tag = BotProvider.tag, registry = pageRegistry()): void {
    if (registry && !registry.get(tag)) registry.define(tag, BotProvider);
  }

  /** What the viewer picked in a widget; empty: nothing. */
  declare selection: Selection;
  /**
   * Set (also without a value): the filters are kept in the query of the page's URL, under names that begin with this; without a value:
   * `bot-`.
   */
  declare urlQuery: string | null | undefined;
  readonly [PROVIDER] = true;
  readonly #listeners = new Set<() => void>();

  constructor() {
    super();
    this.selection = {};
  }

  /** Settings as they hold: those set here, and the defaults. */
  get settings(): Settings {
    return settle(this.ownSettings, defaults());
  }

  /** `null` while the page has not said who looks, and while the filters that its URL holds are read. */
  get session(): Session | null {
    if (this.#keepsUrl && !this.#leaveUrl) return null;
    return this.getToken ? sessionFor(this.settings.gateway, this.getToken) : null;
  }

  /** The filters as they hold; set them to change all at once. */
  get filters(): Filters {
    const { gateway: _, ...filters } = this.settings;
    return filters;
  }

  set filters(filters: Partial<Filters>) {
    this.apply(filters);
  }

  /** The filters as the page set them, before any that its URL holds or a viewer asked for: what a reset goes back to. */
  get initialFilters(): Filters {
    return this.#initial ?? this.filters;
  }

  /** Takes some filters and leaves the others; a new time replaces the old one as a whole. */
  apply(filters: Partial<Filters>): void {
    const { range, from, to, ...others } = filters;
    if (range !== undefined) Object.assign(this, { range, from: undefined, to: undefined });
    else if (from !== undefined && to !== undefined) Object.assign(this, { range: undefined, from, to });
    const known = new Set(['business', 'bot', 'channel', 'language', 'tz']);
    Object.assign(this, Object.fromEntries(Object.entries(others).filter(([name]) => known.has(name))));
  }

  select(selection: Selection): void {
    this.selection = selection;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#keepsUrl) this.requestUpdate();
    announceProvider();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaveUrl?.();
    this.#leaveUrl = undefined;
    announceProvider();
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    super.attributeChangedCallback(name, before, value);
    if (name === 'id') announceProvider();
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'id'];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#takeEarly();
    this.#initial ??= this.filters;
    if (changed.has('urlQuery')) {
      this.#leaveUrl?.();
      this.#leaveUrl = undefined;
    }
    if (this.#keepsUrl && !this.#leaveUrl) void this.#followUrl(this.urlQuery ?? '');
  }

  /** Filters that the page set before the tag was registered: there they lie before the accessor, and lit knows only its own properties. */
  #takeEarly(): void {
    const early = Object.getOwnPropertyDescriptor(this, 'filters')?.value as Partial<Filters> | undefined;
    if (!early) return;
    Reflect.deleteProperty(this, 'filters');
    this.apply(early);
  }

  get #keepsUrl(): boolean {
    return typeof this.urlQuery === 'string';
  }

  async #followUrl(prefix: string): Promise<void> {
    const stay = () => undefined;
    // Filters that cannot be kept are no reason to show nothing.
    const { followUrl } = await import('./url-query.ts').catch(() => ({ followUrl: () => stay }));
    if (this.#leaveUrl || this.urlQuery !== prefix || !this.isConnected) return;
    this.#leaveUrl = followUrl(this, prefix || 'bot-');
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    for (const listener of [...this.#listeners]) listener();
    const names: (keyof Filters)[] = ['business', 'bot', 'channel', 'language', 'range', 'from', 'to', 'tz'];
    if (this.#announced && names.some((name) => changed.has(name))) this.dispatchEvent(new BotFiltersChangeEvent(this.filters));
    this.#announced = true;
  }

  #announced = false;
  #initial: Filters | undefined;
  #leaveUrl: (() => void) | undefined;

  protected override render(): unknown {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bot-provider': BotProvider;
  }
}
