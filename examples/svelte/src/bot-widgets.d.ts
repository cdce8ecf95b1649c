import type {
  BotFilterRequestEvent,
  BotFilters,
  BotFiltersChangeEvent,
  BotJourney,
  BotMessages,
  BotProvider,
  BotSelectEvent,
  BotStories,
  BotTrends,
  BotUnauthenticatedEvent,
  BotWords,
} from 'bot-widgets';
import type { HTMLAttributes } from 'svelte/elements';

interface Events {
  'onbot-select'?: (request: BotSelectEvent) => void;
  'onbot-filter-request'?: (request: BotFilterRequestEvent) => void;
  'onbot-filters-change'?: (change: BotFiltersChangeEvent) => void;
  'onbot-unauthenticated'?: (event: BotUnauthenticatedEvent) => void;
}

/** A tag in a component: what can be set on its element, and what is heard from it. */
type Tag<Element extends HTMLElement> = Omit<HTMLAttributes<Element>, keyof Element> & Partial<Omit<Element, keyof HTMLElement>> & Events;

declare module 'svelte/elements' {
  export interface SvelteHTMLElements {
    'bot-provider': Tag<BotProvider>;
    'bot-filters': Tag<BotFilters>;
    'bot-trends': Tag<BotTrends>;
    'bot-stories': Tag<BotStories>;
    'bot-words': Tag<BotWords>;
    'bot-journey': Tag<BotJourney>;
    'bot-messages': Tag<BotMessages>;
  }
}
