import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Cluster, connect } from '../../gateway/store/elasticsearch/cluster.ts';
import { createNames } from '../../gateway/store/elasticsearch/names.ts';
import { trendsQuery } from '../../gateway/store/elasticsearch/trends.ts';
import { countUsers } from '../../gateway/store/elasticsearch/users.ts';
import { DAY, NOON, scopeOf, stored } from '../support/stored.ts';
import { createTestStore, type TestStore } from './stores.ts';

const [CONVERSATIONS, USERS] = [500, 300];

describe.each([
  ['Elasticsearch', inject('elasticsearchUrl')],
  ['OpenSearch', inject('opensearchUrl')],
])('distinct users on %s', (_, url) => {
  let place: TestStore;
  let cluster: Cluster;
  beforeAll(async () => {
    place = createTestStore(url);
    const store = await place.open();
    await store.write(
      Array.from({ length: CONVERSATIONS }, (_each, index) => stored('1', { conversation: `c${index}`, user: `u${index % USERS}` })),
    );
    cluster = await connect({ urls: [url] });
  });
  afterAll(async () => {
    await cluster.close();
    await place.remove();
  });

  const spans = [
    { from: DAY.from, to: NOON, conversations: 0 },
    { from: NOON, to: DAY.to, conversations: CONVERSATIONS },
  ];
  /** As with so many groups of one search at most. */
  const counted = (most: number, asked = spans) =>
    countUsers((search) => cluster.search(search), createNames(place.prefix).conversations, trendsQuery(scopeOf(), DAY), asked, most);
  const none = { count: 0, estimated: false };

  test('are counted as long as their groups fit into an answer', async () => {
    expect(await counted(1000)).toEqual([none, { count: USERS, estimated: false }]);
  });

  test('are counted also where conversations are too many and users are not', async () => {
    expect(await counted(400)).toEqual([none, { count: USERS, estimated: false }]);
  });

  test('are estimated, and told so, where they are too many', async () => {
    const [, users] = await counted(100);
    expect(users?.estimated).toBe(true);
    expect(Math.abs((users?.count ?? 0) - USERS)).toBeLessThan(0.05 * USERS);
  });

  test('are estimated where more came between the count of conversations and theirs', async () => {
    const [, users] = await counted(200, [spans[0]!, { ...spans[1]!, conversations: 50 }]);
    expect(users?.estimated).toBe(true);
    expect(Math.abs((users?.count ?? 0) - USERS)).toBeLessThan(0.05 * USERS);
  });
});
