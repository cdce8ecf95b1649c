import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benchWorld } from '../../demo/traffic/bench-world.ts';
import { demoWorld } from '../../demo/traffic/demo-world.ts';
import { messagesBetween } from '../../demo/traffic/messages-between.ts';
import { type SentMessage } from '../../demo/traffic/talk.ts';
import { MessageIn } from '../../gateway/contract/message.ts';

const HOUR = 3_600_000;
const monday = Date.UTC(2026, 8, 7);
const week = [...messagesBetween(demoWorld, monday, monday + 168 * HOUR)];

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const conversations = groupBy(week, ({ business, bot, conversation }) => `${business}/${bot}/${conversation}`);
const whole = [...conversations.values()].filter(([first]) => first?.id === 'm1');
const share = (has: (messages: SentMessage[]) => boolean) => whole.filter(has).length / whole.length;

describe('generated traffic', () => {
  test('is the same however the span is cut', () => {
    const span = 6 * HOUR;
    const all = [...messagesBetween(demoWorld, monday, monday + span)];
    const cuts = fc.array(fc.integer({ min: 0, max: span }), { maxLength: 5 });
    fc.assert(
      fc.property(cuts, (inner) => {
        const edges = [0, ...inner.sort((a, b) => a - b), span].map((offset) => monday + offset);
        const pieces = edges.slice(1).flatMap((to, index) => [...messagesBetween(demoWorld, edges[index]!, to)]);
        expect(pieces).toEqual(all);
      }),
      { numRuns: 15 },
    );
  });

  test('comes in order of time, each message once', () => {
    const names = week.map(({ business, bot, conversation, id }) => `${business}/${bot}/${conversation}/${id}`);
    expect(new Set(names).size).toBe(week.length);
    expect(week.every(({ timestamp }, index) => index === 0 || timestamp >= week[index - 1]!.timestamp)).toBe(true);
  });

  test.each([
    ['the demo', week],
    ['the bench', [...messagesBetween(benchWorld(500), monday, monday + 12 * HOUR)]],
  ])('of %s holds to the message form and to what each sender may say', (_, messages) => {
    expect(messages.length).toBeGreaterThan(1000);
    for (const message of messages) {
      MessageIn.parse(message);
      const { sender, story, node, success, understood } = message;
      if (sender !== 'bot') expect({ story, node, success }).toEqual({});
      if (sender !== 'user') expect(understood).toBeUndefined();
      if (success !== undefined) expect(node).toBeDefined();
    }
  });

  test('leaves out conversations that began before the first load', () => {
    const messages = [...messagesBetween(demoWorld, monday + 12 * HOUR, monday + 14 * HOUR, monday + 12 * HOUR)];
    const begun = new Set<string>();
    for (const { id, business, bot, conversation } of messages) {
      const name = `${business}/${bot}/${conversation}`;
      if (id === 'm1') begun.add(name);
      expect(begun).toContain(name);
    }
  });

  test('sleeps at night and works by day, in the zone of the bot', () => {
    const starts = whole.map(([first]) => first!).filter(({ business }) => business === 'quillcom');
    const inNewYork = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', hour: 'numeric', hourCycle: 'h23' });
    const byHour = groupBy(starts, ({ timestamp }) => Number(inNewYork.format(timestamp)));
    const busy = [9, 10, 11, 12].reduce((sum, hour) => sum + (byHour.get(hour)?.length ?? 0), 0);
    const quiet = [1, 2, 3, 4].reduce((sum, hour) => sum + (byHour.get(hour)?.length ?? 0), 0);
    expect(busy).toBeGreaterThan(8 * quiet);
  });

  test('has every way a conversation can end, missed messages, and people who come back', () => {
    const handedOff = share((messages) => messages.some(({ sender }) => sender === 'human'));
    const completed = share((messages) => messages.some((message) => message.completed));
    const silent = share((messages) => !messages.some(({ sender }) => sender === 'user'));
    expect(handedOff).toSatisfy((value: number) => value > 0.08 && value < 0.3);
    expect(completed).toSatisfy((value: number) => value > 0.4 && value < 0.8);
    expect(silent).toSatisfy((value: number) => value > 0 && value < 0.1);
    const asked = week.filter(({ sender }) => sender === 'user');
    const missed = asked.filter(({ understood }) => understood === false);
    expect(missed.length / asked.length).toSatisfy((value: number) => value > 0.04 && value < 0.15);
    expect(new Set(whole.map(([first]) => `${first!.business}/${first!.user}`)).size).toBeLessThan(whole.length * 0.9);
    expect(Math.max(...whole.map(({ length }) => length))).toBeGreaterThan(60);
  });

  test('speaks the languages of its people', () => {
    const german = week.filter(({ language, sender }) => language === 'de' && sender === 'bot');
    const umlauts = german.filter(({ text }) => /[äöüß]/i.test(text));
    expect(umlauts.length / german.length).toBeGreaterThan(0.3);
    expect(new Set(week.map(({ language }) => language))).toEqual(new Set(['de', 'en', 'es', 'fr']));
  });
});
