import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Sender } from '../../../../gateway/contract/message.ts';
import { derive } from '../../../../gateway/conversation/conversation.ts';
import { foldJourney, steps, type StepCount } from '../../../../gateway/conversation/journey.ts';
import { conversationDocument, messageDocument } from '../../../../gateway/store/elasticsearch/documents.ts';
import { type Draft, type KeptFact, newDraft, take } from '../../../../gateway/store/elasticsearch/draft.ts';
import { decodeDraft, encodeDraft } from '../../../../gateway/store/elasticsearch/draft-code.ts';
import { named } from '../../../../gateway/store/elasticsearch/filters.ts';
import { combine } from '../../../../gateway/store/elasticsearch/journey.ts';
import { bodyDigest, createKeys } from '../../../../gateway/store/elasticsearch/keys.ts';
import { createNames } from '../../../../gateway/store/elasticsearch/names.ts';
import { pack, unpack } from '../../../../gateway/store/elasticsearch/pack.ts';
import { type Terms } from '../../../../gateway/store/elasticsearch/terms.ts';
import { inSearches, MOST_EXACT } from '../../../../gateway/store/elasticsearch/users.ts';
import { wordsFound } from '../../../../gateway/store/elasticsearch/words.ts';
import { HOSTILE_NAMES } from '../../../reference/hostile-world.ts';
import { NOON, stored } from '../../../support/stored.ts';

const name = fc.oneof(fc.constantFrom(...HOSTILE_NAMES, '1:a', ':', '12', '2:'), fc.string({ unit: 'binary' }));
const keys = createKeys(Buffer.from('secret'));

