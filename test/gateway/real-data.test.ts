import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IngestResult } from '../../gateway/contract/ingest.ts';
import { type Question } from '../reference/questions.ts';
import { createReference, type Reference } from '../reference/reference.ts';
import { allPages, ask, compare, send } from '../support/compare.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { sample, shuffled } from '../support/sample.ts';

const { now, bots, messages } = sample(20260402, 400);

const distinct = messages.filter(({ revision }) => revision === undefined).length;

const QUESTIONS: Question[] = [
  'trends?range=90d&tz=Europe/Berlin&compare=previous',
  'trends?range=7d&interval=hour&tz=Asia/Kathmandu&compare=previous',
  'trends?range=last-month&interval=week&channel=web',
  'trends?range=24h&business=acme',
  'stories?range=90d',
  'stories?range=30d&story=refund&bot=globex%2Fshop',
  'words?range=30d&tz=America/New_York',
  'words?range=90d&limit=3&language=de',
  'journey?range=90d',
  'journey?range=90d&limit=3&outcome=handedOff&outcome=completed',
  'journey?range=30d&node=pay+back',
  'messages?range=this-month&limit=500',
  'messages?range=90d&q=refund+lamp&order=oldest&limit=17',
  'messages?range=90d&keyword=voucher&sender=user',
].map((line) => {
  const [report, query] = line.split('?');
  return { report: report as Question['report'], query: [...new URLSearchParams(query)] };
});

let first: TestGateway;
let second: TestGateway;
let reference: Reference;

async function deliver(gateway: TestGateway, lines: readonly unknown[], size: number): Promise<IngestResult> {
  const token = await gateway.token('root');
  const total = { accepted: 0, duplicates: 0, rejected: 0, errors: [] as IngestResult['errors'] };
  for (let start = 0; start < lines.length; start += size) {
    const response = await send(gateway, token, lines.slice(start, start + size));
    expect(response.status).toBe(200);
    const { accepted, duplicates, rejected, errors } = (await response.json()) as IngestResult;
    total.accepted += accepted;
    total.duplicates += duplicates;
    total.rejected += rejected;
    total.errors.push(...errors);
  }
  return total;
}

beforeAll(async () => {
  [first, second] = await Promise.all([startTestGateway(), startTestGateway()]);
  first.clock.now = second.clock.now = now;
  reference = createReference({ idleMinutes: 30 });
  reference.ingest(messages, now);
});
afterAll(async () => {
  await first.close();
  await second.close();
});

describe('a sample of ten weeks', () => {
  it('is accepted once, and every line of it is a duplicate the second time', async () => {
    const count = messages.length;
    expect(await deliver(first, messages, 1000)).toEqual({ accepted: count, duplicates: 0, rejected: 0, errors: [] });
    expect(await deliver(first, messages, 3000)).toEqual({ accepted: 0, duplicates: count, rejected: 0, errors: [] });
  });

  it('is taken in shuffled, in small batches and with repeats', async () => {
    const lines = shuffled([...messages, ...messages.filter((_, index) => index % 3 === 0)], 7);
    const { accepted, duplicates, rejected } = await deliver(second, lines, 271);
    expect([accepted + duplicates, rejected]).toEqual([lines.length, 0]);
    // A revision that comes before its message makes that one a duplicate.
    expect(accepted).toBeLessThanOrEqual(messages.length);
    expect(accepted).toBeGreaterThanOrEqual(distinct);
  });

  it.each(QUESTIONS)('gets the same answer from both and from the reference: $report $query', async (question) => {
    for (const gateway of [first, second]) await compare(gateway, await gateway.token('root'), reference, bots, question);
  });

  it('has numbers that are not all zero', async () => {
    const { data } = await allPages(first, await first.token('root'), new URLSearchParams('range=90d&limit=500'));
    expect(data.messages).toHaveLength(distinct);
    const trends = await ask(first, await first.token('root'), 'trends', new URLSearchParams('range=90d'));
    expect(await trends.json()).toMatchObject({ data: { totals: { conversations: 400 } } });
  });

  it('answers alike to the letter in both gateways, whatever the order of arrival', async () => {
    for (const { report, query } of QUESTIONS.filter(({ report }) => report !== 'messages')) {
      const [one, other] = await Promise.all(
        [first, second].map(async (gateway) =>
          (await ask(gateway, await gateway.token('root'), report, new URLSearchParams(query))).text(),
        ),
      );
      expect(one).toBe(other);
    }
  });
});
