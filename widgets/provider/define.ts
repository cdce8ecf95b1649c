import { BotProvider } from './bot-provider.ts';

BotProvider.define();

export { BotProvider };
