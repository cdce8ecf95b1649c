import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCodePoints } from '../../gateway/text/code-points.ts';
import { deriveKeywords, givenKeywords } from '../../gateway/text/keywords.ts';
import { isSensitiveIdentifier, mask } from '../../gateway/text/mask.ts';
import { pseudonym } from '../../gateway/text/pseudonym.ts';
import { wordsOf } from '../../gateway/text/words.ts';

test('texts compare as their UTF-8 bytes do', () => {
  const text = fc.string({ unit: 'binary', maxLength: 6 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
  );
  expect(compareCodePoints('🙂', '\uffff')).toBeGreaterThan(0);
});

describe('words', () => {
  test('are what the segmenter says, also where the shortcut for plain texts is taken', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
    const character = fc.constantFrom(...'aZ09 .,:;\'"-/@#&+*()\r\n\t'.split(''), 'ß', '_', 'é', '好');
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 24 }), (text) => {
        if (mask(text) !== text) return;
        const expected = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment.toLowerCase());
        expect(wordsOf(text)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  test('of a long text are those of the text as a whole', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
    const part = fc.constantFrom(
      'héllo ',
      'wörld',
      '我想订酒店。',
      '，',
      'ครับผม ',
      '🙂',
      '\u200d',
      'x.y ',
      '\u0301',
      '  ',
      'naïve’s ',
      '3,5 ',
      '東京タワー',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 400, maxLength: 900 }), (parts) => {
        const text = parts.join('');
        const whole = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
        const words = whole.map((word) => word.toLowerCase().normalize('NFC'));
        expect(wordsOf(text)).toEqual(words.filter((word) => Array.from(word).length <= 100));
      }),
      { numRuns: 60 },
    );
  });

  test.each(['我', '🙂', 'é ', 'é.,', 'ក', '1é'])('of %j over and over take time that grows with the length', (unit) => {
    const time = (length: number) => {
      const text = unit.repeat(length / unit.length);
      const start = performance.now();
      wordsOf(text);
      return performance.now() - start;
    };
    time(16_384);
    // Sixteen times the length took 256 times as long when the text was segmented as a whole.
    expect(Math.min(time(32_768), time(32_768))).toBeLessThan(100 * Math.max(1, Math.min(time(2048), time(2048))));
  });

  test('are NFC, lower-cased, and at most 100 characters long', () => {
    expect(wordsOf('Caf\u0065\u0301 CAFÉ don\u2019t 3.5 x-ray')).toEqual(['café', 'café', 'don’t', '3.5', 'x', 'ray']);
    expect(wordsOf(`${'a'.repeat(100)} ${'b'.repeat(101)}`)).toEqual(['a'.repeat(100)]);
    expect(wordsOf('我想订酒店')).toContain('酒店');
  });

  test('never come from what is masked', () => {
    expect(wordsOf('mail ann@acme.example or +49 151 2345678 now')).toEqual(['mail', 'or', 'now']);
    expect(wordsOf('card 4111 1111 1111 1111 expired')).toEqual(['card', 'expired']);
  });
});

describe('keywords', () => {
  test('leave out stop words of the language, digits, single letters, addresses and URLs', () => {
    expect(deriveKeywords('What is the refund policy for 2024?', 'en')).toEqual(['refund', 'policy']);
    expect(deriveKeywords('Wo ist der Geldautomat?', 'de-AT')).toEqual(['geldautomat']);
    expect(deriveKeywords('Wo ist the Geldautomat?', undefined)).toContain('geldautomat');
    expect(deriveKeywords('see https://acme.example/returns?x=1 or www.acme.example, mailto:ann@acme.example', 'en')).toEqual([]);
    expect(deriveKeywords('x 好 refund refund', 'en')).toEqual(['好', 'refund']);
  });

  test('are the first fifty, each once', () => {
    const many = Array.from({ length: 60 }, (_, index) => `zebra${index}`);
    expect(deriveKeywords([...many, ...many].join(' '), 'en')).toEqual(many.slice(0, 50));
  });

  test('that were given are normalised, each once, and dropped where they hold something masked', () => {
    expect(givenKeywords(['Refund', ' refund ', 'ann@acme.example', 'Cafe\u0301', ''])).toEqual(['refund', 'café']);
  });
});

const MASKED = [
  'ann@acme.example',
  'Ann.O-Neil+spam@mail.acme.co.uk',
  'jörg@bücher.example',
  '+49 151 2345678',
  '+1 (415) 555-2671',
  '0049 30 1234567',
  '0151-2345678',
  '(030) 123 45 67 89',
  '01.23.45.67.89',
  '020 7946 0958',
  '٠١٢٣٤٥٦٧٨٩',
  '९८७६५४३२१०',
  '０９０１２３４５６７８',
  '+91 98765 43210',
  '(11) 91234-5678',
  '+86 138 1234 5678',
  '+49\u00a0151\u00a02345678',
  '+49\u2011151\u20112345678',
  '+1.415.555.2671',
  '+49 (0) 151 2345678',
  '用户@例子.广告',
  '4111 1111 1111 1111',
  '5500-0000-0000-0004',
  '378282246310005',
  '612345678 / 698765432',
  '0151−2345−6789',
  '0171\u200b234\u200b5678',
  '4111·1111·1111·1111',
  '０９０－１２３４－５６７８',
  '+49 12.10.20 345678',
  'jose\u0301@example.com',
  'a@mu\u0308ller.example',
  'संपर्क@डाटामेल.भारत',
  'a&b@acme.example',
  'a@b.xn--p1ai',
  'ann＠acme.example',
];

