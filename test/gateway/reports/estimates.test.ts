import { expect, test } from 'vitest';
import { type Trends } from '../../../gateway/contract/trends.ts';
import { type Words } from '../../../gateway/contract/words.ts';
import { createDuckdbStore } from '../../../gateway/store/duckdb/duckdb-store.ts';
import { type Store } from '../../../gateway/store/store.ts';
import { clientOf, message } from '../../support/ask.ts';
import { startTestGateway } from '../../support/gateway.ts';

/** A store that says of some of its numbers that they are estimates. */
async function openUnsure(folder: string): Promise<Store> {
  const store = await createDuckdbStore({ folder, memoryLimit: '256MB', threads: 1 });
  return {
    ...store,
    trends: async (...asked) => ({ ...(await store.trends(...asked)), estimated: { totals: true, buckets: [1] } }),
    words: async (...asked) => ({ ...(await store.words(...asked)), estimated: true }),
  };
}

test('numbers that a store only estimates are named in the answer, each by where it is', async () => {
  const gateway = await startTestGateway({ openStore: openUnsure });
  try {
    const { ask, send } = await clientOf(gateway);
    await send([message({ understood: false, text: 'refund voucher' })]);
    const range = 'from=2026-03-01T08:00:00Z&to=2026-03-01T10:00:00Z';
    const trends = await ask<Trends>(`trends?${range}&compare=previous`);
    expect(trends.estimates).toEqual(['/totals/users', '/previous/users', '/buckets/1/users']);
    const words = await ask<Words>(`words?${range}`);
    expect(words.estimates).toEqual(['/words/0/messages', '/words/1/messages']);
    expect(words.data).not.toHaveProperty('estimated');
    for (const { estimates, data } of [trends, words])
      for (const pointer of estimates) {
        const value = pointer
          .split('/')
          .slice(1)
          .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], data);
        expect(value, pointer).toEqual(expect.any(Number));
      }
  } finally {
    await gateway.close();
  }
});
