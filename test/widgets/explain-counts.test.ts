import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Journey } from '../../gateway/contract/journey.ts';
import type { Stories } from '../../gateway/contract/stories.ts';
import type { Words } from '../../gateway/contract/words.ts';
import type { Way } from '../../widgets/explain/explanation.ts';
import { explainInvocations, explainLink, explainMissed, explainNode, explainRing, explainWord } from '../../widgets/explain/explain.ts';
import { explainEn } from '../../widgets/explain/texts-en.ts';
import { wholeOf } from '../../widgets/stories/story-slices.ts';
import type { Client } from '../support/ask.ts';
import type { TestGateway } from '../support/gateway.ts';
import { addsUp, asked, exact, filledGateway, format, listed, RANGE, valueOf } from './explain-answers.ts';

let gateway: TestGateway;
let client: Client;
let stories: Answer<Stories>;
let words: Answer<Words>;
let journey: Answer<Journey>;

beforeAll(async () => {
  ({ gateway, client } = await filledGateway());
  stories = await client.ask(`stories?${RANGE}`);
  words = await client.ask(`words?${RANGE}`);
  journey = await client.ask(`journey?${RANGE}`);
});
afterAll(() => gateway.close());

describe('a story', () => {
  test('and each node of it have the numbers of the answer', () => {
    for (const story of stories.data.stories) {
      for (const [node, numbers] of [[null, story] as const, ...story.nodes.map((each) => [each.node, each] as const)]) {
        const explanation = explainInvocations(asked(stories), story.story, node)!;
        expect(explanation.figures.map(({ value }) => value)).toEqual([
          exact(numbers.invocations),
          format.percent(numbers.share),
          format.percent(numbers.accuracy),
        ]);
        addsUp(explanation);
      }
    }
  });

  test('says how many invocations its accuracy leaves out', () => {
    const [story] = stories.data.stories;
    const unknown = story!.invocations - story!.successes - story!.failures;
    expect(unknown).toBeGreaterThan(1);
    expect(explainInvocations(asked(stories), story!.story, null)!.excluded[1]).toContain(`${exact(unknown)} invocations`);
  });

  test('leads to exactly as many messages as it counts', async () => {
    for (const { story, nodes } of stories.data.stories) {
      for (const node of [null, nodes[0]!.node]) {
        const { selection, shown, count } = explainInvocations(asked(stories), story, node)!.messages as Way;
        expect(shown).toBe('all');
        expect(await listed(client, selection)).toBe(count);
      }
    }
  });

  test('of all leads nowhere', () => {
    expect(explainInvocations(asked(stories), null, null)!.messages).toBe(explainEn['explain.messages.stories']);
    expect(explainInvocations(asked(stories), 'no such story', null)).toBeNull();
  });

  test('is a share of the ring', () => {
    const whole = wholeOf(stories.data.stories, new Set(), {});
    const explanation = explainRing(asked(stories), whole, 'All stories')!;
    expect(valueOf(explanation)).toBe(exact(stories.data.totals.invocations));
    addsUp(explanation);
  });
});

describe('words', () => {
  test('have the counts of the answer, and lead to exactly these messages', async () => {
    for (const { word, messages, previous } of words.data.words.slice(0, 5)) {
      const explanation = explainWord(asked(words), word)!;
      expect(explanation.figures.slice(0, 2).map(({ value }) => value)).toEqual([exact(messages), exact(previous)]);
      addsUp(explanation);
      const { selection, count } = explanation.messages as Way;
      expect([count, await listed(client, selection)]).toEqual([messages, messages]);
    }
  });

  test('come from messages that were not understood: as many as the list has', async () => {
    const { missed, userMessages } = words.data;
    for (const which of ['missed', 'share'] as const) {
      const explanation = explainMissed(asked(words), which)!;
      expect(valueOf(explanation)).toBe(which === 'missed' ? exact(missed) : format.percent(missed / userMessages));
      addsUp(explanation);
      expect(explanation.messages).toEqual({ selection: {}, shown: 'missed', count: missed });
    }
    expect(await listed(client, { sender: 'user', understood: 'false' })).toBe(missed);
  });

  test('are marked where they are estimates', () => {
    const estimated = { ...words, estimates: ['/words/0/messages'] };
    const { figures, exactness } = explainWord(asked(estimated), words.data.words[0]!.word)!;
    expect(figures.map(({ value }) => value.startsWith('≈'))).toEqual([true, false, true]);
    expect(exactness).toBe(explainEn['explain.estimate']);
  });
});

describe('a journey', () => {
  const walked = (limited = journey) => ({ ...asked(limited), selection: {}, outcomes: [] });

  test('has nodes whose ways in add up to their invocations, folded or not', async () => {
    for (const answer of [journey, await client.ask<Journey>(`journey?${RANGE}&limit=3`)]) {
      for (const { id, invocations, conversations, starts, ends } of answer.data.nodes) {
        const explanation = explainNode(walked(answer), id)!;
        addsUp(explanation);
        const values = explanation.figures.map(({ value }) => value);
        expect([values[0], values[2], values[4], values[5]]).toEqual([
          exact(invocations),
          conversations === null ? '–' : exact(conversations),
          exact(starts),
          exact(ends),
        ]);
      }
    }
  });

  test('has links with their share of what leaves', () => {
    for (const { from, to, count } of journey.data.links) {
      const explanation = explainLink(walked(), `${from}>${to}`)!;
      expect(valueOf(explanation)).toBe(exact(count));
      addsUp(explanation);
    }
  });

  test('begins and ends with all conversations, and says which paths alone are meant', () => {
    expect(valueOf(explainNode(walked(), 'start'))).toBe(exact(journey.data.conversations));
    const only = { ...walked(), selection: { story: 'refund', node: 'greet' }, outcomes: ['open', 'completed'] as const };
    expect(explainNode(only, 'end')!.of).toEqual([
      'All bots that you may see.',
      'Only conversations through refund › greet.',
      'Only conversations with the outcome Open or Completed.',
    ]);
    expect(explainNode(walked(), 'nowhere')).toBeNull();
  });
});