describe('packed names', () => {
  test('come apart as they were, and no two lists are one term', () => {
    fc.assert(
      fc.property(fc.array(name), fc.array(name), (one, other) => {
        expect(unpack(pack(...one))).toEqual(one);
        expect(pack(...one) === pack(...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  test.each(['a', '3:ab', '1:', 'x:a', '1:ab'])('that were not packed so are refused: %s', (term) => {
    expect(() => unpack(term)).toThrow(TypeError);
  });
});

describe('names that documents are found by', () => {
  const [ours, theirs] = [
    { business: 'acme', bot: 'shop' },
    { business: 'globex', bot: 'shop' },
  ];
  const termsIn = (clause: object): unknown[] => [...JSON.stringify(clause).matchAll(/"([^"]{7,})"(?=[,\]])/g)].map(([, term]) => term);

  test('are terms of their own in each bot and of each kind, and the same for who asks as in the document', () => {
    const document = messageDocument(
      stored('1', { ...ours, sender: 'bot', story: 's', node: 's', user: 's', conversation: 's', words: ['s'] }),
    );
    const found = document.foundBy as string[];
    expect(new Set(found).size).toBe(5);
    for (const kind of ['user', 'conversation', 'story', 'node', 'word'] as const) {
      const [own, other] = [ours, theirs].map((bot) => termsIn(named([bot], kind, ['s'])));
      expect(found).toEqual(expect.arrayContaining(own ?? []));
      expect(found).not.toEqual(expect.arrayContaining(other ?? []));
    }
  });

  test('hide an identifier that has a pseudonym from who asks as if it had none', () => {
    const message = stored('1', { ...ours, user: 'ann@example.org', userAlias: 'user-1' });
    const found = messageDocument(message).foundBy;
    expect(found).toEqual(expect.arrayContaining(termsIn(named([ours], 'user', ['user-1']))));
    expect(found).toEqual(expect.arrayContaining(termsIn(named([ours], 'hiddenUser', ['ann@example.org']))));
    expect(found).not.toEqual(expect.arrayContaining(termsIn(named([ours], 'user', ['ann@example.org']))));
  });

  test('are refused when there are too many of them in too many bots', () => {
    const bots = Array.from({ length: 1001 }, (_, index) => ({ business: 'acme', bot: `${index}` }));
    const names = Array.from({ length: 1000 }, (_, index) => `${index}`);
    expect(() => named(bots, 'user', names)).toThrow('ask for fewer of either');
    expect(JSON.stringify(named(bots.slice(1), 'user', names)).match(/"terms"/g)).toHaveLength(17);
  });
});

const fact = fc.record({
  id: name,
  digest: fc.constantFrom('x', 'y'),
  revision: fc.nat(3),
  timestamp: fc.integer({ min: NOON, max: NOON + 5 }),
  seq: fc.nat(2),
  sender: fc.constantFrom<Sender>('user', 'bot', 'human'),
  user: name,
  completed: fc.boolean(),
  alias: fc.option(name, { nil: undefined }),
  invoked: fc.option(fc.record({ story: fc.constantFrom('a', 'b'), node: fc.constantFrom('a', 'b', '') }), { nil: undefined }),
  channel: fc.option(name, { nil: undefined }),
  language: fc.option(name, { nil: undefined }),
});

test('a conversation is kept with all that is known of it', () => {
  const draft = fc.record({
    facts: fc.uniqueArray(fact, { selector: ({ id }) => id }),
    erased: fc.uniqueArray(name),
    purging: fc.dictionary(fc.string({ minLength: 1 }), fc.array(fc.record({ key: name, timestamp: fc.nat() }))),
    alias: fc.option(name, { nil: undefined }),
  });
  fc.assert(
    fc.property(draft, ({ facts, erased, purging, alias }) => {
      // One user has one pseudonym.
      const aliases = new Map(facts.map((each) => [each.user, each.alias]));
      const clean = facts.map((each) => withoutUndefined({ ...each, alias: aliases.get(each.user) }) as unknown as KeptFact);
      const whole: Draft = {
        name: { business: 'b', bot: 'x', conversation: 'c', ...(alias !== undefined && { conversationAlias: alias }) },
        facts: new Map(clean.map((each) => [each.id, each])),
        erased: new Set(erased),
        purging: new Map(Object.entries(purging)),
      };
      const kept = decodeDraft(JSON.parse(JSON.stringify(encodeDraft(whole))) as ReturnType<typeof encodeDraft>);
      expect({ ...kept, name: null }).toEqual({ ...whole, name: null });
      expect(kept.name).toEqual(clean.length > 0 ? whole.name : { business: '', bot: '', conversation: '' });
    }),
  );
});

const withoutUndefined = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));

test('nothing but hashes stays of a conversation that was erased as a whole', () => {
  const draft = newDraft({ business: 'acme', bot: 'shop', conversation: '+49 151 2345678', conversationAlias: '~x' });
  draft.erased.add('hash');
  expect(JSON.parse(JSON.stringify(conversationDocument(draft, keys)))).toEqual({
    state: { name: null, users: [], nodes: [], labels: [], facts: [], erased: ['hash'], purging: [] },
  });
});

test('bodies under one id and revision are told apart, whatever derived fields they have', () => {
  const message = stored('1', { text: 'a' });
  expect(bodyDigest({ ...message, words: ['other'] })).toBe(bodyDigest(message));
  expect(bodyDigest({ ...message, text: 'b' })).not.toBe(bodyDigest(message));
});

/** What a server counts of some documents: each of them once a term. */
function count(documents: readonly Record<string, unknown>[], field: string): Terms {
  const counts = new Map<string, number>();
  for (const document of documents) for (const term of new Set(document[field] as string[])) counts.set(term, (counts.get(term) ?? 0) + 1);
  const buckets = [...counts].map(([key, doc_count]) => ({ key, doc_count }));
  return { buckets, sum_other_doc_count: 0, doc_count_error_upper_bound: 0 };
}

test('links and places counted apart give the journey that the paths themselves give', () => {
  const node = fc.record({ story: fc.constantFrom('a', 'b', '1:a'), node: fc.constantFrom('a', 'b', 'a>b') });
  const paths = fc.array(fc.array(node, { maxLength: 30 }), { maxLength: 8 });
  fc.assert(
    fc.property(paths, fc.integer({ min: 1, max: 8 }), (walked, limit) => {
      const documents = walked.map((path, conversation) => {
        const draft = newDraft({ business: 'b', bot: 'x', conversation: `${conversation}` });
        const messages = [
          stored('user'),
          ...path.map((invoked, index) => stored(`${index}`, { timestamp: NOON + 1 + index, sender: 'bot', ...invoked })),
        ];
        for (const message of messages) take(draft, { message, key: message.id, digest: '' });
        expect(derive(draft.facts)?.path).toEqual(path);
        return conversationDocument(draft, keys);
      });
      const counted = { links: count(documents, 'links'), steps: count(documents, 'steps'), nodes: count(documents, 'nodes') };
      const straight = walked.flatMap((path) =>
        steps(path).map(({ newNode, newLink, ...step }): StepCount => ({
          ...step,
          count: 1,
          newNodes: newNode ? 1 : 0,
          newLinks: newLink ? 1 : 0,
        })),
      );
      const sorted = (counts: readonly StepCount[]) => {
        const journey = foldJourney(counts, limit);
        return { ...journey, links: journey.links.map((link) => JSON.stringify(link)).sort() };
      };
      expect(sorted(combine([counted]))).toEqual(sorted(straight));
    }),
  );
});

test('spans are gathered into searches that hold as many groups as a server gives', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2 * MOST_EXACT)), (counts) => {
      const spans = counts.map((conversations, index) => ({ from: index, to: index + 1, conversations }));
      const searches = inSearches(spans);
      expect(searches.flat()).toEqual(spans.filter(({ conversations }) => conversations > 0));
      for (const part of searches) {
        const sum = part.reduce((total, { conversations }) => total + conversations, 0);
        expect(part.length === 1 || sum <= MOST_EXACT).toBe(true);
      }
    }),
  );
});

