/** All classes, types and what a page can set; registers nothing and needs no window. */
export { BotProvider } from './provider/bot-provider.ts';
export { BotFilters } from './filters/bot-filters.ts';
export { BotTrends } from './trends/bot-trends.ts';
export { BotStories } from './stories/bot-stories.ts';
export { BotWords } from './words/bot-words.ts';
export { BotJourney } from './journey/bot-journey.ts';
export { BotMessages } from './messages/bot-messages.ts';
export { addLanguage } from './internal/languages.ts';
export { BotFilterRequestEvent, BotFiltersChangeEvent, BotSelectEvent, BotUnauthenticatedEvent } from './internal/requests.ts';
export { GatewayError, type GatewayErrorCode } from './data/gateway-error.ts';
export { type GetToken } from './data/token-source.ts';
export { type Provider } from './provider/find-provider.ts';
export { type Formats } from './internal/format.ts';
export { type Filters, type List, type Settings } from './internal/settings.ts';
export { type Selection } from './internal/selection.ts';
export { type Catalogue, type Text } from './internal/texts.ts';
