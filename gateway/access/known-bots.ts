import { type BotRef } from '../contract/names.ts';
import { pairKey } from '../text/key.ts';
import { type Directory } from './directory.ts';

/** Whatever knows bots by their messages. */
interface BotSource {
  bots(): Promise<readonly BotRef[]>;
}

/**
 * All bots there are: those of the directory and those that have messages, so that a wildcard grant reaches a bot
 * from its first message on, whether or not somebody has named it in the directory.
 */
export async function knownBots(directory: Directory, store: BotSource): Promise<BotRef[]> {
  const [businesses, stored] = await Promise.all([directory.businesses(), store.bots()]);
  const listed = businesses.flatMap(({ id, bots }) => bots.map((bot) => ({ business: id, bot: bot.id })));
  return [...new Map([...listed, ...stored].map((bot) => [pairKey(bot.business, bot.bot), bot])).values()];
}
