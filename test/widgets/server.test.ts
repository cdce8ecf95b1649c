import { expect, test } from 'vitest';

const TAGS = ['bot-provider', 'bot-filters', 'bot-trends', 'bot-stories', 'bot-words', 'bot-journey', 'bot-messages'];

test('the classes can be imported where there is no window, and importing them registers nothing', async () => {
  expect('window' in globalThis).toBe(false);
  const { BotFilters, BotJourney, BotMessages, BotProvider, BotStories, BotTrends, BotWords } = await import('../../widgets/index.ts');
  const classes = [BotProvider, BotFilters, BotTrends, BotStories, BotWords, BotJourney, BotMessages];
  expect(classes.map(({ tag }) => tag)).toEqual(TAGS);
  for (const tag of TAGS) expect(customElements.get(tag)).toBeUndefined();
});

test('a tag is registered under its own name, once, and in any registry', async () => {
  const { BotTrends } = await import('../../widgets/index.ts');
  const registered: [string, unknown][] = [];
  const registry = {
    get: (tag: string) => registered.find(([name]) => name === tag)?.[1],
    define: (tag: string, element: unknown) => void registered.push([tag, element]),
  } as unknown as CustomElementRegistry;
  BotTrends.define('bot-trends', registry);
  BotTrends.define('bot-trends', registry);
  BotTrends.define('acme-trends', registry);
  expect(registered).toEqual([
    ['bot-trends', BotTrends],
    ['acme-trends', BotTrends],
  ]);
});

test('the module that registers can be imported on a server too', async () => {
  await import('../../widgets/define.ts');
});
