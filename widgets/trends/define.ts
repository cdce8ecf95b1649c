import '../provider/define.ts';
import { BotTrends } from './bot-trends.ts';

BotTrends.define();

export { BotTrends };
