import { itemAt } from './random.ts';
import { airline } from './texts/airline.ts';
import { bank } from './texts/bank.ts';
import { type Script } from './texts/script.ts';
import { shop } from './texts/shop.ts';
import { telecom } from './texts/telecom.ts';
import { type BotPlan, type StoryPlan, type World } from './world.ts';

const BUSINESSES = 10;
const BOTS = 40;
const STORIES = 15;
const NODES = 10;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'];
const SCRIPTS: readonly Script[] = [bank, airline, shop, telecom];

/** 15 stories of 10 nodes, which say what the nodes of the script say in turn. */
function manyStories(script: Script): StoryPlan[] {
  const spoken = script.stories.flatMap(({ nodes }) => nodes);
  return Array.from({ length: STORIES }, (_, story) => ({
    story: `Story ${story + 1}`,
    weight: 1 / (story + 1),
    nodes: Array.from({ length: NODES }, (_, step) => ({
      ...itemAt(spoken, story * NODES + step),
      node: `Node ${story + 1}.${step + 1}`,
    })),
  }));
}

/**
 * A few huge bots and many small ones, 150 nodes each.
 *
 * @param perDay - conversations a day, all bots together
 */
export function benchWorld(perDay: number): World {
  const sizes = Array.from({ length: BOTS }, (_, rank) => 1 / (rank + 1));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return {
    seed: 7,
    bots: sizes.map((size, rank): BotPlan => {
      const owner = (rank % BUSINESSES) + 1;
      const script = itemAt(SCRIPTS, rank);
      return {
        business: { id: `business-${owner}`, name: `Business ${owner}`, users: Math.ceil(perDay * 2) },
        bot: { id: `bot-${rank + 1}`, name: `Bot ${rank + 1}` },
        zone: itemAt(ZONES, rank),
        perDay: (perDay * size) / all,
        week: [1.1, 1.1, 1.1, 1.1, 1, 0.8, 0.8],
        languages: [
          ['en', 5],
          ['de', 3],
          ['es', 1],
          ['fr', 1],
        ],
        channels: [
          ['web', 5],
          ['app', 3],
          ['whatsapp', 2],
        ],
        missRate: 0.08,
        missed: script.missed,
        stories: manyStories(script),
      };
    }),
  };
}
