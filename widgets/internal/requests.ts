import type { Filters } from './settings.ts';
import type { Selection } from './selection.ts';

const REQUEST: EventInit = { bubbles: true, composed: true, cancelable: true };

/** `bot-select`: the viewer picked something; unless the page prevents it, the provider takes it and messages follow. */
export class BotSelectEvent extends Event {
  /** What is picked; empty: nothing any more. */
  readonly selection: Selection;

  constructor(selection: Selection) {
    super('bot-select', REQUEST);
    this.selection = selection;
  }
}

/** `bot-filter-request`: the viewer wants other filters; unless the page prevents it, the provider takes them. */
export class BotFilterRequestEvent extends Event {
  /** Only what shall change. A new time has either `range`, or `from` and `to`. */
  readonly filters: Partial<Filters>;

  constructor(filters: Partial<Filters>) {
    super('bot-filter-request', REQUEST);
    this.filters = filters;
  }
}

/** `bot-filters-change`, on the provider: its filters are others now. */
export class BotFiltersChangeEvent extends Event {
  readonly filters: Filters;

  constructor(filters: Filters) {
    super('bot-filters-change', { bubbles: true, composed: true });
    this.filters = filters;
  }
}

/** `bot-unauthenticated`: the page has no token, or one that the gateway refuses; nothing is asked until the viewer signs in. */
export class BotUnauthenticatedEvent extends Event {
  constructor() {
    super('bot-unauthenticated', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'bot-select': BotSelectEvent;
    'bot-filter-request': BotFilterRequestEvent;
    'bot-filters-change': BotFiltersChangeEvent;
    'bot-unauthenticated': BotUnauthenticatedEvent;
  }
}
