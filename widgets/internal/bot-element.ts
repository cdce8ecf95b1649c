import type { PropertyDeclarations } from 'lit';
import { type Session, sessionFor } from '../data/session.ts';
import { ProviderController } from '../provider/find-provider.ts';
import { keepFocus } from './keep-focus.ts';
import { Format } from './format.ts';
import { laterEnglish, localeOf, textsFor, watchLanguage } from './languages.ts';
import { BotFilterRequestEvent, BotSelectEvent } from './requests.ts';
import type { Selection } from './selection.ts';
import { defaults, type Filters, settle, type Settings } from './settings.ts';
import { pageRegistry, SettingsElement } from './settings-element.ts';
import { type Catalogue, fill, type Text, type Values } from './texts.ts';
import { type CommonTexts, en } from './texts-en.ts';

/**
 * What every widget is: settings (own, then those of its provider, then the defaults), a session, and the words and formats of its place
 * in the page.
 *
 * @cssproperty --bot-color-text - Text.
 * @cssproperty --bot-color-muted - Secondary text.
 * @cssproperty --bot-color-surface - What the widget stands on, for sticky heads and popups.
 * @cssproperty --bot-color-line - Hairlines.
 * @cssproperty --bot-color-accent - What can be done, and bars.
 * @cssproperty --bot-color-focus - The ring around what has the focus.
 * @cssproperty [--bot-color-raised=var(--bot-color-surface)] - What lies above the widget: panels and tooltips.
 * @cssproperty [--bot-color-on-accent=var(--bot-color-surface)] - Text on the accent.
 * @cssproperty --bot-color-1 - Categorical colour 1 of 8.
 * @cssproperty --bot-color-2 - Categorical colour 2 of 8.
 * @cssproperty --bot-color-3 - Categorical colour 3 of 8.
 * @cssproperty --bot-color-4 - Categorical colour 4 of 8.
 * @cssproperty --bot-color-5 - Categorical colour 5 of 8.
 * @cssproperty --bot-color-6 - Categorical colour 6 of 8.
 * @cssproperty --bot-color-7 - Categorical colour 7 of 8.
 * @cssproperty --bot-color-8 - Categorical colour 8 of 8.
 * @cssproperty --bot-color-completed - Conversations completed.
 * @cssproperty --bot-color-handed-off - Conversations handed off.
 * @cssproperty --bot-color-abandoned - Conversations abandoned.
 * @cssproperty --bot-color-open - Conversations open.
 * @cssproperty --bot-color-good - A change for the better.
 * @cssproperty --bot-color-bad - A change for the worse.
 * @cssproperty [--bot-size-note=0.75rem] - Notes.
 * @cssproperty [--bot-size-text=0.875rem] - Text.
 * @cssproperty [--bot-size-section=1.25rem] - Values of a section.
 * @cssproperty [--bot-size-headline=1.75rem] - Headline numbers.
 * @cssproperty [--bot-size-heading=1rem] - The widget's own heading.
 * @cssproperty [--bot-weight-heading=600] - Weight of headings.
 * @cssproperty [--bot-weight-strong=500] - Weight of what stands out in a line.
 * @cssproperty [--bot-weight-numbers=600] - Weight of headline numbers.
 * @cssproperty [--bot-font-numbers=inherit] - Font of numbers.
 * @cssproperty [--bot-radius=0.375rem] - Corners, of what is drawn in charts too.
 * @cssproperty [--bot-shadow=0 2px 8px rgb(0 0 0 / 0.14)] - Shadow of panels and tooltips.
 * @cssproperty [--bot-density=1] - How much room controls, rows and cards take: 0.75 is dense, 1.25 is airy.
 * @cssproperty [--bot-row-height=2.25rem] - Height of a table's row; not set: follows the density.
 *
 * @typeParam Own - the widget's own English texts; a subclass names them in `ownTexts`, at first perhaps only those that it needs before its view
 */
export abstract class BotElement<Own extends Catalogue> extends SettingsElement {
  static readonly tag: string;
  static override properties: PropertyDeclarations = { ...SettingsElement.properties, provider: {} };