describe('words', () => {
  const found = (unseen: number, buckets: [string, number, number][]) =>
    wordsFound(
      {
        hits: { total: { value: 9 }, hits: [] },
        aggregations: {
          missed: { doc_count: 5 },
          words: {
            buckets: buckets.map(([key, doc_count, doc_count_error_upper_bound]) => ({ key, doc_count, doc_count_error_upper_bound })),
            sum_other_doc_count: 3,
            doc_count_error_upper_bound: unseen,
          },
        },
      },
      null,
    ).estimated;

  test('are exact as long as none that a shard left out could change them', () => {
    expect(found(0, [['a', 5, 0]])).toBeUndefined();
    expect(found(4, [['a', 9, 0], ['b', 5, 0]])).toBeUndefined(); // prettier-ignore
  });

  test('are estimates where one of them may be too low, or one left out may beat the last', () => {
    expect(found(4, [['a', 9, 0], ['b', 5, 2]])).toBe(true); // prettier-ignore
    expect(found(5, [['a', 9, 0], ['b', 5, 0]])).toBe(true); // prettier-ignore
  });
});

describe('partitions', () => {
  const names = createNames('x-');
  const at = (time: string) => Date.parse(time);

  test('are the months of messages, whatever their zone', () => {
    expect(names.partition(at('2026-03-01T00:30:00+02:00'))).toBe('x-messages-2026-02');
    expect(names.partition(at('2026-02-28T23:30:00-02:00'))).toBe('x-messages-2026-03');
    expect([names.startOf('x-messages-2026-03'), names.startOf('x-conversations'), names.startOf('y-messages-2026-03')]).toEqual([
      at('2026-03-01T00:00:00Z'),
      null,
      null,
    ]);
  });

  test('of a range are those that it touches, and all of a long one', () => {
    expect(names.messagesIn({ from: at('2025-12-31T23:45:00Z'), to: at('2026-02-01T00:00:00Z') })).toBe(
      'x-messages-2025-12,x-messages-2026-01',
    );
    expect(names.messagesIn({ from: at('1900-01-01T00:00:00Z'), to: at('2000-01-02T00:00:00Z') })).toBe('x-messages-2000-01');
    expect(names.messagesIn({ from: at('2026-01-01T00:00:00Z'), to: at('9999-12-30T00:00:00Z') })).toBe('x-messages-20*');
    expect(names.messagesIn({ from: at('2026-02-01T00:00:00Z'), to: at('2026-01-01T00:00:00Z') })).toBe('x-messages-2026-02');
  });
});
