import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Message } from '../../gateway/contract/message.ts';
import { derive, outcome } from '../../gateway/conversation/conversation.ts';
import { compareFacts, type Fact, factOf, type Facts, merge, type NodeRef } from '../../gateway/conversation/facts.ts';
import { foldJourney, type Step, type StepCount, steps } from '../../gateway/conversation/journey.ts';

const NAMES = ['start', 'end', 'other', '__proto__', 'constructor', 'a>b', 'a/b', "x'); --", '', '🙂', 'e\u0301', '\u00e9', ' '];

const name = fc.constantFrom(...NAMES.filter(Boolean));

/** Messages in which an id and a revision stand for one body, as the contract asks. */
const messages = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom('1', '2', '3', '\uffff', '🙂', 'z'),
      revision: fc.integer({ min: 0, max: 3 }),
      seq: fc.integer({ min: 0, max: 2 }),
      sender: fc.constantFrom('user', 'bot', 'human'),
      user: fc.constantFrom('u', 'v'),
      story: fc.option(name, { nil: undefined }),
      node: fc.option(name, { nil: undefined }),
      completed: fc.option(fc.boolean(), { nil: undefined }),
      channel: fc.option(fc.constantFrom('web', 'app'), { nil: undefined }),
    }),
    { selector: ({ id, revision }) => `${id} ${revision}`, maxLength: 14 },
  )
  .map((drafts) =>
    drafts.map(
      (draft) =>
        ({
          ...Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)),
          // A revision keeps its timestamp.
          timestamp: 1_700_000_000_000 + (draft.id.codePointAt(0) ?? 0) * 7,
          business: 'b',
          bot: 'x',
          conversation: 'c',
          text: '',
        }) as Message,
    ),
  );

const factsOf = (all: readonly Message[]): Facts =>
  all.map((message) => new Map([[message.id, factOf(message)]])).reduce<Facts>(merge, new Map<string, Fact>());

const sorted = (facts: Facts) => [...facts.values()].sort(compareFacts);

describe('merge', () => {
  test('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(messages, messages, messages, (one, two, three) => {
        // Bodies of the same id and revision must agree across the three.
        const bodies = new Map<string, Message>();
        const agree = (all: readonly Message[]) =>
          all.map((message) => {
            const key = `${message.id} ${message.revision}`;
            if (!bodies.has(key)) bodies.set(key, message);
            return bodies.get(key) ?? message;
          });
        const [a, b, c] = [agree(one), agree(two), agree(three)].map(factsOf) as [Facts, Facts, Facts];
        expect(sorted(merge(a, b))).toEqual(sorted(merge(b, a)));
        expect(sorted(merge(merge(a, b), c))).toEqual(sorted(merge(a, merge(b, c))));
        expect(sorted(merge(a, a))).toEqual(sorted(a));
      }),
    );
  });

  test('ends in the same conversation whatever the order, the batches and the repeats', () => {
    fc.assert(
      fc.property(
        messages.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.array(fc.nat({ max: Math.max(0, all.length - 1) }), { maxLength: 40 }),
            fc.integer({ min: 1, max: 5 }),
          ),
        ),
        ([all, order, size]) => {
          const delivered = [...order.flatMap((index) => all[index] ?? []), ...[...all].reverse()];
          let facts: Facts = new Map();
          for (let start = 0; start < delivered.length; start += size) facts = merge(facts, factsOf(delivered.slice(start, start + size)));
          expect(derive(facts)).toEqual(derive(factsOf(all)));
        },
      ),
    );
  });

  test('lets a higher revision win, and of equal ones the stored', () => {
    const message = { id: '1', revision: 1, timestamp: 5, seq: 0, sender: 'user', user: 'u', text: '' } as Message;
    const facts = (revision: number, sender: Message['sender']) => factsOf([{ ...message, revision, sender }]);
    expect(merge(facts(1, 'user'), facts(2, 'human')).get('1')?.sender).toBe('human');
    expect(merge(facts(2, 'human'), facts(1, 'user')).get('1')?.sender).toBe('human');
    expect(merge(facts(1, 'user'), facts(1, 'human')).get('1')?.sender).toBe('user');
  });
});

test('a conversation has exactly one outcome', () => {
  fc.assert(
    fc.property(messages, fc.integer({ min: -10_000, max: 10_000 }), (all, age) => {
      const conversation = derive(factsOf(all));
      if (!conversation) return;
      const found = outcome(conversation, conversation.ended + age, 5_000);
      const senders = new Set(sorted(factsOf(all)).map(({ sender }) => sender));
      if (senders.has('human')) expect(found).toBe('handedOff');
      else if (conversation.completed) expect(found).toBe('completed');
      else expect(found).toBe(age < 5_000 ? 'open' : 'abandoned');
    }),
  );
});

/** Counts the steps of many paths, as a store does. */
function tally(paths: readonly (readonly NodeRef[])[]): StepCount[] {
  const counts = new Map<string, StepCount>();
  const add = ({ from, to, step, newNode, newLink }: Step) => {
    const key = JSON.stringify([from, to, step]);
    const known = counts.get(key) ?? { from, to, step, count: 0, newNodes: 0, newLinks: 0 };
    counts.set(key, {
      ...known,
      count: known.count + 1,
      newNodes: known.newNodes + Number(newNode),
      newLinks: known.newLinks + Number(newLink),
    });
  };
  paths.flatMap(steps).forEach(add);
  return [...counts.values()];
}

const ref = (node: string, story = 's'): NodeRef => ({ story, node });

