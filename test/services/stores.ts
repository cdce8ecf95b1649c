import { randomBytes } from 'node:crypto';
import { createElasticsearchStore } from '../../gateway/store/elasticsearch/elasticsearch-store.ts';
import { type RetentionOptions } from '../gateway/conformance/retention.ts';
import { type Store } from '../../gateway/store/store.ts';

/** A store on a running server under a prefix of its own. */
export interface TestStore {
  prefix: string;
  /** Any number of gateways' views of it. */
  open(options?: RetentionOptions & { url?: string; slicesBytes?: number; slicesFile?: string }): Promise<Store>;
  /** Removes all that is in it, and leaves its indices; stores that are open go on. */
  empty(): Promise<void>;
  /** Closes what was opened and removes every trace. */
  remove(): Promise<void>;
}

export function createTestStore(url: string): TestStore {
  const prefix = `test-${randomBytes(6).toString('hex')}-`;
  const opened: Store[] = [];
  const call = async (method: string, path: string, body?: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const response = await fetch(`${url}${path}`, { method, ...(body !== undefined && { headers, body }) });
    return response.json();
  };
  const indices = async (pattern: string) => Object.keys((await call('GET', `/${pattern}`)) as object);
  const drop = async (pattern: string) => {
    for (const index of await indices(pattern)) await call('DELETE', `/${index}`);
  };
  return {
    prefix,
    async open(options = {}) {
      const store = await createElasticsearchStore({ urls: [url], prefix, ...options, ...(options.url && { urls: [options.url] }) });
      opened.push(store);
      return store;
    },
    async empty() {
      await drop(`${prefix}messages-20*`);
      const conversations = `${prefix}conversations`;
      await call('POST', `/${conversations}/_refresh`);
      const { hits } = (await call('GET', `/${conversations}/_search?size=10000&_source=false`)) as {
        hits: { hits: { _id: string }[] };
      };
      const lines = hits.hits.map(({ _id }) => `${JSON.stringify({ delete: { _index: conversations, _id } })}\n`);
      // Stores that are open are told that everything may have changed.
      lines.push(`${JSON.stringify({ index: { _index: `${prefix}marks`, _id: 'emptied' } })}\n${JSON.stringify({ bot: '', slice: 0 })}\n`);
      await call('POST', '/_bulk?refresh=true', lines.join(''));
    },
    async remove() {
      for (const store of opened.splice(0)) await store.close();
      await drop(`${prefix}*`);
      for (const name of ['meta', 'marks', 'conversations', 'messages']) await call('DELETE', `/_index_template/${prefix}${name}`);
    },
  };
}
