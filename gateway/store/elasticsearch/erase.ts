import { type Erased } from '../../contract/ingest.ts';
import { type BotRef } from '../../contract/names.ts';
import { derive } from '../../conversation/conversation.ts';
import { pairKey } from '../../text/key.ts';
import { createCells } from '../slices/cells.ts';
import { bulk, type Operation } from './bulk.ts';
import { type Cluster } from './cluster.ts';
import { type Doomed, type Draft } from './draft.ts';
import { decodeDraft, type DraftCode } from './draft-code.ts';
import { type ReadDraft, readDrafts, writeDraft } from './drafts.ts';
import { any, type Clause } from './filters.ts';
import { type Keys } from './keys.ts';
import { type Marks, touch, touchEverything, type Touched } from './marks.ts';
import { type Names } from './names.ts';
import { unavailable } from './problems.ts';

interface Parts {
  cluster: Cluster;
  names: Names;
  keys: Keys;
  marks: Marks;
  refreshed: (indices: Iterable<string>) => Promise<void>;
}

/** Conversations of one round: each may hold ten thousand facts. */
const AT_ONCE = 200;
/** Rounds in which nothing could be done, because others kept writing the same conversations. */
const PATIENCE = 20;
/** Above every revision, so that a writer who comes late cannot bring the message back. */
const NEVER_AGAIN = Number.MAX_SAFE_INTEGER;

/**
 * Erases what is a user's: conversations that are theirs, whole, and their messages in conversations of others, which are derived
 * anew. Conversations go first and remember, by hashes alone, which documents have to go; when these are gone, they forget that too.
 * So an erasure that was broken off is finished by asking for it again.
 */
export function createEraser({ cluster, names, keys, marks, refreshed }: Parts) {
  return async function eraseUser(business: string, user: string): Promise<Erased & { bots: BotRef[] }> {
    const purge = keys.person(business, user);
    const total = { messages: 0, conversations: 0 };
    const bots = new Map<string, BotRef>();
    const everything = [names.conversations, names.messages];
    await refreshed(everything);
    for (let rounds = 0, more = true; more; rounds++) {
      const found = await findConversations(cluster, names, theirs(purge));
      // Of one that was broken off nobody knows any more whose messages are still to go.
      const resumed = found.some(({ draft }) => draft.purging.size > 0);
      const touched: Touched = createCells();
      if (resumed) touchEverything(touched);
      for (const { draft } of found) touch(touched, draft);
      const erased = found.map((read) => ({ read, ...eraseFrom(read, user, purge, keys) }));
      const done = await bulk(cluster, [
        ...erased.map(({ read }) => writeDraft(read, names.conversations, keys)),
        ...marks.operations(touched),
      ]);
      const ours = erased.filter((_, index) => done[index] === 'done');
      await removeMessages(ours.flatMap(({ doomed }) => doomed));
      await forget(new Map(ours.map(({ read }) => [read.key, read.draft.name])), purge);
      for (const { read, messages, bot } of ours) {
        if (messages === 0) continue;
        total.messages += messages;
        if (read.draft.facts.size === 0) total.conversations++;
        bots.set(pairKey(business, bot), { business, bot });
      }
      await refreshed(everything);
      await marks.tell(touched);
      more = found.length === AT_ONCE || ours.length < found.length;
      if (more && ours.length === 0 && rounds > PATIENCE)
        throw unavailable(new Error('Others keep writing the conversations that are to be erased.'));
    }
    return { ...total, bots: [...bots.values()] };
  };

  async function removeMessages(doomed: readonly Doomed[]): Promise<void> {
    const operations = doomed.map(({ key, timestamp }): Operation => ({
      action: 'delete',
      index: names.partition(timestamp),
      id: key,
      version: NEVER_AGAIN,
    }));
    await bulk(cluster, operations);
  }

  /** The documents are gone: what was to be removed need not be remembered. */
  async function forget(conversations: Map<string, Draft['name']>, purge: string): Promise<void> {
    for (let rounds = 0; conversations.size > 0 && rounds < PATIENCE; rounds++) {
      const drafts = await readDrafts(cluster, names.conversations, conversations);
      for (const { draft } of drafts) draft.purging.delete(purge);
      const done = await bulk(
        cluster,
        drafts.map((read) => writeDraft(read, names.conversations, keys)),
      );
      drafts.forEach(({ key }, index) => done[index] === 'done' && conversations.delete(key));
    }
  }
}

/** Conversations that hold messages of the user, and those whose messages an earlier erasure did not get to remove. */
const theirs = (person: string): Clause => any([{ term: { people: person } }, { term: { purging: person } }]);

async function findConversations(cluster: Cluster, names: Names, query: Clause): Promise<ReadDraft[]> {
  const { hits } = await cluster.search<unknown, { state: DraftCode }>({
    index: names.conversations,
    body: { size: AT_ONCE, track_total_hits: false, query, sort: ['_doc'], seq_no_primary_term: true },
  });
  return hits.hits.map(({ _id, _source, _seq_no, _primary_term }) => ({
    key: _id,
    draft: decodeDraft(_source.state),
    seqNo: _seq_no,
    primaryTerm: _primary_term,
  }));
}

/** Takes the user's facts out of a draft and puts the keys of their messages in their place. */
function eraseFrom({ key, draft }: ReadDraft, user: string, purge: string, keys: Keys) {
  const owner = derive(draft.facts)?.user;
  const users = new Set([...draft.facts.values()].filter((fact) => fact.user === user || fact.alias === user).map((fact) => fact.user));
  const whole = owner !== undefined && users.has(owner);
  const doomed = [...draft.facts.values()].filter((fact) => whole || users.has(fact.user));
  const documents = doomed.map(({ id, timestamp }): Doomed => ({ key: keys.message(key, id), timestamp }));
  for (const { id } of doomed) draft.facts.delete(id);
  for (const document of documents) draft.erased.add(document.key);
  const left = [...(draft.purging.get(purge) ?? []), ...documents];
  if (left.length > 0) draft.purging.set(purge, left);
  return { messages: doomed.length, doomed: left, bot: draft.name.bot };
}