describe('the journey', () => {
  test('conserves flow at every node, whatever is folded and whatever the names', () => {
    const paths = fc.array(fc.array(fc.record({ story: name, node: name }), { maxLength: 30 }), { maxLength: 12 });
    fc.assert(
      fc.property(paths, fc.integer({ min: 1, max: 12 }), (walked, limit) => {
        const { conversations, nodes, links } = foldJourney(tally(walked), limit);
        const sum = (end: 'from' | 'to', id: string) =>
          links.filter((link) => link[end] === id).reduce((total, link) => total + link.count, 0);
        expect(conversations).toBe(walked.length);
        expect(sum('from', 'start')).toBe(walked.length);
        expect(sum('to', 'end')).toBe(walked.length);
        expect(nodes.reduce((total, node) => total + node.invocations, 0)).toBe(walked.flat().length);
        expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
        const count = (from: string, to: string) => links.find((link) => link.from === from && link.to === to)?.count ?? 0;
        for (const node of nodes) {
          expect(sum('to', node.id)).toBe(node.invocations);
          expect(sum('from', node.id)).toBe(node.invocations);
          expect(node.steps.reduce((total, steps) => total + steps, 0)).toBe(node.invocations);
          expect([node.starts, node.ends]).toEqual([count('start', node.id), count(node.id, 'end')]);
        }
        expect(nodes.filter(({ id }) => id === 'other').length).toBe(
          new Set(walked.flat().map((each) => JSON.stringify([each.story, each.node]))).size > limit ? 1 : 0,
        );
      }),
    );
  });

  test('orders and counts its nodes and links as the paths themselves do', () => {
    // Few names, so that a path comes by the same node and link again.
    const paths = fc
      .uniqueArray(name, { minLength: 1, maxLength: 4 })
      .map((few) => fc.constantFrom(...few))
      .chain((few) => fc.array(fc.array(fc.record({ story: few, node: few }), { maxLength: 30 }), { maxLength: 12 }));
    const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
    fc.assert(
      fc.property(paths, fc.integer({ min: 1, max: 12 }), (walked, limit) => {
        const { nodes, links } = foldJourney(tally(walked), limit);
        const kept = nodes.filter(({ id }) => id !== 'other');
        const idOf = (at: NodeRef | undefined, virtual: string) =>
          at ? (kept.find(({ story, node }) => story === at.story && node === at.node)?.id ?? 'other') : virtual;
        const named = walked.map((path) => ['start', ...path.map((at) => idOf(at, '')), 'end']);
        for (const [place, node] of nodes.entries()) {
          const visits = named.flatMap((path) => path.flatMap((id, step) => (id === node.id ? [Math.min(step, 21)] : [])));
          visits.sort((a, b) => a - b);
          expect(node.invocations).toBe(visits.length);
          expect(node.steps).toEqual(Array.from({ length: 21 }, (_, index) => visits.filter((step) => step === index + 1).length));
          expect(node.medianStep).toBe(visits[Math.ceil(visits.length / 2) - 1]);
          const next = kept[place + 1];
          if (next && node.id !== 'other')
            expect(next.invocations - node.invocations || bytes(node.story, next.story) || bytes(node.node, next.node)).toBeLessThan(0);
          expect(node.conversations).toBe(node.id === 'other' ? null : named.filter((path) => path.includes(node.id)).length);
        }
        for (const { from, to, conversations } of links) {
          const through = named.filter((path) => path.some((id, step) => id === from && path[step + 1] === to)).length;
          expect(conversations).toBe(from === 'other' || to === 'other' ? null : through);
        }
      }),
    );
  });

  test('counts a case that was counted by hand', () => {
    const [a, b, c] = [ref('a'), ref('b'), ref('c')];
    const { conversations, nodes, links } = foldJourney(tally([[a, b, a, a], [b], [], [a, c]]), 2);
    expect(conversations).toBe(4);
    expect(
      nodes.map(({ node, invocations, conversations: of, medianStep, starts, ends }) => [node, invocations, of, medianStep, starts, ends]),
    ).toEqual([
      ['a', 4, 2, 1, 2, 1],
      ['b', 2, 2, 1, 1, 1],
      ['', 1, null, 2, 0, 1],
    ]);
    expect(nodes[0]?.steps.slice(0, 5)).toEqual([2, 0, 1, 1, 0]);
    const named = new Map(nodes.map(({ id, node }) => [id, node || 'other']));
    const shown = links.map(({ from, to, count: n, conversations: of }) => [named.get(from) ?? from, named.get(to) ?? to, n, of].join(' '));
    expect(new Set(shown)).toEqual(
      new Set([
        'start a 2 2',
        'a b 1 1',
        'b a 1 1',
        'a a 1 1',
        'a end 1 1',
        'start b 1 1',
        'b end 1 1',
        'start end 1 1',
        'a other 1 ',
        'other end 1 ',
      ]),
    );
  });

  test('counts steps past the twentieth as later, and takes the lower median', () => {
    const long = Array.from({ length: 25 }, () => ref('a'));
    const [node] = foldJourney(tally([long]), 5).nodes;
    expect(node?.steps).toEqual([...Array<number>(20).fill(1), 5]);
    expect(node?.medianStep).toBe(13);
    expect(
      foldJourney(
        tally([
          [ref('a'), ref('b'), ref('a')],
          [ref('b'), ref('a')],
        ]),
        5,
      ).nodes.map(({ node: of, medianStep }) => [of, medianStep]),
    ).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });
});
