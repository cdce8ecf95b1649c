import '../provider/define.ts';
import { BotFilters } from './bot-filters.ts';

BotFilters.define();

export { BotFilters };
