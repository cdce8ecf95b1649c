import { expect, test } from 'vitest';
import { parseFieldMap } from '../../../gateway/ingest/field-map.ts';

const FIELDS = {
  id: '_id',
  timestamp: 'sent',
  business: { value: 'acme' },
  bot: 'bot.name',
  conversation: 'thread',
  user: 'person.no',
  sender: { field: 'dir', values: { in: 'user', out: 'bot' } },
  text: 'body',
};
const parse = (fields: object, rest: object = {}) => parseFieldMap(JSON.stringify({ fields: { ...FIELDS, ...fields }, ...rest }));
const draftOf = (source: object, fields: object = {}, time?: string) => parse(fields).toDraft({ id: '7', index: 'old', source, time });

test('a document becomes a message: names with dots or objects, numbers for names, lists of one, values of its own', () => {
  expect(draftOf({ sent: 1, 'bot.name': 'shop', thread: 12, person: { no: 5 }, dir: 'in', body: ['hi'] })).toEqual({
    id: '7',
    timestamp: 1,
    business: 'acme',
    bot: 'shop',
    conversation: '12',
    user: '5',
    sender: 'user',
    text: 'hi',
  });
  const verdict = { success: { field: 'ok', values: { 1: true, 0: false, '-': null } } };
  expect([1, '0', '-', 'odd', undefined].map((ok) => draftOf({ ok }, verdict).success)).toEqual([true, false, null, 'odd', undefined]);
  expect(draftOf({}, { channel: '_index' }).channel).toBe('old');
  const keywords = (said: unknown) => draftOf({ said }, { keywords: 'said' }).keywords;
  expect([['a', 'b'], ['a'], 'a', [], null].map(keywords)).toEqual([['a', 'b'], ['a'], ['a'], [], null]);
});

test('a time is that of the index where it knows one, whatever the document writes', () => {
  expect(draftOf({ sent: '01/02/2026' }, {}, '2026-02-01T00:00:00.000Z').timestamp).toBe('2026-02-01T00:00:00.000Z');
});

test('what a map lacks or has too much is told at once', () => {
  expect(() => parseFieldMap('{')).toThrow('The field map is no JSON.');
  expect(() => parseFieldMap('[]')).toThrow('the file is missing or of the wrong kind');
  expect(() => parse({ usr: 'x', text: undefined, sender: 7 }, { sort: 1 })).toThrow(
    /fields.sender must be the name of a field[^]*fields.text must be the name[^]*fields has unknown names: usr[^]*the file has unknown names: sort/,
  );
  expect(() => parse({ timestamp: { value: 1 } })).toThrow('fields.timestamp must name a field');
});
