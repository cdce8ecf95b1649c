// Made of custom-elements.json by `npm run manifest`.
import type { BotFilters } from './filters/bot-filters.ts';
import type { BotJourney } from './journey/bot-journey.ts';
import type { BotMessages } from './messages/bot-messages.ts';
import type { BotProvider } from './provider/bot-provider.ts';
import type { BotStories } from './stories/bot-stories.ts';
import type { BotTrends } from './trends/bot-trends.ts';
import type { BotWords } from './words/bot-words.ts';
import type { Tag } from './internal/tag.ts';

/** What each tag takes, by property, and tells, by event. */
export interface Tags {
  'bot-filters': Tag<
    BotFilters,
    | 'provider'
    | 'gateway'
    | 'business'
    | 'bot'
    | 'channel'
    | 'language'
    | 'range'
    | 'from'
    | 'to'
    | 'tz'
    | 'getToken'
    | 'texts'
    | 'formats',
    'bot-filter-request'
  >;
  'bot-journey': Tag<
    BotJourney,
    | 'outcome'
    | 'limit'
    | 'display'
    | 'provider'
    | 'gateway'
    | 'business'
    | 'bot'
    | 'channel'
    | 'language'
    | 'range'
    | 'from'
    | 'to'
    | 'tz'
    | 'getToken'
    | 'texts'
    | 'formats',
    'bot-select' | 'bot-filter-request' | 'bot-unauthenticated'
  >;
  'bot-messages': Tag<
    BotMessages,
    | 'search'
    | 'shown'
    | 'provider'
    | 'gateway'
    | 'business'
    | 'bot'
    | 'channel'
    | 'language'
    | 'range'
    | 'from'
    | 'to'
    | 'tz'
    | 'getToken'
    | 'texts'
    | 'formats',
    'bot-select' | 'bot-filter-request' | 'bot-unauthenticated'
  >;
  'bot-provider': Tag<
    BotProvider,
    | 'selection'
    | 'urlQuery'
    | 'filters'
    | 'gateway'
    | 'business'
    | 'bot'
    | 'channel'
    | 'language'
    | 'range'
    | 'from'
    | 'to'
    | 'tz'
    | 'getToken'
    | 'texts'
    | 'formats',
    'bot-filters-change' | 'bot-unauthenticated' | 'bot-filter-request' | 'bot-select'
  >;
  'bot-stories': Tag<
    BotStories,
    | 'provider'
    | 'gateway'
    | 'business'
    | 'bot'
    | 'channel'
    | 'language'
    | 'range'
    | 'from'
    | 'to'
    | 'tz'
    | 'getToken'
    | 'texts'
    | 'formats',
    'bot-select' | 'bot-filter-request' | 'bot-unauthenticated'
  >;
  'bot-trends': Tag<
    BotTrends,
    | 'measures'
    | 'interval'
    | 'display'
    | 'provider'
    | 'gateway'
    | 'business'
    | 'bot'
    | 'channel'
    | 'language'
    | 'range'
    | 'from'
    | 'to'
    | 'tz'
    | 'getToken'
    | 'texts'
    | 'formats',
    'bot-select' | 'bot-filter-request' | 'bot-unauthenticated'
  >;
  'bot-words': Tag<
    BotWords,
    | 'limit'
    | 'layout'
    | 'provider'
    | 'gateway'
    | 'business'
    | 'bot'
    | 'channel'
    | 'language'
    | 'range'
    | 'from'
    | 'to'
    | 'tz'
    | 'getToken'
    | 'texts'
    | 'formats',
    'bot-select' | 'bot-filter-request' | 'bot-unauthenticated'
  >;
}
