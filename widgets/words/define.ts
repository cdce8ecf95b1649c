import '../provider/define.ts';
import { BotWords } from './bot-words.ts';

BotWords.define();

export { BotWords };
