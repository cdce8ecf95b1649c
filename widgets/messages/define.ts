import '../provider/define.ts';
import { BotMessages } from './bot-messages.ts';

BotMessages.define();

export { BotMessages };
