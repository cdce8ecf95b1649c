import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createElasticsearchStore } from '../../gateway/store/elasticsearch/elasticsearch-store.ts';
import { keepsAsLongAsTold } from '../gateway/conformance/retention.ts';
import { DAY, NOON, scopeOf, stored } from '../support/stored.ts';
import { freePort } from './server-process.ts';
import { createTestStore, type TestStore } from './stores.ts';

const signal = () => AbortSignal.timeout(60_000);
const put = async (url: string, path: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
  expect(response.ok, await response.text()).toBe(true);
};

describe.each([
  ['Elasticsearch', inject('elasticsearchUrl')],
  ['OpenSearch', inject('opensearchUrl')],
])('a store on %s', (_, url) => {
  let place: TestStore;
  beforeEach(() => {
    place = createTestStore(url);
  });
  afterEach(() => place.remove());

  test('is made by gateways that start at once, and has one secret', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => place.open()));
    expect(new Set(stores.map(({ secret }) => Buffer.from(secret).toString('hex'))).size).toBe(1);
    expect(stores[0]?.secret).toHaveLength(32);
    const results = await Promise.all(stores.map((store) => store.write([stored('1')])));
    expect(results.flat().sort()).toEqual(['accepted', 'duplicate', 'duplicate', 'duplicate']);
  });

  test('of another version, or of another program, is refused with a sentence, and left as it is', async () => {
    await (await place.open()).close();
    await put(url, `/${place.prefix}conversations/_mapping`, { _meta: { schema: 1 } });
    await put(url, `/_index_template/${place.prefix}messages`, { index_patterns: [`${place.prefix}messages-20*`], _meta: { schema: 1 } });
    await expect(place.open()).rejects.toThrow(/schema version 1, made by an older bot-widgets.*import --from elasticsearch/);
    const template = await (await fetch(`${url}/_index_template/${place.prefix}messages`)).text();
    expect(template).toContain('"schema":1');
    await put(url, `/${place.prefix}conversations/_mapping`, { _meta: { schema: 7 } });
    await expect(place.open()).rejects.toThrow('schema version 7, made by a newer bot-widgets');
    const other = createTestStore(url);
    await put(url, `/${other.prefix}conversations`, {});
    await expect(other.open()).rejects.toThrow('not one of a bot-widgets store');
    await other.remove();
  });

  test('refuses fields that its mappings do not know', async () => {
    await (await place.open()).write([stored('1')]);
    for (const index of ['messages-2026-03', 'conversations', 'meta']) {
      const response = await fetch(`${url}/${place.prefix}${index}/_doc/x`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ unknown: 1 }),
      });
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('strict_dynamic_mapping_exception')]);
    }
  });

  test('keeps months as long as it is told to, and what is past that does not come back', async () => {
    const indices = async () => Object.keys((await (await fetch(`${url}/${place.prefix}messages-*`)).json()) as object).sort();
    await keepsAsLongAsTold((options) => place.open(options));
    expect(await indices()).toEqual(['02', '03'].map((month) => `${place.prefix}messages-2026-${month}`));
  });

  test('knows the newest message whoever wrote it, and the one before when it is erased', async () => {
    const [one, other] = [await place.open(), await place.open()];
    const scopes = [
      scopeOf(),
      scopeOf([{ business: 'acme', bot: 'faq' }]),
      scopeOf(['shop', 'faq'].map((bot) => ({ business: 'acme', bot }))),
    ];
    const newest = () => Promise.all(scopes.map((scope) => one.newestMessage(scope, signal())));
    expect(await newest()).toEqual([null, null, null]);
    await other.write([stored('1', { user: 'stays' }), stored('2', { user: 'stays', bot: 'faq', timestamp: NOON + 5 })]);
    expect(await newest()).toEqual([NOON, NOON + 5, NOON + 5]);
    await other.write([stored('3', { conversation: 'late', timestamp: NOON + 9 })]);
    expect(await newest()).toEqual([NOON + 9, NOON + 5, NOON + 9]);
    await other.erase('acme', 'gone');
    expect(await newest()).toEqual([NOON, NOON + 5, NOON + 5]);
    await other.write([stored('4', { user: 'stays', bot: 'faq', conversation: 'early', timestamp: NOON - 9 })]);
    expect(await newest()).toEqual([NOON, NOON + 5, NOON + 5]);
  });

  test('can share its cluster with another one', async () => {
    const other = createTestStore(url);
    try {
      const [one, two] = [await place.open(), await other.open()];
      await one.write([stored('1')]);
      expect(await two.messages(scopeOf(), { ...DAY, order: 'oldest', limit: 10 }, signal())).toEqual([]);
      expect(await two.bots()).toEqual([]);
      expect(await two.write([stored('1')])).toEqual(['accepted']);
      await two.erase('acme', 'gone');
      expect(await one.newestMessage(scopeOf(), signal())).toBe(NOON);
    } finally {
      await other.remove();
    }
  });
});

describe('what is no cluster is refused with a sentence', () => {
  const open = (url: string) => createElasticsearchStore({ urls: [url], prefix: 'x-' });

  test('where nothing listens', async () => {
    await expect(open(`http://user:password@127.0.0.1:${await freePort()}`)).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:\d+ cannot be used as the store: /,
    );
  });

  test('where something else answers', async () => {
    const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end('{"hello":"world"}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(open(`http://127.0.0.1:${port}`)).rejects.toThrow('neither Elasticsearch 8 or later nor OpenSearch');
    server.close();
  });
});
