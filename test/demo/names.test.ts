import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { benchWorld } from '../../demo/traffic/bench-world.ts';
import { demoWorld } from '../../demo/traffic/demo-world.ts';

/** What ad blockers hide; the words state, static and status are excepted. */
const hidden = (name: string): boolean => /analytics|track|collect|stat|event/i.test(name.replace(/state|static|status/gi, ''));

describe('names that a browser meets', () => {
  test('the rule itself knows good from bad', () => {
    expect(['order-status.js', 'pages/page.css'].some(hidden)).toBe(false);
    expect(['statistics.js', 'Track a parcel', 'events.css'].every(hidden)).toBe(true);
  });

  test('no file of the demo looks like something to block', () => {
    expect(readdirSync('demo', { recursive: true, encoding: 'utf8' }).filter(hidden)).toEqual([]);
  });

  test('no generated business, bot, story, node, channel or user can end in a blocked address', () => {
    const names = [demoWorld, benchWorld(10)].flatMap(({ bots }) =>
      bots.flatMap(({ business, bot, channels, stories }) => [
        business.id,
        bot.id,
        ...channels.map(([channel]) => channel),
        ...stories.flatMap(({ story, nodes }) => [story, ...nodes.map(({ node }) => node)]),
      ]),
    );
    expect(names.filter(hidden)).toEqual([]);
  });
});
