import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Format } from '../../widgets/internal/format.ts';
import { byDay, dayName } from '../../widgets/messages/day.ts';
import { excerptOf, partsOf, searchWords } from '../../widgets/messages/text-parts.ts';
import { wordsOf } from '../../gateway/text/words.ts';
import type { MessageOut } from '../../gateway/contract/message.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const NONE: ReadonlySet<string> = new Set();
const whole = (parts: { text: string }[]) => parts.map((part) => part.text).join('');

describe('a text with the words that were searched for', () => {
  it('is the same text, whatever is marked', () => {
    fc.assert(
      fc.property(text, text, (said, search) => {
        expect(whole(partsOf(said, searchWords(search)))).toBe(said);
      }),
    );
  });

  it('marks what the gateway finds, whatever the case, accents written in either way, and without spaces', () => {
    const marked = (said: string, search: string) =>
      partsOf(said, searchWords(search))
        .filter(({ kind }) => kind === 'match')
        .map((part) => part.text);
    expect(marked('Where is my Order, order!', 'ORDER where')).toEqual(['Where', 'Order', 'order']);
    expect(marked('cafe\u0301 CAFÉ cafe', 'café')).toEqual(['cafe\u0301', 'CAFÉ']);
    expect(marked('注文番号を教えてください', '番号')).toEqual(['番号']);
    expect(marked('ordering', 'order')).toEqual([]);
  });

  it('takes words apart as the gateway does', () => {
    fc.assert(
      fc.property(text, (said) => {
        expect(searchWords(said)).toEqual(new Set(wordsOf(said)));
      }),
    );
  });

  it('tells what is masked from what was said', () => {
    expect(partsOf('write to ••• e-mail ••• now', searchWords('mail'))).toEqual([
      { text: 'write to ', kind: 'plain' },
      { text: '••• e-mail •••', kind: 'masked' },
      { text: ' now', kind: 'plain' },
    ]);
  });
});

describe('an excerpt', () => {
  it('is the text itself where it is short', () => {
    expect(excerptOf('hello', NONE)).toBe('hello');
  });

  it('shows the first word that was found', () => {
    const long = `${'before '.repeat(100)}needle${' after'.repeat(100)}`;
    const excerpt = excerptOf(long, searchWords('needle'));
    expect(excerpt).toMatch(/^… before.*needle after.* …$/);
    expect(excerpt.length).toBeLessThan(420);
  });

  it('never cuts a sign in two', () => {
    const signs = fc.array(fc.constantFrom('👩‍👩‍👧‍👦', '🏳️‍🌈', 'e\u0301', '한', 'x', ' '), { minLength: 100, maxLength: 200 });
    fc.assert(
      fc.property(signs, fc.integer({ min: 20, max: 80 }), (said, length) => {
        const excerpt = excerptOf(said.join(''), NONE, length).replace(/ …$/, '');
        const pieces = Array.from(new Intl.Segmenter('en').segment(excerpt), ({ segment }) => segment);
        expect(pieces.every((piece) => ['👩‍👩‍👧‍👦', '🏳️‍🌈', 'e\u0301', '한', 'x', ' '].includes(piece))).toBe(true);
      }),
    );
  });
});

describe('days of the list', () => {
  const format = Format.of('en', 'Europe/Berlin');
  const at = (timestamp: string) => ({ timestamp }) as MessageOut;
  const words = { today: 'Today', yesterday: 'Yesterday' };

  it('begin at midnight of the zone', () => {
    const days = byDay([at('2026-03-28T23:30:00Z'), at('2026-03-28T22:30:00Z'), at('2026-03-27T23:30:00Z')], format);
    expect(days.map(({ messages }) => messages.length)).toEqual([1, 2]);
  });

  it('say today and yesterday, also across days of 23 and 25 hours and new years', () => {
    const name = (time: string, now: string) => dayName(time, format, words, Date.parse(now));
    expect(name('2026-03-28T22:59:00Z', '2026-03-29T21:59:00Z')).toBe('Yesterday · Saturday, March 28');
    expect(name('2026-10-24T21:00:00Z', '2026-10-25T22:59:00Z')).toBe('Yesterday · Saturday, October 24');
    expect(name('2026-10-25T00:30:00Z', '2026-10-25T22:59:00Z')).toBe('Today · Sunday, October 25');
    expect(name('2025-12-31T12:00:00Z', '2026-01-01T12:00:00Z')).toBe('Yesterday · Wednesday, December 31, 2025');
    expect(name('2025-12-30T12:00:00Z', '2026-01-01T12:00:00Z')).toBe('Tuesday, December 30, 2025');
  });
});
