import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCodePoints } from '../../gateway/text/code-points.ts';
import { deriveKeywords, givenKeywords } from '../../gateway/text/keywords.ts';
import { mask } from '../../gateway/text/mask.ts';
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
    expect(deriveKeywords('paid 108.50 not 1,299 or 3,5 of 1.000.000; model 3.5mm, covid19, 4x4', 'en')).toEqual([
      'paid',
      'model',
      '3.5mm',
      'covid19',
      '4x4',
    ]);
  });

  test('are the first fifty, each once', () => {
    const many = Array.from({ length: 60 }, (_, index) => `zebra${index}`);
    expect(deriveKeywords([...many, ...many].join(' '), 'en')).toEqual(many.slice(0, 50));
  });

  test('that were given are normalised, each once, and dropped where they hold something masked', () => {
    expect(givenKeywords(['Refund', ' refund ', 'ann@acme.example', 'Cafe\u0301', ''])).toEqual(['refund', 'café']);
  });
});
