import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Messages } from '../../gateway/contract/messages.ts';
import type { Trends } from '../../gateway/contract/trends.ts';
import type { Figure } from '../../widgets/explain/explanation.ts';
import { explainBucket, explainList, explainMeasure, explainOutcome } from '../../widgets/explain/explain.ts';
import { explainDe } from '../../widgets/explain/texts-de.ts';
import { explainEn } from '../../widgets/explain/texts-en.ts';
import { seesAll } from '../../widgets/explain/way-to-messages.ts';
import { de } from '../../widgets/internal/texts-de.ts';
import { en } from '../../widgets/internal/texts-en.ts';
import { explainButtonEn } from '../../widgets/internal/views/explain-button.ts';
import { MEASURES, OUTCOMES } from '../../widgets/trends/measures.ts';
import { trendsEn } from '../../widgets/trends/texts-en.ts';
import type { Client } from '../support/ask.ts';
import type { TestGateway } from '../support/gateway.ts';
import { addsUp, asked, english, exact, filledGateway, format, RANGE, settings, valueOf } from './explain-answers.ts';

let gateway: TestGateway;
let client: Client;
let trends: Answer<Trends>;

beforeAll(async () => {
  ({ gateway, client } = await filledGateway());
  trends = await client.ask(`trends?${RANGE}&compare=previous`);
});
afterAll(() => gateway.close());

describe('a headline figure', () => {
  test.each(MEASURES)('of %s has the value of the answer, and a calculation that ends in it', (measure) => {
    const explanation = explainMeasure(asked(trends), measure, true)!;
    const value = trends.data.totals[measure]!;
    expect(valueOf(explanation)).toBe(measure === 'automation' ? format.percent(value) : exact(value));
    expect(explanation.figures).toHaveLength(2);
    const [, change] = explanation.figures;
    const before = trends.data.previous![measure]!;
    if (measure === 'automation') expect(change!.value).toBe(`${format.points(value, before)} pts`);
    else {
      expect(change!.steps.map((step) => step.value)).toEqual([value, before, before].map(exact));
      addsUp(explanation);
    }
  });

  test('of automation divides those not handed off by all', () => {
    const { conversations, handedOff } = trends.data.totals;
    const [{ steps }] = explainMeasure(asked(trends), 'automation', true)!.figures as [Figure];
    expect(steps.map(({ sign, value }) => [sign, value])).toEqual([
      [undefined, exact(conversations - handedOff)],
      ['over', exact(conversations)],
    ]);
  });

  test('without conversations has no value, and says why', () => {
    const totals = { ...trends.data.totals, conversations: 0, automation: null };
    const none = { ...trends, data: { ...trends.data, totals } };
    expect(explainMeasure(asked(none), 'automation', true)!.figures[0]).toMatchObject({
      value: '–',
      formula: trendsEn['trends.none.automation'],
      steps: [],
    });
  });

  test('has no change where the range before is not whole, or not known to be', () => {
    expect(explainMeasure(asked(trends), 'users', false)!.figures[1]).toMatchObject({ value: '–', steps: [] });
    expect(explainMeasure(asked(trends), 'users', false)!.figures[1]!.formula).toContain('the first conversation came later');
    expect(explainMeasure(asked(trends), 'users', null)!.figures[1]!.formula).toBe(en.loading);
  });

  test('says range, range before, zone and freshness in full', () => {
    const { range, before, zone, fresh, of, exactness } = explainMeasure(asked(trends), 'users', true)!;
    expect(range).toMatch(/^From Wednesday, March 4, 2026 at 12:00 AM, up to Thursday, April 2, 2026 at 11:45 AM\.$/);
    expect(before).toMatch(/^From Monday, February 2, 2026 at 12:00 AM, up to /);
    expect(zone).toMatch(/^Central European \w+ Time \(Europe\/Berlin\)$/);
    expect(fresh).toMatch(/^Counted on Thursday, April 2, 2026 at 11:41:13 AM\. The newest message is of /);
    expect(of).toEqual(['All bots that you may see.']);
    expect(exactness).toBe(explainEn['explain.exact']);
  });

  test('names what the filters leave', () => {
    const filters = { ...settings, bot: ['acme/a%2Fb', 'acme/shop'], channel: ['web'] };
    const { of } = explainMeasure({ ...asked(trends), settings: filters }, 'users', true)!;
    expect(of).toEqual(['Bot: acme / a/b or acme / shop.', 'Channel: web.']);
  });

  test('marks an estimate as one, in value and words', () => {
    const estimated = { ...trends, estimates: ['/totals/users'] };
    const explanation = explainMeasure(asked(estimated), 'users', true)!;
    expect(valueOf(explanation)).toBe(`≈ ${exact(trends.data.totals.users)}`);
    expect(explanation.figures[1]!.value).toMatch(/^≈ /);
    expect(explanation.exactness).toBe(explainEn['explain.estimate']);
  });

  test('offers no list, since a list goes by the time of messages', () => {
    for (const measure of MEASURES)
      expect(explainMeasure(asked(trends), measure, true)!.messages).toBe(explainEn['explain.messages.start']);
  });
});

