import '../provider/define.ts';
import { BotJourney } from './bot-journey.ts';

BotJourney.define();

export { BotJourney };
