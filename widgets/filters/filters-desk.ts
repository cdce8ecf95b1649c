import type { ReactiveController } from 'lit';
import type { Filters } from '../internal/settings.ts';
import type { BotFilters } from './bot-filters.ts';

export type PanelName = 'range' | 'business' | 'bot' | 'channel' | 'language' | 'tz';

/** Milliseconds after the last tick: who ticks several bots asks once. */
const PAUSE = 500;

const desks = new WeakMap<BotFilters, FiltersDesk>();

/** What a viewer is doing with the filters of a widget. */
export function deskOf(host: BotFilters): FiltersDesk {
  const desk = desks.get(host) ?? new FiltersDesk(host);
  desks.set(host, desk);
  return desk;
}

/** What is chosen and not asked for yet, which panel is open, and what is looked for in it. */
export class FiltersDesk implements ReactiveController {
  open: PanelName | null = null;
  search = '';
  /** Why an own range cannot be asked. */
  fault: 'missing' | 'order' | null = null;
  readonly #host: BotFilters;
  #draft: Partial<Filters> = {};
  #first: Filters | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: BotFilters) {
    this.#host = host;
    host.addController(this);
  }

  /** The filters as the viewer sees them. */
  get filters(): Filters {
    const { gateway: _, ...filters } = this.#host.settings;
    const timed = this.#draft.range !== undefined || this.#draft.from !== undefined;
    if (!timed) return { ...filters, ...this.#draft };
    const { range: __, from: ___, to: ____, ...others } = filters;
    return { ...others, ...this.#draft };
  }

  /** What a reset goes back to. */
  get initial(): Filters {
    const { gateway: _, ...filters } = this.#host.settings;
    this.#first ??= filters;
    return this.#host.currentProvider?.initialFilters ?? this.#first;
  }

  get canReset(): boolean {
    return textOf(this.filters) !== textOf(this.initial);
  }

  reset(): void {
    this.choose(this.initial, true);
  }

  /** Takes a choice. @param now - without waiting for another one */
  choose(filters: Partial<Filters>, now = false): void {
    this.#draft = { ...this.#draft, ...filters };
    clearTimeout(this.#timer);
    if (now) this.commit();
    else this.#timer = setTimeout(() => this.commit(), PAUSE);
    this.#host.requestUpdate();
  }

  /** Asks for what is chosen. */
  commit(): void {
    clearTimeout(this.#timer);
    const draft = this.#draft;
    this.#draft = {};
    if (Object.keys(draft).length > 0) this.#host.requestFilters(draft);
    this.#host.requestUpdate();
  }

  /** A panel opened or closed. */
  toggled(name: PanelName, isOpen: boolean): void {
    if (isOpen) this.open = name;
    else if (this.open === name) this.open = null;
    this.search = '';
    this.fault = null;
    if (isOpen) this.#host.requestUpdate();
    else this.commit();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#draft = {};
    this.open = null;
  }
}

const textOf = ({ business, bot, channel, language, tz, range, from, to }: Filters): string =>
  JSON.stringify([...[business, bot, channel, language].map((list) => [...list].sort()), tz, range, from, to]);
