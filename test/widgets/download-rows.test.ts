import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from '../../gateway/export/csv.ts';
import { toNdjson } from '../../gateway/export/ndjson.ts';
import { atOnce } from '../../gateway/export/table.ts';
import { createRowCounter } from '../../widgets/download/row-counter.ts';

async function whole(file: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file) pieces.push(piece);
  return Buffer.concat(pieces);
}

const texts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '\n', '"\r\n"', '""', ',"\n', '漢"\n')), {
  maxLength: 30,
});

test.each(['csv', 'ndjson'] as const)('messages are counted in %s, whatever their texts and wherever its parts end', async (format) => {
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 50 }), async (values, size) => {
      const table = {
        name: 't',
        columns: [{ name: 'text', kind: 'text', means: '' }] as const,
        rows: atOnce(values.map((value) => [value])),
      };
      const file = await whole(format === 'csv' ? toCsv(table, 'UTC') : toNdjson(objects(values), () => ({})));
      const count = createRowCounter(format)!;
      let [counted, before] = [0, 0];
      for (let from = 0; from < file.length; from += size) {
        counted = count(file.subarray(from, from + size));
        expect(counted).toBeGreaterThanOrEqual(before);
        before = counted;
      }
      expect(counted).toBe(values.length);
    }),
  );
});

test('in a workbook they cannot be seen', () => expect(createRowCounter('xlsx')).toBeNull());

async function* objects(values: readonly string[]): AsyncGenerator<readonly object[]> {
  yield await Promise.resolve(values.map((text) => ({ text })));
}
