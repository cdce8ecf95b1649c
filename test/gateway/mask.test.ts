import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { deriveKeywords } from '../../gateway/text/keywords.ts';
import { isSensitiveIdentifier, mask } from '../../gateway/text/mask.ts';
import { pseudonym } from '../../gateway/text/pseudonym.ts';
import { wordsOf } from '../../gateway/text/words.ts';

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
  '2026年5月13日 14時30分',
  '13. Mai 2026 um 14:30 Uhr',
  '१३/०५/२०२६',
  'May 13, 2026 9:15 PM',
  '2026.05.13.',
  '09:00–17:30 Uhr',
  '₹1,23,45,678.00',
  'CHF 1’234’567.90',
  '1 234 567,89 €',
  '¥12,345,678',
  '-12.5 °C',
  '49.9935, 8.2473',
  'room 101, 102 and 103',
  'ISO 9001:2015',
  'ABC1234567890',
  '3/4 of 1,000',
  'build 20260513',
  'a1b2c3d4e5f60718293a',
  '#12345678',
  'size 42-44-46',
  'ann(at)acme.example',
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

  test('hides numbers of every country, as they are written there and elsewhere', () => {
    const seen: string[] = [];
    for (const country of getCountries()) {
      const number = getExampleNumber(country, examples);
      if (!number) continue;
      const [there, abroad] = [number.formatNational(), number.formatInternational()];
      // At home some countries write fewer digits than make a number for certain.
      const atHome = (there.match(/\d/g) ?? []).length < 9 ? [] : [there, there.replace(/[ -]/g, '.'), there.replace(/[ -]/, '/')];
      for (const written of [number.number, number.getURI(), abroad, abroad.replace('+', '00'), abroad.replace(/ /g, '-'), ...atHome]) {
        const masked = mask(`My number, ${written}, is new.`);
        expect([country, written, masked]).toEqual([
          country,
          written,
          expect.stringMatching(/^My number, (tel:)?••• phone •••, is new\.$/),
        ]);
        seen.push(written);
      }
    }
    expect(seen.length).toBeGreaterThan(1500);
  });

  test('leaves no digits of any nine to fifteen, however they are separated and whatever stands around them', () => {
    const separator = fc.constantFrom('', '', ' ', '-', '.', ' - ', '/', '\u00a0', '\u2011', '\u200b', ')', ' (');
    const digits = fc.array(fc.tuple(fc.nat(9), separator), { minLength: 9, maxLength: 15 });
    const around = fc.constantFrom('', ' ', ': ', ', ', '。', '电话', '"', '\n', '📞', '<');
    fc.assert(
      fc.property(around, fc.constantFrom('', '+', '00'), digits, around, (left, prefix, parts, right) => {
        const written =
          prefix + parts.map(([digit, between], index) => String(digit) + (index === parts.length - 1 ? '' : between)).join('');
        const text = `x${left}${left === '' ? ' ' : ''}${written}${right}${right === '' ? ' ' : ''}y`;
        // Dates and times are none, so a run that holds one may be shorter than it looks.
        if (/\d[:./-]\d\d?[:./-]\d/.test(written) || /^(19|20)\d\d/.test(written)) return;
        expect(mask(text)).not.toMatch(/\d/);
        expect(wordsOf(text).join('')).not.toMatch(/\d/);
      }),
      { numRuns: 3000 },
    );
  });

  test('is the same when it is put on twice, and keeps what it does not hide', () => {
    const piece = fc.oneof(
      fc.constantFrom(...MASKED, ...SHOWN),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(' ', ', ', '\n'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = mask(pieces.join(''));
        expect(mask(once)).toBe(once);
        const kept = once.split(/••• (?:e-mail|phone|card) •••/);
        let place = 0;
        for (const part of kept) {
          place = pieces.join('').indexOf(part, place);
          expect(place).toBeGreaterThanOrEqual(0);
          place += part.length;
        }
      }),
      { numRuns: 1000 },
    );
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

  test.each([
    ['192.168.178.21', '••• phone •••'],
    ['DE-2026-000123456', 'DE-2026-••• phone •••'],
    ['article 123 456 789', 'article ••• phone •••'],
    ['12 345 678 901 €', '••• phone ••• €'],
  ])('hides %s, in doubt', (text, masked) => expect(mask(text)).toBe(masked));

  test('hides every one of several, and keeps what stands between', () => {
    expect(mask('Ann (ann@acme.example, +49 151 2345678) paid by 4111111111111111.')).toBe(
      'Ann (••• e-mail •••, ••• phone •••) paid by ••• card •••.',
    );
    expect(mask('4111 1111 1111 1111 12/26 123')).toBe('••• card •••');
    expect(mask('2026-05-13 0151 2345678')).toBe('2026-05-13 ••• phone •••');
  });

  test.each([
    // What stands before the sign counts up to 64 characters, and not what an address before it has taken.
    [`${'x'.repeat(70)}@acme.example`, `${'x'.repeat(6)}••• e-mail •••`],
    [`${'漢'.repeat(70)}@例子.广告`, `${'漢'.repeat(6)}••• e-mail •••`],
    ['a@acme.example@acme.example', '••• e-mail •••@acme.example'],
    ['a@b@acme.example', 'a@••• e-mail •••'],
    ['a@acme.example/b@acme.example', '••• e-mail •••••• e-mail •••'],
    // Digits in a row begin wherever letters let them, and are none where letters follow.
    ['A-0151 2345678 91', 'A-••• phone •••'],
    ['x1 23456 78901', 'x1 ••• phone •••'],
    ['1 23456 78901x', '1 23456 78901x'],
    ['1 23456 78901 2x 123456789', '1 23456 78901 2x ••• phone •••'],
  ])('takes of %s what is one', (text, masked) => expect(mask(text)).toBe(masked));

  test.each(['1', '1 ', '1-', '漢', '_1', '1 1x ', 'a@', 'a.', '1:', '+(', '4111 1111 1111 1112 ', 'a-1', '1.2.26 ', 'www.', 'a.b/', '@'])(
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
  test.each([
    '4915112345678',
    'whatsapp:+4915112345678',
    'ann@acme.example',
    '4915112345678@s.whatsapp.net',
    'tel:+14155552671',
    'wa_4915112345678',
    'wa-4155552671',
    'whatsapp_+49 151 12345678',
    'WhatsApp/4915112345678',
    'tel4915112345678',
    'user_sms-4155552671',
    'user_4915112345678',
    'de_user_4915112345678',
    '4915112345678_web',
    'u-+4915112345678',
    '4915112345678-1600000000',
  ])('%s is an address or a number', (identifier) => expect(isSensitiveIdentifier(identifier)).toBe(true));

  test.each([
    'u-17',
    '1777b3e5',
    'conv-1234567890',
    '550e8400-e29b-41d4-a716-446655440000',
    'c-550e8400-e29b-41d4-a716-446655440000',
    '12345678',
    'wa_1234',
    'line-12345',
    'session_2026-03-01',
    'a1b2c3d4e5f60718',
    '01HZX3K9V2Q8N5T7R4P6M1W0YC',
  ])('%s is neither', (identifier) => expect(isSensitiveIdentifier(identifier)).toBe(false));

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
