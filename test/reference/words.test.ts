import { describe, expect, it } from 'vitest';
import { derivedKeywords, givenKeywords, wordsOf } from './words.ts';

describe('words', () => {
  it('are NFC, lower-cased segments, also where a language has no spaces', () => {
    expect(wordsOf('Cafe\u0301 OPEN 24, 东京!')).toEqual(['caf\u00e9', 'open', '24', '东京']);
  });

  it('of more than 100 chars are dropped', () => {
    expect(wordsOf(`${'x'.repeat(100)} ${'y'.repeat(101)}`)).toEqual(['x'.repeat(100)]);
  });
});

describe('keywords', () => {
  it('of a message are kept once, normalised, and without what normalising leaves empty', () => {
    expect(givenKeywords(['Big Bill', ' big bill', '  ', 'J\u030c', '\u01f0'])).toEqual(['big bill', '\u01f0']);
  });

  it('of a text leave out stop words, digits, single letters, URLs and addresses', () => {
    expect(
      derivedKeywords('The parcel 4711 z ann@mail.example https://shop.example/where?id=7 www.shop.example/a parcel late', 'en'),
    ).toEqual(['parcel', 'late']);
  });

  it('keep a single Han character', () => {
    expect(derivedKeywords('猫 x', undefined)).toEqual(['猫']);
  });

  it('of a text leave out the stop words of its language, of English when that is unknown', () => {
    expect(derivedKeywords('und the paket', 'de-AT')).toEqual(['the', 'paket']);
    expect(derivedKeywords('und the paket', 'constructor')).toEqual(['und', 'paket']);
    expect(derivedKeywords('und the paket', undefined)).toEqual(['und', 'paket']);
  });

  it('are the first 50', () => {
    const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    expect(derivedKeywords(`${text.slice(0, 6)} ${text}`, 'en')).toHaveLength(50);
    expect(derivedKeywords(text, 'en').at(-1)).toBe('word49');
  });
});
