import { SENDERS } from '../../contract/message.ts';
import { pairKey } from '../../text/key.ts';
import { type Doomed, type Draft, type KeptFact } from './draft.ts';

/** A draft as its document keeps it: names that repeat are numbers of a list, and a fact is a row. */
export interface DraftCode {
  name: [business: string, bot: string, conversation: string, alias: string | null] | null;
  users: [name: string, alias: string | null][];
  nodes: [story: string, node: string][];
  labels: string[];
  facts: FactRow[];
  erased: string[];
  purging: [user: string, doomed: [key: string, timestamp: number][]][];
}

/** `flags`: place of the sender in the contract's SENDERS, and 4 when completed. The last three are places in the lists; null: none. */
type FactRow = [
  id: string,
  digest: string,
  revision: number,
  timestamp: number,
  seq: number,
  flags: number,
  user: number,
  node: number | null,
  channel: number | null,
  language: number | null,
];

export function encodeDraft({ name, facts, erased, purging }: Draft): DraftCode {
  const users = createList<[string, string | null]>();
  const nodes = createList<[string, string]>();
  const labels = createList<string>();
  const rows = [...facts.values()].map(
    ({ id, digest, revision, timestamp, seq, sender, user, alias, invoked, completed, channel, language }): FactRow => [
      id,
      digest,
      revision,
      timestamp,
      seq,
      SENDERS.indexOf(sender) + (completed ? 4 : 0),
      users.place(user, [user, alias ?? null]),
      invoked ? nodes.place(pairKey(invoked.story, invoked.node), [invoked.story, invoked.node]) : null,
      channel === undefined ? null : labels.place(channel, channel),
      language === undefined ? null : labels.place(language, language),
    ],
  );
  return {
    // Of a conversation that was erased as a whole nothing stays but hashes.
    name: rows.length > 0 ? [name.business, name.bot, name.conversation, name.conversationAlias ?? null] : null,
    users: users.values,
    nodes: nodes.values,
    labels: labels.values,
    facts: rows,
    erased: [...erased],
    purging: [...purging].map(([user, doomed]) => [user, doomed.map(({ key, timestamp }) => [key, timestamp])]),
  };
}

/** @param known - the name of the conversation, for those of which nothing else stayed */
export function decodeDraft(code: DraftCode, known?: Draft['name']): Draft {
  const [business, bot, conversation, alias] = code.name ?? [];
  const stored =
    business === undefined || bot === undefined || conversation === undefined
      ? undefined
      : { business, bot, conversation, ...(typeof alias === 'string' && { conversationAlias: alias }) };
  const at = <Value>(list: readonly Value[], place: number | null): Value | undefined => (place === null ? undefined : list[place]);
  const facts = code.facts.map(([id, digest, revision, timestamp, seq, flags, user, node, channel, language]): KeptFact => {
    const [name = '', pseudonym] = at(code.users, user) ?? [];
    const invoked = at(code.nodes, node);
    const [spoken, tongue] = [at(code.labels, channel), at(code.labels, language)];
    return {
      id,
      digest,
      revision,
      timestamp,
      seq,
      sender: SENDERS[flags & 3] ?? 'user',
      user: name,
      completed: (flags & 4) !== 0,
      ...(typeof pseudonym === 'string' && { alias: pseudonym }),
      ...(invoked && { invoked: { story: invoked[0], node: invoked[1] } }),
      ...(spoken !== undefined && { channel: spoken }),
      ...(tongue !== undefined && { language: tongue }),
    };
  });
  return {
    name: stored ?? known ?? { business: '', bot: '', conversation: '' },
    facts: new Map(facts.map((fact) => [fact.id, fact])),
    erased: new Set(code.erased),
    purging: new Map(code.purging.map(([user, doomed]) => [user, doomed.map(([key, timestamp]): Doomed => ({ key, timestamp }))])),
  };
}

function createList<Value>() {
  const places = new Map<string, number>();
  const values: Value[] = [];
  return {
    values,
    place(name: string, value: Value): number {
      const known = places.get(name);
      if (known !== undefined) return known;
      places.set(name, values.length);
      return values.push(value) - 1;
    },
  };
}
