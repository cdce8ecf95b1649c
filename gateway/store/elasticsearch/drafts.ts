import { type Operation } from './bulk.ts';
import { type Cluster } from './cluster.ts';
import { conversationDocument } from './documents.ts';
import { type Draft, newDraft } from './draft.ts';
import { decodeDraft, type DraftCode } from './draft-code.ts';
import { type Keys } from './keys.ts';
import { unavailable } from './problems.ts';

/** A draft with the place it was read from: what is written back must find it unchanged. */
export interface ReadDraft {
  key: string;
  draft: Draft;
  seqNo?: number | undefined;
  primaryTerm?: number | undefined;
}

/** Documents of one request: each may hold ten thousand facts. */
const AT_ONCE = 250;

interface Got {
  docs: { _id: string; found?: boolean; _seq_no?: number; _primary_term?: number; _source?: { state: DraftCode }; error?: unknown }[];
}

/** Reads conversations as they are now, also what no search sees yet. */
export async function readDrafts(cluster: Cluster, index: string, names: ReadonlyMap<string, Draft['name']>): Promise<ReadDraft[]> {
  const keys = [...names.keys()];
  const parts = Array.from({ length: Math.ceil(keys.length / AT_ONCE) }, (_, part) => keys.slice(part * AT_ONCE, (part + 1) * AT_ONCE));
  const answers = await Promise.all(parts.map((ids) => cluster.send<Got>({ method: 'POST', path: `/${index}/_mget`, body: { ids } })));
  return answers
    .flatMap(({ docs }) => docs)
    .map(({ _id: key, found, _seq_no: seqNo, _primary_term: primaryTerm, _source: source, error }) => {
      if (error !== undefined) throw unavailable(new Error('A conversation could not be read.'));
      const name = names.get(key);
      if (!name) throw new TypeError('A conversation that was not asked for.');
      return found && source ? { key, draft: decodeDraft(source.state, name), seqNo, primaryTerm } : { key, draft: newDraft(name) };
    });
}

/** Writes a draft back if nobody else has done so since it was read. */
export function writeDraft({ key, draft, seqNo, primaryTerm }: ReadDraft, index: string, keys: Keys): Operation {
  const document = () => conversationDocument(draft, keys);
  return seqNo === undefined || primaryTerm === undefined
    ? { action: 'create', index, id: key, document }
    : { action: 'index', index, id: key, ifSeqNo: seqNo, ifPrimaryTerm: primaryTerm, document };
}
