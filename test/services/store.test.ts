import { describe, inject } from 'vitest';
import { exportConformance } from '../gateway/conformance/export.ts';
import { type OpenedStore, storeConformance } from '../gateway/conformance/store.ts';
import { createTestStore } from './stores.ts';

async function openStore(url: string): Promise<OpenedStore> {
  const test = createTestStore(url);
  const store = await test.open();
  return {
    store,
    async reopen() {
      await store.close();
      return test.open();
    },
    close: () => test.remove(),
  };
}

describe.each([
  ['Elasticsearch', inject('elasticsearchUrl')],
  ['OpenSearch', inject('opensearchUrl')],
])('the store on %s', (_, url) => {
  describe('as any', () => storeConformance(() => openStore(url)));
  describe('every message of it', () => exportConformance(() => openStore(url), 4500));
});
