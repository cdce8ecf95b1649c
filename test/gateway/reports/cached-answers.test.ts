import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Trends } from '../../../gateway/contract/trends.ts';
import { type Words } from '../../../gateway/contract/words.ts';
import { type Journey } from '../../../gateway/contract/journey.ts';
import { createSingleFlight } from '../../../gateway/reports/single-flight.ts';
import { clientOf, type Client, message } from '../../support/ask.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
let root: Client;
beforeEach(async () => {
  gateway = await startTestGateway();
  gateway.clock.now = Date.parse('2026-03-01T10:00:01Z');
  root = await clientOf(gateway);
});
afterEach(() => gateway.close());

const DAY = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';
const at = (time: string) => (gateway.clock.now = Date.parse(`2026-03-01T${time}Z`));

describe('a cached answer', () => {
  test('is used again while nothing changes, with the now that it was made with', async () => {
    await root.send([message()]);
    const first = await root.ask<Trends>(`trends?${DAY}`);
    at('10:10:00');
    expect(await root.ask<Trends>(`trends?${DAY}`)).toEqual(first);
    expect(first.computedAt).toBe('2026-03-01T10:00:01.000Z');
  });

  test('is not used past a change of its data', async () => {
    await root.send([message()]);
    expect((await root.ask<Trends>(`trends?${DAY}`)).data.totals.messages).toBe(1);
    await root.send([message()]);
    expect((await root.ask<Trends>(`trends?${DAY}`)).data.totals.messages).toBe(2);
  });

  test('outlives a change of another bot', async () => {
    await root.send([message(), message({ bot: 'faq' })]);
    const first = await root.ask<Trends>(`trends?${DAY}&bot=acme%2Fshop`);
    at('10:05:00');
    await root.send([message({ bot: 'faq' })]);
    expect((await root.ask<Trends>(`trends?${DAY}&bot=acme%2Fshop`)).computedAt).toBe(first.computedAt);
  });

  test('is not used past the moment when an open conversation in it falls idle', async () => {
    await root.send([message({ timestamp: '2026-03-01T09:33:00Z' })]);
    const outcomes = async () => {
      const { open, abandoned } = (await root.ask<Trends>(`trends?${DAY}&compare=previous`)).data.totals;
      return { open, abandoned };
    };
    const open = async () => (await root.ask<Journey>(`journey?${DAY}&outcome=open`)).data.conversations;
    at('10:02:59');
    expect([await outcomes(), await open()]).toEqual([{ open: 1, abandoned: 0 }, 1]);
    at('10:03:00');
    expect([await outcomes(), await open()]).toEqual([{ open: 0, abandoned: 1 }, 0]);
  });

  test('is not used past the next quarter hour when its range reaches now', async () => {
    await root.send([message({ understood: false, text: 'refund' })]);
    const made = async () => (await root.ask<Words>(`words?${DAY}`)).computedAt;
    const first = await made();
    at('10:14:59');
    expect(await made()).toBe(first);
    at('10:15:00');
    expect(await made()).toBe('2026-03-01T10:15:00.000Z');
  });

  test('about the past stays while the clock goes on', async () => {
    await root.send([message()]);
    const past = 'trends?from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z';
    const first = await root.ask<Trends>(past);
    at('21:00:00');
    expect((await root.ask<Trends>(past)).computedAt).toBe(first.computedAt);
  });
});

describe('an ETag', () => {
  test('answers 304 as long as the numbers are the same, also when they were counted anew', async () => {
    await root.send([message()]);
    const etag = (await root.request(`stories?${DAY}`)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]+"$/);
    at('11:00:00');
    for (const tag of [etag, `"x", ${etag}`, etag.replace('W/', ''), '*']) {
      const response = await root.request(`stories?${DAY}`, { headers: { 'if-none-match': tag } });
      expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', etag]);
    }
  });

  test('of a page that has a next one stays too', async () => {
    await root.send([message(), message()]);
    const etag = async () => (await root.request(`messages?${DAY}&limit=1`)).headers.get('etag');
    const first = await etag();
    at('11:00:00');
    expect(await etag()).toBe(first);
  });

  test('changes with the numbers', async () => {
    await root.send([message()]);
    const etag = (await root.request(`trends?${DAY}`)).headers.get('etag') ?? '';
    await root.send([message()]);
    const response = await root.request(`trends?${DAY}`, { headers: { 'if-none-match': etag } });
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).not.toBe(etag);
  });
});

describe('single flight', () => {
  const work = (seen: { runs: number; aborted: boolean }) => async (signal: AbortSignal) => {
    seen.runs++;
    signal.addEventListener('abort', () => (seen.aborted = true));
    await sleep(50);
    return 'done';
  };

  test('runs once for all who wait, and again for who comes later', async () => {
    const [fly, seen] = [createSingleFlight(), { runs: 0, aborted: false }];
    const forever = new AbortController().signal;
    expect(await Promise.all([1, 2, 3].map(() => fly('key', forever, work(seen))))).toEqual(['done', 'done', 'done']);
    await fly('key', forever, work(seen));
    await fly('other', forever, work(seen));
    expect(seen.runs).toBe(3);
  });

  test('goes on when one leaves and ends when the last does', async () => {
    const [fly, seen] = [createSingleFlight(), { runs: 0, aborted: false }];
    const [one, two] = [new AbortController(), new AbortController()];
    const asked = [one, two].map((each) => fly('key', each.signal, work(seen)));
    const settled = Promise.allSettled(asked);
    one.abort(new Error('left'));
    await sleep(5);
    expect(seen).toEqual({ runs: 1, aborted: false });
    two.abort(new Error('left'));
    await sleep(5);
    expect(seen).toEqual({ runs: 1, aborted: true });
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('shares an error and forgets it', async () => {
    const fly = createSingleFlight();
    const forever = new AbortController().signal;
    let runs = 0;
    const failing = () => Promise.reject(new Error(`run ${++runs}`));
    const both = await Promise.allSettled([fly('key', forever, failing), fly('key', forever, failing)]);
    expect(both.map((each) => (each.status === 'rejected' ? (each.reason as Error).message : ''))).toEqual(['run 1', 'run 1']);
    await expect(fly('key', forever, failing)).rejects.toThrow('run 2');
  });
});

test('a question that takes too long is answered 504 and given up', async () => {
  const hasty = await startTestGateway({ reportTimeout: 0 });
  const response = await (await clientOf(hasty)).request(`trends?${DAY}`).then(async (first) => {
    // Nothing stored: nobody may ask yet.
    expect(first.status).toBe(403);
    const client = await clientOf(hasty);
    await client.send([message()]);
    return client.request(`trends?${DAY}`);
  });
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([504, 'store-timeout']);
  await hasty.close();
});
