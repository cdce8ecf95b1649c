import '../provider/define.ts';
import { BotStories } from './bot-stories.ts';

BotStories.define();

export { BotStories };
