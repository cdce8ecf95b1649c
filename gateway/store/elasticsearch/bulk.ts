import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster } from './cluster.ts';
import { type Document } from './documents.ts';
import { ClusterError, isTransient, unavailable } from './problems.ts';

/** One line of a bulk request, and its document if it has one. */
export interface Operation {
  action: 'index' | 'create' | 'delete';
  index: string;
  id: string;
  /** Only if the document is still the one that was read. */
  ifSeqNo?: number;
  ifPrimaryTerm?: number;
  /** Only if there is none of this version or a higher one. */
  version?: number;
  /** Made when it is sent, so that thousands of them need not live at once. */
  document?: () => Document;
}

/** `conflict`: somebody else was first, or a higher version is there. */
export type Done = 'done' | 'conflict';

/** Bytes of one request: far below what servers take, and enough that their number does not matter. */
const MAX_BYTES = 4 * 2 ** 20;
/** Tries of what the cluster was too busy for. */
const TRIES = 3;

/** Carries out operations and says what became of each. @throws Problem `store-unavailable` when one of them could not be carried out */
export async function bulk(cluster: Cluster, operations: readonly Operation[]): Promise<Done[]> {
  const results = new Array<Done>(operations.length);
  let open = operations.map((operation, place) => ({ place, lines: linesOf(operation) }));
  for (let tries = 1; open.length > 0; tries++) {
    const again: typeof open = [];
    await Promise.all(
      inParts(open).map(async (part) => {
        const items = await send(cluster, part.map(({ lines }) => lines).join(''));
        part.forEach((operation, index) => {
          const item = items[index];
          const status = item?.status ?? 0;
          if (isTransient(status) && tries < TRIES) again.push(operation);
          else results[operation.place] = outcomeOf(status, item?.error?.type, operations[operation.place]?.action);
        });
      }),
    );
    open = again;
    if (open.length > 0) await sleep(50 * 4 ** tries * (0.5 + Math.random()));
  }
  return results;
}

function outcomeOf(status: number, type: string | undefined, action: Operation['action'] | undefined): Done {
  if (status === 409) return 'conflict';
  if ((status >= 200 && status < 300) || (status === 404 && action === 'delete')) return 'done';
  const cause = new ClusterError(`${status} ${type ?? ''}`, status, type);
  // A partition may have been dropped meanwhile; the next try makes it anew.
  throw isTransient(status) || status === 404 ? unavailable(cause) : cause;
}

function linesOf({ action, index, id, ifSeqNo, ifPrimaryTerm, version, document }: Operation): string {
  const head = {
    [action]: {
      _index: index,
      _id: id,
      ...(ifSeqNo !== undefined && { if_seq_no: ifSeqNo, if_primary_term: ifPrimaryTerm }),
      ...(version !== undefined && { version, version_type: 'external' }),
    },
  };
  return document ? `${JSON.stringify(head)}\n${JSON.stringify(document())}\n` : `${JSON.stringify(head)}\n`;
}

function inParts<Part extends { lines: string }>(all: readonly Part[]): Part[][] {
  const parts: Part[][] = [];
  let bytes = Infinity;
  for (const one of all) {
    if (bytes + one.lines.length > MAX_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(one);
    bytes += one.lines.length;
  }
  return parts;
}

interface Item {
  status: number;
  error?: { type?: string };
}

async function send(cluster: Cluster, lines: string): Promise<Item[]> {
  const { items } = await cluster.send<{ items: Record<string, Item>[] }>({
    method: 'POST',
    path: '/_bulk',
    querystring: { filter_path: 'items.*.status,items.*.error.type' },
    lines,
  });
  return items.map((item) => Object.values(item)[0] ?? { status: 0 });
}