const SHOWN = [
  'on 2026-05-13 at 13:19:18',
  '13.05.2026 14:30',
  '5/13/2026',
  'from 9:00 to 17:30',
  'order 12345678',
  'AB-123456789',
  'INV123456789012',
  'id 550e8400-e29b-41d4-a716-446655440000',
  '1,234,567,890 users',
  '€ 1.234,56',
  '$1,234,567.89',
  '1.234.567,89 €',
  '2026-05-13T13:19:18.123Z',
  '2026/05/13 10:00-12:00',
  '12-345-678',
  '4111 1111 1111 1112',
  'version 1.2.3.4',
  'me @ home',
];

/** Scripts without spaces put letters beside a number, and an international one needs none to be known. */
const BESIDE_LETTERS = [
  ['我的电话是13812345678请回电', '13812345678'],
  ['電話は090-1234-5678です', '1234'],
  ['โทร0812345678ครับ', '0812345678'],
  ['卡号4111111111111111谢谢', '4111111111111111'],
  ['카드 4111111111111111입니다', '4111111111111111'],
  ['call +4915112345678now', '4915112345678'],
] as const;

describe('the mask', () => {
  test.each(MASKED)('hides %s', (text) => {
    const masked = mask(`a ${text} b`);
    expect(masked).toMatch(/^a ••• (e-mail|phone|card) ••• b$/);
  });

  test.each(BESIDE_LETTERS)('hides the number in %s', (text, number) => {
    expect(mask(text)).not.toContain(number);
    expect(wordsOf(text).join(' ')).not.toContain(number);
  });

  test.each(SHOWN)('shows %s', (text) => {
    expect(mask(`a ${text} b`)).toBe(`a ${text} b`);
  });

  test.each([
    'Visa-4111111111111111',
    'card4111111111111111',
    '5105-1051-0510-5100x',
    '015123456789 (12345)',
    '4111 1111 1111 1111 (0151 2345678)',
    'Handy-0151 23456789',
    'https://wa.me/4915112345678',
  ])('leaves no digits of %s', (text) => expect(mask(text)).not.toMatch(/\d{4}/));

  test('hides every one of several, and keeps what stands between', () => {
    expect(mask('Ann (ann@acme.example, +49 151 2345678) paid by 4111111111111111.')).toBe(
      'Ann (••• e-mail •••, ••• phone •••) paid by ••• card •••.',
    );
    expect(mask('4111 1111 1111 1111 12/26 123')).toBe('••• card •••');
    expect(mask('2026-05-13 0151 2345678')).toBe('2026-05-13 ••• phone •••');
  });

  test.each(['1', '1 ', '1-', 'a@', 'a.', '1:', '+(', '4111 1111 1111 1112 ', 'a-1', '1.2.26 ', 'www.', 'a.b/', '@'])(
    'reads a text of %j over and over in time that grows with its length',
    (unit) => {
      const text = unit.repeat(32_768 / unit.length);
      const start = performance.now();
      mask(text);
      deriveKeywords(text, 'en');
      // Quadratic time would be minutes.
      expect(performance.now() - start).toBeLessThan(5_000);
    },
  );
});

describe('identifiers', () => {
  test.each(['4915112345678', 'whatsapp:+4915112345678', 'ann@acme.example', '4915112345678@s.whatsapp.net', 'tel:+14155552671'])(
    '%s is an address or a number',
    (identifier) => expect(isSensitiveIdentifier(identifier)).toBe(true),
  );

  test.each(['u-17', '1777b3e5', 'conv-1234567890', '550e8400-e29b-41d4-a716-446655440000', '12345678'])('%s is neither', (identifier) =>
    expect(isSensitiveIdentifier(identifier)).toBe(false),
  );

  test('get a pseudonym that is stable within the business and the store, and only there', () => {
    const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const alias = pseudonym(one, 'acme', '4915112345678');
    expect(alias).toMatch(/^~[\w-]{16}$/);
    expect(pseudonym(one, 'acme', '4915112345678')).toBe(alias);
    expect(pseudonym(one, 'globex', '4915112345678')).not.toBe(alias);
    expect(pseudonym(two, 'acme', '4915112345678')).not.toBe(alias);
    expect(pseudonym(one, 'acme', 'u-17')).toBeUndefined();
  });
});
