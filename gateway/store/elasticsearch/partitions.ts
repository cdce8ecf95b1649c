import { createRetention, type Retention, type Swept } from '../retention.ts';
import { bulk, type Operation } from './bulk.ts';
import { type Cluster } from './cluster.ts';
import { createCells } from '../slices/cells.ts';
import { type Marks, touchEverything, type Touched } from './marks.ts';
import { type Names } from './names.ts';
import { createIndex } from './prepare.ts';

/** Which months there are: made when a message of theirs comes, dropped when the time to keep them is over. */
export interface Partitions extends Retention {
  ensure(indices: ReadonlySet<string>): Promise<void>;
  /** Drops what is past its time; another gateway may have been the one who did. */
  sweep(): Promise<Swept>;
}

interface Options {
  cluster: Cluster;
  names: Names;
  marks: Marks;
  /** Days that messages are kept for at least; absent: for ever. */
  retentionDays?: number | undefined;
  clock: () => number;
}

/** Conversations of one request. */
const AT_ONCE = 1000;

export function createPartitions({ cluster, names, marks, retentionDays, clock }: Options): Partitions {
  const known = new Set<string>();
  const retention = createRetention(retentionDays, clock);
  const { floor } = retention;

  async function dropMonths(): Promise<number> {
    let messages = 0;
    const all = await cluster.send<Record<string, unknown>>({
      method: 'GET',
      path: `/${names.messages}`,
      querystring: { filter_path: '*.settings.index.uuid' },
    });
    for (const index of Object.keys(all)) {
      const start = names.startOf(index);
      if (start === null || start >= floor()) continue;
      const held = await cluster.send<{ count: number }>({
        method: 'GET',
        path: `/${index}/_count`,
        querystring: { ignore_unavailable: 'true' },
      });
      await cluster.send({ method: 'DELETE', path: `/${index}`, querystring: { ignore_unavailable: 'true' } });
      messages += held.count;
      known.delete(index);
    }
    return messages;
  }

  /** A conversation goes when all its messages have gone; one that goes on in a month that is kept stays with what it was. */
  async function dropConversations(): Promise<number> {
    for (let dropped = 0; ;) {
      const { hits } = await cluster.search({
        index: names.conversations,
        body: {
          size: AT_ONCE,
          query: { range: { ended: { lt: floor() } } },
          sort: ['_doc'],
          seq_no_primary_term: true,
          _source: false,
        },
      });
      if (hits.hits.length === 0) return dropped;
      const operations = hits.hits.map(({ _id, _seq_no, _primary_term }): Operation => ({
        action: 'delete',
        index: names.conversations,
        id: _id,
        ...(_seq_no !== undefined && _primary_term !== undefined && { ifSeqNo: _seq_no, ifPrimaryTerm: _primary_term }),
      }));
      const done = await bulk(cluster, operations);
      dropped += done.filter((result) => result === 'done').length;
      await cluster.send({ method: 'POST', path: `/${names.conversations}/_refresh` });
    }
  }

  return {
    ...retention,
    async ensure(indices) {
      for (const index of indices) {
        if (known.has(index)) continue;
        await createIndex(cluster, index);
        known.add(index);
      }
    },
    async sweep() {
      if (retentionDays === undefined) return { floor: floor(), messages: 0, conversations: 0 };
      const swept = { floor: floor(), messages: await dropMonths(), conversations: await dropConversations() };
      // Other gateways may keep messages for longer, as long as there are any.
      if (swept.messages + swept.conversations === 0) return swept;
      const touched: Touched = createCells();
      touchEverything(touched);
      await marks.tell(touched);
      return swept;
    },
  };
}
