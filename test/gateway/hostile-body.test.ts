import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IngestResult } from '../../gateway/contract/ingest.ts';
import { line, lineWith, message, posted, startWatchfulClient, type WatchfulClient } from '../support/watchful-client.ts';

const MIB = 2 ** 20;
const told = ({ errors }: IngestResult): unknown[] => errors.map((error) => [error.line, error.field, error.code]);

let client: WatchfulClient;
beforeAll(async () => {
  client = await startWatchfulClient();
});
afterAll(() => client.close());

describe('a body that is at fault as a whole', () => {
  const code = async (init: RequestInit): Promise<unknown[]> => {
    const { status, code } = await client.problem('/v1/messages', init);
    return [status, code];
  };
  const stream = (bytes: number): ReadableStream<Uint8Array> => {
    let left = bytes;
    return new ReadableStream({
      pull(controller) {
        const chunk = new Uint8Array(Math.min(left, MIB)).fill(0x20);
        left -= chunk.length;
        if (chunk.length > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
  };

  it('is too large by what it announces', async () => {
    expect(await code(posted(line(), { 'content-length': String(16 * MIB + 1) }))).toEqual([413, 'too-large']);
  });

  it('is too large by its real bytes, announced or not', async () => {
    const streamed = { ...posted(stream(16 * MIB + 1)), duplex: 'half' } as RequestInit;
    expect(await code(streamed)).toEqual([413, 'too-large']);
  });

  it('unpacks to more than 64 MiB', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB + 1, '\n'));
    expect(await code(posted(bomb, { 'content-encoding': 'gzip' }))).toEqual([413, 'too-large']);
  });

  it('holds more than 10,000 messages, of which none is kept', async () => {
    const lines = Array.from({ length: 10_001 }, (_, index) => line({ conversation: 'too-many', id: String(index) }));
    expect(await code(posted(lines.join('\n')))).toEqual([413, 'too-large']);
    expect(await code(posted(`[${lines.join(',')}]`, { 'content-type': 'application/json' }))).toEqual([413, 'too-large']);
    expect(await client.conversation('too-many')).toEqual([]);
  });

  it.each([
    ['another type', { 'content-type': 'text/csv' }],
    ['no type', { 'content-type': '' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another encoding', { 'content-encoding': 'br' }],
    ['two encodings', { 'content-encoding': 'gzip, gzip' }],
  ])('has %s', async (_, headers) => {
    expect(await code(posted(line(), headers))).toEqual([415, 'unsupported-type']);
  });

  it('says gzip and is none, or is cut off', async () => {
    expect(await code(posted(line(), { 'content-encoding': 'gzip' }))).toEqual([400, 'invalid-message']);
    const whole = gzipSync(Array.from({ length: 100 }, () => line()).join('\n'));
    expect(await code(posted(whole.subarray(0, whole.length / 2), { 'content-encoding': 'gzip' }))).toEqual([400, 'invalid-message']);
  });

  it.each(['', '{', '[1,', '7', 'null', '"x"', '[]]'])('is not the JSON it should be: %j', async (body) => {
    expect(await code(posted(body, { 'content-type': 'application/json' }))).toEqual([400, 'invalid-message']);
  });

  it.each([
    ['empty objects', `[${'{},'.repeat(10_000_000)}{}]`],
    ['nested lists', '['.repeat(20_000_000)],
    ['commas after a string that is never closed on its line', `["\n${','.repeat(20_000_000)}]`],
  ])('is small packed and nothing but %s', async (_, body) => {
    const packed = gzipSync(body);
    expect(packed.length).toBeLessThan(100_000);
    for (const type of ['application/json', 'application/x-ndjson'])
      expect(await code(posted(packed, { 'content-type': type, 'content-encoding': 'gzip' }))).toEqual([413, 'too-large']);
  });

  it('is nothing but line ends', async () => {
    expect(await code(posted(gzipSync(Buffer.alloc(30 * MIB, '\n')), { 'content-encoding': 'gzip' }))).toEqual([413, 'too-large']);
  });

  it('comes from a caller who may ingest nowhere', async () => {
    expect(await client.problem('/v1/messages', posted(line()), 'reader')).toMatchObject({ status: 403, code: 'forbidden' });
  });
});

describe('a body with good and bad lines', () => {
  it('keeps the good ones and tells line, field and code of the others', async () => {
    const bytes = Buffer.concat(
      [
        line(), // 1
        '', // 2: blank
        '{"id": ', // 3
        Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), // 4: no UTF-8
        `${line()}\r`, // 5
        '   ', // 6: blank
        line({ storey: 'x' }), // 7
        '[]', // 8
        'null', // 9
        line({ text: 'x'.repeat(MIB) }), // 10
        line({ id: 7 }), // 11
        line(), // 12
      ].flatMap((part) => [Buffer.from(part as string), Buffer.from('\n')]),
    );
    const result = await client.ingest(bytes);
    expect(result).toMatchObject({ accepted: 3, duplicates: 0, rejected: 7 });
    expect(told(result).slice(0, 3)).toEqual([
      [3, null, 'not-json'],
      [4, null, 'not-json'],
      [7, 'storey', 'unknown-field'],
    ]);
    expect(result.errors.slice(3, 5).map((error) => [error.line, error.field])).toEqual([
      [8, null],
      [9, null],
    ]);
    expect(told(result).slice(5)).toEqual([
      [10, 'text', 'invalid'],
      [11, 'id', 'invalid'],
    ]);
  });

  it('is read with a byte order mark, CRLF, gzip, a charset, a last line without end, and when empty', async () => {
    expect(await client.ingest(`\ufeff${line()}\r\n${line()}`)).toMatchObject({ accepted: 2, rejected: 0 });
    const packed = gzipSync(`${line()}\n`);
    expect(
      await client.ingest(packed, { 'content-encoding': 'gzip', 'content-type': 'application/x-ndjson; charset=utf-8' }),
    ).toMatchObject({
      accepted: 1,
    });
    expect(await client.ingest('')).toEqual({ accepted: 0, duplicates: 0, rejected: 0, errors: [] });
  });

  it('may be an array or one object of JSON, whose lines are positions', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await client.ingest(line(), json)).toMatchObject({ accepted: 1 });
    const result = await client.ingest(JSON.stringify([message(), 7, message({ user: '' })], null, 2), json);
    expect(result).toMatchObject({ accepted: 1, rejected: 2 });
    expect(result.errors.map((error) => [error.line, error.field])).toEqual([
      [2, null],
      [3, 'user'],
    ]);
  });

  it('survives 100,000 nested arrays', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const result = await client.ingest([line(), lineWith(`"channel":${deep}`), deep, line()].join('\n'));
    expect(result).toMatchObject({ accepted: 2, rejected: 2 });
    expect(result.errors.map((error) => [error.line, error.field])).toEqual([
      [2, 'channel'],
      [3, null],
    ]);
  });

  it('tells the first 100 errors and counts all', async () => {
    const result = await client.ingest(Array.from({ length: 150 }, () => line({ id: '' })).join('\n'));
    expect([result.rejected, result.errors.length, result.errors.at(-1)!.line]).toEqual([150, 100, 100]);
  });

  it('has lines for a bot that the caller may not write', async () => {
    const result = await client.ingest([line(), line({ bot: 'other' })].join('\n'), {}, 'shop');
    expect(result).toMatchObject({ accepted: 1, rejected: 1 });
    expect(result.errors[0]).toMatchObject({ line: 2, code: 'forbidden' });
  });

  it('takes the last of two equal keys', async () => {
    expect(await client.ingest(lineWith('"conversation":"twice","text":"second"'))).toMatchObject({ accepted: 1 });
    expect(await client.conversation('twice')).toMatchObject([{ text: 'second' }]);
  });
});