  /** Registers the tag, unless it is taken. @param registry - a scoped one, or the page's */
  static define(this: CustomElementConstructor & { readonly tag: string }, tag = this.tag, registry = pageRegistry()): void {
    if (registry && !registry.get(tag)) registry.define(tag, this);
  }

  /** Id of a provider elsewhere in the page; not set: the nearest one around. */
  declare provider: string | undefined;

  protected abstract readonly ownTexts: Partial<Own>;
  protected readonly internals = 'attachInternals' in this ? this.attachInternals() : null;
  readonly #providers = new ProviderController(this);
  #translation: Partial<Catalogue> | null = null;
  #selection: Selection = {};
  #locale = 'en';
  #unwatch: (() => void) | undefined;

  /** The settings as they hold for this widget. */
  get settings(): Settings {
    return settle(this.ownSettings, this.#providers.current?.settings ?? defaults());
  }

  /** The provider that this widget follows. */
  get currentProvider(): ProviderController['current'] {
    return this.#providers.current;
  }

  /**
   * The session, or `null` while the page has not said who looks. A token goes to no other gateway than that of who gave it: a widget with
   * a `gateway` of its own needs a `getToken` of its own.
   */
  get session(): Session | null {
    const own = this.getToken;
    if (own) return sessionFor(this.settings.gateway, own);
    return this.gateway === undefined ? (this.currentProvider?.session ?? null) : null;
  }

  /** BCP 47, for words and formats; the `language` attribute is a filter. @internal */
  get locale(): string {
    return this.#locale;
  }

  /** Numbers and times as the page's language and the zone write them. @internal */
  get format(): Format {
    return Format.of(this.#locale, this.settings.tz, this.formats ?? this.currentProvider?.formats);
  }

  /** False while the words of the page's language are loading. */
  protected get hasTexts(): boolean {
    return this.#translation !== null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchLanguage(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
  }

  protected override performUpdate(): void {
    const keep = this.renderRoot instanceof ShadowRoot ? keepFocus(this.renderRoot) : undefined;
    super.performUpdate();
    keep?.();
  }

  protected override willUpdate(): void {
    this.#locale = localeOf(this);
    this.#translation = textsFor(this.#locale, () => this.requestUpdate());
  }

  /** A text: the page's own, else that of the page's language, else English. @internal */
  readonly text = (key: keyof CommonTexts | (keyof Own & string), values?: Values): string => {
    const layers: Partial<Catalogue>[] = [
      this.texts ?? {},
      this.currentProvider?.texts ?? {},
      this.#translation ?? {},
      this.ownTexts,
      en,
      laterEnglish,
    ];
    const found: Text | undefined = layers.find((layer) => layer[key] !== undefined)?.[key];
    return fill(found ?? key, this.#locale, values);
  };

  /** Asks for other filters: the page may prevent it; else who holds the settings takes them. @returns whether they were taken. @internal */
  requestFilters(filters: Partial<Filters>): boolean {
    if (!this.dispatchEvent(new BotFilterRequestEvent(filters))) return false;
    const provider = this.currentProvider;
    const ownTime = this.range !== undefined || this.from !== undefined;
    if (provider && !ownTime) provider.apply(filters);
    else
      Object.assign(
        this,
        { ...('range' in filters || 'from' in filters ? { range: undefined, from: undefined, to: undefined } : {}) },
        filters,
      );
    return true;
  }

  /** What is picked now: with the provider, or in this widget alone where there is none. @internal */
  get selection(): Selection {
    return this.currentProvider?.selection ?? this.#selection;
  }

  /** Tells what the viewer picked: the page may prevent it; else the provider takes it, or the widget alone. @returns whether it was taken. @internal */
  requestSelection(selection: Selection): boolean {
    if (!this.dispatchEvent(new BotSelectEvent(selection))) return false;
    if (this.currentProvider) this.currentProvider.select(selection);
    else {
      this.#selection = selection;
      this.requestUpdate();
    }
    return true;
  }

  /** A state that the page can style: `bot-trends:state(loading)`. */
  protected toggleState(name: string, on: boolean): void {
    const states = this.internals?.states;
    if (on) states?.add(name);
    else states?.delete(name);
  }
}
