import { setTimeout as sleep } from 'node:timers/promises';
import { type StoredMessage, type Written } from '../store.ts';
import { createCells } from '../slices/cells.ts';
import { bulk, type Operation } from './bulk.ts';
import { type Cluster } from './cluster.ts';
import { messageDocument } from './documents.ts';
import { type Incoming, isKept, take } from './draft.ts';
import { readDrafts, writeDraft } from './drafts.ts';
import { bodyDigest, type Keys } from './keys.ts';
import { type Marks, touch, type Touched } from './marks.ts';
import { type Names } from './names.ts';
import { type Partitions } from './partitions.ts';
import { unavailable } from './problems.ts';

interface Parts {
  cluster: Cluster;
  names: Names;
  keys: Keys;
  partitions: Partitions;
  marks: Marks;
  refreshed: (indices: Iterable<string>) => Promise<void>;
}

/** Milliseconds after which writers that keep getting in each other's way give up. */
const PATIENCE = 30_000;

/**
 * Stores a batch: conversations first, then the documents of their messages, then both are made visible.
 *
 * A conversation is the truth about which messages there are. It is written only if nobody has changed it since it was read; who
 * comes second reads it again and merges again, so that any number of gateways may write. A crash after it leaves messages without
 * their documents: the same messages delivered again are duplicates, and their documents are written all the same unless they are there.
 */
export function createWriter({ cluster, names, keys, partitions, marks, refreshed }: Parts) {
  return async function writeBatch(messages: readonly StoredMessage[]): Promise<Written[]> {
    const floor = partitions.floor();
    const written = new Array<Written>(messages.length).fill('duplicate');
    const waiting = new Map<string, (Incoming & { place: number })[]>();
    messages.forEach((message, place) => {
      // What is past its time has gone, and does not come back by redelivery.
      if (message.timestamp < floor) return;
      const conversation = keys.conversation(message);
      const incoming = { message, key: keys.message(conversation, message.id), digest: bodyDigest(message), place };
      const others = waiting.get(conversation);
      if (others) others.push(incoming);
      else waiting.set(conversation, [incoming]);
    });
    const documents = new Map<string, Operation>();
    const touched: Touched = createCells();
    const started = performance.now();

    for (let round = 0; waiting.size > 0; round++) {
      if (performance.now() - started > PATIENCE) throw unavailable(new Error('Too many writers of the same conversations.'));
      if (round > 0) await sleep(Math.random() * Math.min(500, 10 * 2 ** round));
      const drafts = await readDrafts(cluster, names.conversations, new Map([...waiting].map(([key, [first]]) => [key, nameOf(first)])));
      const judged = drafts.map((read) => {
        const incoming = waiting.get(read.key) ?? [];
        const results = incoming.map((each) => take(read.draft, each));
        return { read, incoming, results, changed: results.includes('accepted') };
      });
      const changed = judged.filter((each) => each.changed);
      for (const { read } of changed) touch(touched, read.draft);
      const done = await bulk(cluster, [
        ...changed.map(({ read }) => writeDraft(read, names.conversations, keys)),
        ...(changed.length > 0 ? marks.operations(touched) : []),
      ]);
      const conflicts = new Set(changed.filter((_, index) => done[index] === 'conflict').map(({ read }) => read.key));
      for (const { read, incoming, results, changed: isNew } of judged) {
        if (conflicts.has(read.key)) continue;
        waiting.delete(read.key);
        incoming.forEach((each, index) => {
          written[each.place] = results[index] ?? 'duplicate';
          if (isKept(read.draft, each)) documents.set(each.key, documentOf(each, names));
        });
        // A repeat too: whoever stored it may not have lived to tell.
        if (!isNew) touch(touched, read.draft);
      }
    }
    const operations = [...documents.values()];
    const indices = new Set(operations.map(({ index }) => index));
    await partitions.ensure(indices);
    await bulk(cluster, operations);
    // Also for duplicates: whoever wrote them first may have ended before they could be seen.
    if (operations.length > 0) await refreshed([names.conversations, ...indices]);
    await marks.tell(touched);
    return written;
  };
}

/** A higher revision replaces a lower one, whichever comes first; the same one changes nothing. */
function documentOf({ message, key }: Incoming, names: Names): Operation {
  return {
    action: 'index',
    index: names.partition(message.timestamp),
    id: key,
    version: message.revision + 1,
    document: () => messageDocument(message),
  };
}

function nameOf(incoming: Incoming | undefined): StoredMessage {
  if (!incoming) throw new TypeError('A conversation without messages.');
  return incoming.message;
}
