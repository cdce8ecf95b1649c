import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Messages } from '../../gateway/contract/messages.ts';
import { line, startWatchfulClient, type WatchfulClient } from '../support/watchful-client.ts';

let client: WatchfulClient;
beforeAll(async () => {
  client = await startWatchfulClient();
});
afterAll(() => client.close());

describe('a question that cannot be answered', () => {
  it.each([
    ['trends', 'colour=red', 'colour'],
    ['trends', '__proto__=1', '__proto__'],
    ['stories', 'limit=5', 'limit'],
    ['trends', 'tz=Mars/Olympus', 'tz'],
    ['trends', 'tz=%2B05:45', 'tz'],
    ['trends', 'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 'to'],
    ['trends', 'from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z', 'to'],
    ['trends', 'from=2026-03-02T00:00:00Z', 'to'],
    ['trends', 'to=2026-03-02T00:00:00Z', 'from'],
    ['trends', 'from=2026-02-30T00:00:00Z&to=2026-03-04T00:00:00Z', 'from'],
    ['trends', 'from=2026-03-02&to=2026-03-04', 'from'],
    ['trends', 'range=7d&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z', 'range'],
    ['trends', 'range=8d', 'range'],
    ['trends', 'range=7d&range=14d', 'range'],
    ['trends', 'interval=minute', 'interval'],
    ['trends', 'compare=next', 'compare'],
    ['trends', 'range=365d&interval=hour', 'buckets'],
    ['trends', 'from=0001-01-01T00:00:00Z&to=9999-12-31T00:00:00Z', 'buckets'],
    ['trends', 'bot=acme', 'bot'],
    ['trends', 'bot=acme%2F%25', 'bot'],
    ['words', 'limit=0', 'limit'],
    ['words', 'limit=501', 'limit'],
    ['words', 'limit=1e2', 'limit'],
    ['journey', 'limit=201', 'limit'],
    ['journey', 'outcome=lost', 'outcome'],
    ['messages', 'sender=robot', 'sender'],
    ['messages', 'understood=maybe', 'understood'],
    ['messages', 'conversation=acme%2Fshop', 'conversation'],
    ['messages', 'order=random', 'order'],
    ['messages', 'after=garbage', 'after'],
    ['messages', 'after=', 'after'],
  ])('%s?%s is refused with a sentence about %s', async (report, query, named) => {
    const { status, code, detail } = await client.problem(`/v1/${report}?${query}`);
    expect([status, code]).toEqual([400, 'invalid-query']);
    expect(detail).toContain(named);
  });

  it('is one whose cursor belongs to another question', async () => {
    await client.ingest([line(), line(), line()].join('\n'));
    const { body } = await client.request('/v1/messages?limit=1&order=oldest');
    const next = (body as { data: Messages }).data.next!;
    for (const other of ['limit=1&order=newest', 'order=oldest&q=hello', 'order=oldest&range=30d', 'order=oldest&user=ann']) {
      const { code } = await client.problem(`/v1/messages?${other}&after=${encodeURIComponent(next)}`);
      expect([other, code]).toEqual([other, 'invalid-query']);
    }
    const tampered = `${next.startsWith('A') ? 'B' : 'A'}${next.slice(1)}`;
    expect((await client.problem(`/v1/messages?order=oldest&after=${tampered}`)).code).toBe('invalid-query');
  });

  it('asks for a path that is not there', async () => {
    expect(await client.problem('/v1/nothing')).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('comes without a valid token', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer x.y.z', 'Basic cm9vdDpyb290']) {
      expect(await client.problem('/v1/trends', { headers: { authorization } })).toMatchObject({ status: 401, code: 'unauthenticated' });
    }
  });
});
