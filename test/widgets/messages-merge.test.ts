import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageOut } from '../../gateway/contract/message.ts';
import { appendPage, compareNewest, countFresh, keyOf, mergeHead, type Page } from '../../widgets/messages/merge-head.ts';

const PAGE = 5;

const message = (timestamp: number, id: string, more: Partial<MessageOut> = {}): MessageOut => ({
  id,
  revision: 0,
  timestamp: new Date(timestamp).toISOString(),
  business: 'acme',
  bot: 'shop',
  conversation: 'c',
  user: 'u',
  sender: 'user',
  text: id,
  seq: 0,
  ...more,
});

const sorted = (messages: readonly MessageOut[]) => [...messages].sort(compareNewest);

/** What the gateway answers (contract section 4): what follows the cursor, which is a place in the order. */
function pageAfter(all: readonly MessageOut[], after: string | null): Page {
  const place = after === null ? null : (JSON.parse(after) as MessageOut);
  const rest = sorted(all).filter((each) => place === null || compareNewest(each, place) > 0);
  const messages = rest.slice(0, PAGE);
  return { messages, next: rest.length > PAGE ? JSON.stringify(messages.at(-1)) : null };
}

const names = (messages: readonly MessageOut[]) => messages.map(({ id }) => id);

describe('the order of messages', () => {
  it('is by time, seq and id, ids by code point', () => {
    const late = message(2, 'a');
    const second = message(1, 'a', { seq: 1 });
    const [astral, private_] = [message(1, '\u{1f600}'), message(1, '\uffee')];
    expect(sorted([private_, second, astral, late])).toEqual([late, second, astral, private_]);
    expect(compareNewest(message(1, 'a'), message(1, 'a'))).toBe(0);
    expect(compareNewest(message(1, '\u{1f600}b'), message(1, '\u{1f600}a'))).toBeLessThan(0);
    expect(compareNewest(message(1, 'ab'), message(1, 'a'))).toBeLessThan(0);
  });

  it('is one order, whatever the ids', () => {
    const id = fc.string({ unit: 'binary', maxLength: 3 }).filter((text) => text.isWellFormed());
    const codes = (text: string) => Array.from(text, (char) => char.codePointAt(0)!);
    fc.assert(
      fc.property(id, id, (a, b) => {
        const [x, y] = [codes(a), codes(b)];
        const place = x.findIndex((code, index) => code !== y[index]);
        const expected = place === -1 ? x.length - y.length : x[place]! - (y[place] ?? -1);
        expect(Math.sign(compareNewest(message(1, b), message(1, a)))).toBe(Math.sign(expected));
      }),
    );
  });
});

describe('a list that is read while messages come', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant('more' as const) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 1, arbitrary: fc.constant(PAGE + 2) },
    { weight: 2, arbitrary: fc.constant('refresh' as const) },
  );

  it('never repeats and never skips', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.array(step, { maxLength: 30 }), (begin, steps) => {
        let clock = 0;
        const all = Array.from({ length: begin }, () => message((clock += 1), `m${clock}`));
        let read = pageAfter(all, null);
        const check = () => {
          const seen = names(read.messages);
          const oldest = read.messages.at(-1);
          const newest = read.messages[0];
          const between = all.filter((each) => oldest && newest && compareNewest(each, newest) >= 0 && compareNewest(each, oldest) <= 0);
          expect(seen).toEqual(names(sorted(between)));
        };
        for (const what of steps) {
          if (typeof what === 'number') for (let n = 0; n < what; n += 1) all.push(message((clock += 1), `m${clock}`));
          else if (what === 'more') read = read.next === null ? read : appendPage(read, pageAfter(all, read.next));
          else {
            const head = pageAfter(all, null);
            read = mergeHead(read, head) ?? head;
          }
          check();
        }
        const head = pageAfter(all, null);
        read = mergeHead(read, head) ?? head;
        while (read.next !== null) read = appendPage(read, pageAfter(all, read.next));
        expect(names(read.messages)).toEqual(names(sorted(all)));
      }),
    );
  });

  it('tells a gap from what fits', () => {
    const old = pageAfter(
      [1, 2, 3].map((time) => message(time, `m${time}`)),
      null,
    );
    const many = pageAfter(
      Array.from({ length: 20 }, (_, n) => message(n + 1, `m${n + 1}`)),
      null,
    );
    expect(mergeHead(old, many)).toBeNull();
    expect(countFresh(old, many)).toBe(PAGE);
  });

  it('takes late verdicts and erasures from the fresh page, and keeps what lies past it', () => {
    const all = Array.from({ length: 12 }, (_, n) => message(n, `m${n}`));
    const read = appendPage(pageAfter(all, null), pageAfter(all, pageAfter(all, null).next));
    const changed = all
      .filter(({ id }) => id !== 'm10')
      .map((each) => (each.id === 'm9' ? { ...each, revision: 1, understood: false } : each));
    const merged = mergeHead(read, pageAfter(changed, null))!;
    expect(names(merged.messages)).toEqual(['m11', 'm9', 'm8', 'm7', 'm6', 'm5', 'm4', 'm3', 'm2']);
    expect(merged.messages[1]!.understood).toBe(false);
    expect(merged.next).toBe(read.next);
  });

  it('keeps the same id of two conversations apart', () => {
    const twins = [message(1, 'a'), message(1, 'a', { conversation: 'd' }), message(1, 'a', { bot: 'other' })];
    expect(new Set(twins.map(keyOf)).size).toBe(3);
    expect(new Set(sorted(twins).map(keyOf)).size).toBe(3);
  });
});
