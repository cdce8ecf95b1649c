import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inBatches } from '../../demo/load.ts';
import { checkFiles, linesOf, lookThrough } from '../../demo/message-files.ts';

let folder: string;
const put = async (name: string, content: string | Uint8Array) => {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

const linesIn = (files: string[]) => collect(linesOf(files));

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('message files', () => {
  test('are read line by line, gzipped or not, whatever ends a line', async () => {
    const plain = await put('a.ndjson', '\uFEFF{"a":1}\r\n\n{"a":2}');
    const zipped = await put('b.ndjson.gz', gzipSync('{"a":"ü"}\n{"a":4}\n'));
    expect(await linesIn([plain, zipped])).toEqual(['{"a":1}', '{"a":2}', '{"a":"ü"}', '{"a":4}']);
  });

  test('tell the businesses and bots in them, past lines that are no messages', async () => {
    const file = await put(
      'c.ndjson',
      '{"business":"x","bot":"one"}\nnonsense\n{"business":"x","bot":"two"}\n{"business":"y","bot":"one"}\n[1]\n{"bot":7}',
    );
    expect(await lookThrough([file])).toEqual({
      lines: 6,
      businesses: [
        {
          id: 'x',
          name: 'x',
          bots: [
            { id: 'one', name: 'one' },
            { id: 'two', name: 'two' },
          ],
        },
        { id: 'y', name: 'y', bots: [{ id: 'one', name: 'one' }] },
      ],
    });
  });

  test('without any message are refused in a sentence', async () => {
    const file = await put('d.csv', 'a,b,c\n1,2,3');
    await expect(lookThrough([file])).rejects.toThrow('is it NDJSON');
  });

  test('that are missing, folders or broken are named', async () => {
    await expect(checkFiles([join(folder, 'none.ndjson')])).rejects.toThrow('none.ndjson cannot be read: it does not exist');
    await expect(checkFiles([folder])).rejects.toThrow('is no file');
    const broken = await put('e.ndjson.gz', gzipSync('{"a":1}\n'.repeat(1000)).subarray(0, 30));
    await expect(linesIn([broken])).rejects.toThrow('no intact gzip');
    const plainAsZip = await put('f.gz', '{"a":1}');
    await expect(linesIn([plainAsZip])).rejects.toThrow('no intact gzip');
    await expect(linesIn([join(folder, 'none.gz')])).rejects.toThrow('does not exist');
  });
});

describe('batches', () => {
  test('hold at most 10,000 lines, in order, none lost', async () => {
    const lines = Array.from({ length: 25_000 }, (_, index) => String(index));
    const batches = await collect(inBatches(lines));
    expect(batches.map(({ length }) => length)).toEqual([10_000, 10_000, 5_000]);
    expect(batches.flat()).toEqual(lines);
  });

  test('of long lines are closed before the gateway would refuse their size', async () => {
    const line = 'x'.repeat(100_000);
    const batches = await collect(inBatches(Array.from({ length: 300 }, () => line)));
    expect(batches.flat()).toHaveLength(300);
    expect(Math.max(...batches.map((batch) => batch.join('\n').length))).toBeLessThan(16 * 2 ** 20);
  });
});
