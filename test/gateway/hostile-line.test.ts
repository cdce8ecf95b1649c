import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IngestResult } from '../../gateway/contract/ingest.ts';
import { line, lineWith, NOW, startWatchfulClient, type WatchfulClient } from '../support/watchful-client.ts';

const told = ({ errors }: IngestResult): unknown[] => errors.map((error) => [error.line, error.field, error.code]);
let last = 0;

let client: WatchfulClient;
beforeAll(async () => {
  client = await startWatchfulClient();
});
afterAll(() => client.close());

describe('a line', () => {
  const long = (length: number, char = 'x'): string => char.repeat(length);
  const bot = { sender: 'bot' };
  const REFUSED: [string, Record<string, unknown> | string, string | null, string][] = [
    ['an empty id', { id: '' }, 'id', 'invalid'],
    ['no id', { id: undefined }, 'id', 'missing'],
    ['null for a required field', { user: null }, 'user', 'missing'],
    ['a number for a string', { conversation: 7 }, 'conversation', 'invalid'],
    ['a string for a number', { seq: '1' }, 'seq', 'invalid'],
    ['a fraction', { revision: 0.5 }, 'revision', 'invalid'],
    ['a revision past the edge', { revision: 2 ** 31 }, 'revision', 'invalid'],
    ['a negative seq', { seq: -1 }, 'seq', 'invalid'],
    ['a number past doubles', lineWith('"seq":1e999'), 'seq', 'invalid'],
    ['a long id', { id: long(201) }, 'id', 'invalid'],
    ['a long business', { business: long(101) }, 'business', 'invalid'],
    ['a long bot', { bot: long(101) }, 'bot', 'invalid'],
    ['a long conversation', { conversation: long(201) }, 'conversation', 'invalid'],
    ['a long user', { user: long(201, '\u{1f600}') }, 'user', 'invalid'],
    ['a long text', { text: long(32_769) }, 'text', 'invalid'],
    ['a long story', { ...bot, story: long(201) }, 'story', 'invalid'],
    ['a long node', { ...bot, node: long(201) }, 'node', 'invalid'],
    ['an empty story', { ...bot, story: '' }, 'story', 'invalid'],
    ['a long channel', { channel: long(51) }, 'channel', 'invalid'],
    ['a long language', { language: long(51) }, 'language', 'invalid'],
    ['51 keywords', { keywords: Array(51).fill('a') }, 'keywords', 'invalid'],
    ['a long keyword', { keywords: ['a', long(101)] }, 'keywords', 'invalid'],
    ['an empty keyword', { keywords: [''] }, 'keywords', 'invalid'],
    ['null among the keywords', { keywords: [null] }, 'keywords', 'invalid'],
    ['a string for keywords', { keywords: 'a' }, 'keywords', 'invalid'],
    ['an unknown sender', { sender: 'User' }, 'sender', 'invalid'],
    ['a string for a boolean', { understood: 'false' }, 'understood', 'invalid'],
    ['a number for a boolean', { completed: 1 }, 'completed', 'invalid'],
    ['an escaped lone surrogate', lineWith('"channel":"\\ud83d"'), 'channel', 'invalid'],
    ['a lone surrogate in the text', { text: 'a\udc00b' }, 'text', 'invalid'],
    ['a lone surrogate in a keyword', { keywords: ['\ud800'] }, 'keywords', 'invalid'],
    ['a story of the user', { story: 's' }, 'story', 'not-allowed'],
    ['a node of a human', { sender: 'human', node: 'n' }, 'node', 'not-allowed'],
    ['success of the user', { success: true }, 'success', 'not-allowed'],
    ['success without story or node', { ...bot, success: true }, 'success', 'not-allowed'],
    ['understood of the bot', { ...bot, understood: true }, 'understood', 'not-allowed'],
    ['keywords of a human', { sender: 'human', keywords: [] }, 'keywords', 'not-allowed'],
    ['an unknown field', { storey: 's' }, 'storey', 'unknown-field'],
    ['an unknown field that is null', { storey: null }, 'storey', 'unknown-field'],
    ['an unknown field after a known one that is null', { story: null, storey: null }, 'storey', 'unknown-field'],
    ['an unknown field among other faults', { id: '', Text: 'x', sender: 'robot' }, 'Text', 'unknown-field'],
    ['__proto__ as a field', lineWith('"__proto__":{"text":"x"}'), '__proto__', 'unknown-field'],
    ['constructor as a field', { constructor: 'x' }, 'constructor', 'unknown-field'],
    ['a time before 2000', { timestamp: '1999-12-31T23:59:59.999Z' }, 'timestamp', 'invalid'],
    ['a time more than a day ahead', { timestamp: NOW + 86_400_001 }, 'timestamp', 'invalid'],
    ['30 February', { timestamp: '2026-02-30T00:00:00Z' }, 'timestamp', 'invalid'],
    ['29 February of no leap year', { timestamp: '2025-02-29T00:00:00Z' }, 'timestamp', 'invalid'],
    ['24:00', { timestamp: '2026-03-17T24:00:00Z' }, 'timestamp', 'invalid'],
    ['a leap second at noon', { timestamp: '2026-03-17T12:00:60Z' }, 'timestamp', 'invalid'],
    ['a time without zone', { timestamp: '2026-03-17T12:00:00' }, 'timestamp', 'invalid'],
    ['a date', { timestamp: '2026-03-17' }, 'timestamp', 'invalid'],
    ['a named zone', { timestamp: '2026-03-17T12:00:00+01:00[Europe/Berlin]' }, 'timestamp', 'invalid'],
    ['epoch seconds', { timestamp: NOW / 1000 - (NOW % 1000) / 1000 }, 'timestamp', 'invalid'],
    ['epoch ms as a string', { timestamp: String(NOW) }, 'timestamp', 'invalid'],
    ['a fraction of a millisecond', { timestamp: NOW - 0.5 }, 'timestamp', 'invalid'],
    ['a boolean time', { timestamp: true }, 'timestamp', 'invalid'],
  ];
  it.each(REFUSED)('is refused for %s', async (_, fields, field, code) => {
    const result = await client.ingest([line(), typeof fields === 'string' ? fields : line(fields), line()].join('\n'));
    expect(told(result)).toEqual([[2, field, code]]);
    expect(result).toMatchObject({ accepted: 2, rejected: 1 });
    expect(Object.keys(result.errors[0]!).sort()).toEqual(['code', 'detail', 'field', 'line']);
    expect(result.errors[0]!.detail).not.toBe('');
  });

  it.each([
    [
      'every name at its limit',
      { id: long(200), business: long(100, '\u{1f600}'), bot: long(100), conversation: long(200), user: long(200) },
    ],
    ['every optional text at its limit', { ...bot, story: long(200), node: long(200, '\u{1f600}'), channel: long(50), language: long(50) }],
    ['a text at its limit', { text: long(32_768, '\u{1f600}') }],
    ['an empty text', { text: '' }],
    ['50 keywords at their limit', { keywords: Array.from({ length: 50 }, (_, index) => `${10 + index}${long(98)}`) }],
    ['the highest revision and seq', { revision: 2 ** 31 - 1, seq: 2 ** 31 - 1 }],
    ['null for all that is optional', { revision: null, seq: null, story: null, success: null, keywords: null, channel: null }],
    ['the first moment of 2000', { timestamp: '2000-01-01T00:00:00Z' }],
    ['the first moment of 2000 in Kathmandu', { timestamp: '2000-01-01T05:45:00+05:45' }],
    ['a day ahead', { timestamp: NOW + 86_400_000 }],
    ['29 February of a leap year', { timestamp: '2024-02-29T00:00:00Z' }],
    ['nanoseconds, and small letters', { timestamp: '2026-03-17t12:00:00.123456789z' }],
    ['a leap second at the end of a UTC day', { timestamp: '2016-12-31T23:59:60Z' }],
    ['controls and noncharacters', { conversation: '\u0000\u001f\uffff\u{10ffff}', text: '\u0000' }],
    ['success with a node alone', { ...bot, node: 'n', success: false }],
  ])('is accepted with %s', async (_, fields) => {
    expect(await client.ingest(line({ conversation: `edge ${last++}`, ...fields }))).toMatchObject({ accepted: 1, errors: [] });
  });

  it('that repeats a message is a duplicate, that moves it is refused, that is newer replaces it', async () => {
    const same = { id: 'same', conversation: 'revised' };
    const result = await client.ingest(
      [
        line({ ...same, revision: 1 }),
        line({ ...same, revision: 1, text: 'other' }),
        line(same),
        line({ ...same, revision: 2, timestamp: '2026-03-18T12:00:00.001Z' }),
        line({ ...same, revision: 1, timestamp: '2026-03-18T12:00:00.001Z' }),
        line({ ...same, revision: 2, timestamp: '2026-03-18T13:00:00+01:00', text: 'newest' }),
      ].join('\n'),
    );
    expect(result).toMatchObject({ accepted: 2, duplicates: 3, rejected: 1 });
    expect(told(result)).toEqual([[4, 'timestamp', 'changed-timestamp']]);
    expect(await client.conversation('revised')).toMatchObject([{ text: 'newest', revision: 2 }]);
  });

  it('past the 10,000th of a conversation is refused, while what is stored stays a duplicate or is revised', async () => {
    const of = (id: number, fields = {}): string => line({ id: String(id), conversation: 'full', ...fields });
    const first = Array.from({ length: 9_999 }, (_, id) => of(id));
    expect(await client.ingest(first.join('\n'))).toMatchObject({ accepted: 9_999 });
    const result = await client.ingest(
      [of(9_999), of(10_000), of(0), of(1, { revision: 1 }), line({ id: '10000', conversation: 'not-full' })].join('\n'),
    );
    expect(result).toMatchObject({ accepted: 3, duplicates: 1, rejected: 1 });
    expect(result.errors[0]).toMatchObject({ line: 2, code: 'conversation-full' });
  });
});