test('an outcome is a share of all conversations', () => {
  for (const outcome of OUTCOMES) {
    const explanation = explainOutcome(asked(trends), outcome)!;
    expect(valueOf(explanation)).toBe(exact(trends.data.totals[outcome]));
    expect(valueOf(explanation, 1)).toBe(format.percent(trends.data.totals[outcome] / trends.data.totals.conversations));
    addsUp(explanation);
  }
});

test('a bucket has its own numbers and its own part of the range', () => {
  const bucket = trends.data.buckets.at(-1)!;
  const explanation = explainBucket(asked(trends), bucket.start)!;
  expect(explanation.figures.map(({ value }) => value)).toEqual(
    MEASURES.map((measure) => (measure === 'automation' ? format.percent(bucket.automation) : exact(bucket[measure]))),
  );
  addsUp(explanation);
  expect(explanation.range).toBe('From Thursday, April 2, 2026 at 12:00 AM, up to Thursday, April 2, 2026 at 11:45 AM.');
  expect(explanation.of).toContain(explainEn['explain.partial']);
  expect(explainBucket(asked(trends), '2020-01-01T00:00:00+01:00')).toBeNull();
});

test('a list says what it shows, and what narrows it', async () => {
  const answer = await client.ask<Messages>(`messages?${RANGE}`);
  const list = { ...asked(answer), selection: { keyword: 'lamp' }, search: ' refund ', chosenShown: 'user' };
  const explanation = explainList(list, { count: 1050, more: true, fresh: 2 })!;
  expect(valueOf(explanation)).toBe('1,050');
  expect(explanation.figures[0]!.formula).toMatch(/There are older ones.* 2 new messages\.$/);
  expect(explanation.of.slice(1)).toEqual([
    'Only messages with each of these words: refund.',
    'Sender: User.',
    'Not understood, and with the word lamp.',
  ]);
});

test('the list is offered only to who may see all messages that the number counts', () => {
  const bot = (id: string, ...permissions: ('reports' | 'messages')[]) => ({ id, name: id, permissions });
  const scope = {
    businesses: [{ id: 'acme', name: 'Acme', bots: [bot('shop', 'reports', 'messages'), bot('help', 'reports')] }],
    channels: [],
    languages: [],
  };
  expect(seesAll(scope, { business: [], bot: [] })).toBe(false);
  expect(seesAll(scope, { business: [], bot: ['acme/shop'] })).toBe(true);
  expect(seesAll(scope, { business: ['globex'], bot: [] })).toBe(false);
  scope.businesses[0]!.bots[1] = bot('help', 'messages');
  // A list would be longer than the number.
  expect(seesAll(scope, { business: [], bot: [] })).toBe(false);
});

test('both languages say all of it', () => {
  expect(Object.keys(explainDe).sort()).toEqual(Object.keys({ ...explainEn, ...explainButtonEn }).sort());
  const german = asked(trends, { ...english, ...de });
  expect(explainMeasure(german, 'automation', true)!.figures[0]!.formula).toContain('nicht übergeben');
});
