import { afterAll, describe, inject } from 'vitest';
import { type Store } from '../../gateway/store/store.ts';
import { countedByHand } from '../gateway/conformance/counted-by-hand.ts';
import { differential } from '../gateway/conformance/differential.ts';
import { paging } from '../gateway/conformance/paging.ts';
import { createTestStore, type TestStore } from './stores.ts';

describe.each([
  { name: 'Elasticsearch', url: inject('elasticsearchUrl'), seconds: 10 },
  { name: 'OpenSearch', url: inject('opensearchUrl'), seconds: 6 },
])('$name', ({ url, seconds }) => {
  const test = createTestStore(url);
  afterAll(() => test.remove());

  describe('paged', () => paging({ openStore: () => test.open(), runs: 4 }));

  describe('counted by hand', () => countedByHand(() => test.open()));

  describe('and the plain reference give the same answers', () => {
    const places: TestStore[] = [];
    afterAll(async () => {
      for (const place of places) await place.remove();
    });
    // Every world gets an empty store; making its indices anew each time would take most of the time.
    const opener = () => {
      const place = createTestStore(url);
      places.push(place);
      let store: Store | undefined;
      return async (): Promise<Store> => {
        store ??= await place.open();
        await place.empty();
        return { ...store, close: () => Promise.resolve() };
      };
    };
    differential({ opener, seconds });
  });
});
