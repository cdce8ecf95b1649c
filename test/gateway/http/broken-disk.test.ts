import { randomBytes } from 'node:crypto';
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDuckdbStore } from '../../../gateway/store/duckdb/duckdb-store.ts';
import { clientOf, type Client } from '../../support/ask.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { readXlsx } from '../../support/spreadsheet.ts';
import { NOON, stored } from '../../support/stored.ts';

/** More than three pages of the store. */
const COUNT = 30_000;
const PATH = 'messages/export?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';

let gateway: TestGateway;
let client: Client;
let file: string;

beforeAll(async () => {
  gateway = await startTestGateway({
    downloads: 0,
    async openStore(folder) {
      const options = { folder, memoryLimit: '512MB', threads: 1 };
      const first = await createDuckdbStore(options);
      for (let from = 0; from < COUNT; from += 10_000)
        await first.write(
          Array.from({ length: 10_000 }, (_, index) =>
            stored(`${from + index}`, {
              conversation: `c${from}`,
              timestamp: NOON + 1000 * (from + index),
              text: randomBytes(600).toString('base64'),
            }),
          ),
        );
      await first.close();
      // What is opened anew has read nothing of it yet.
      file = join(folder, 'messages.duckdb');
      return createDuckdbStore(options);
    },
  });
  client = await clientOf(gateway);
});
afterAll(() => gateway.close());

test('a disk that goes bad in the middle of downloads breaks off each of them, and none looks complete', async () => {
  const begun = await Promise.all(
    ['csv', 'ndjson', 'xlsx'].map(async (format) => {
      const { status, headers, body } = await client.request(`${PATH}&format=${format}`);
      expect([status, headers.get('x-expected-messages')]).toEqual([200, String(COUNT)]);
      const reader = body!.getReader();
      return { format, reader, pieces: [(await reader.read()).value!] };
    }),
  );
  const disk = await openFile(file, 'r+');
  const { size } = await disk.stat();
  // All but the head of the file: what the store has not read yet cannot be read any more.
  for (let place = 12_288; place < size; place += 262_144)
    await disk.write(randomBytes(262_144), 0, Math.min(262_144, size - place), place);
  await disk.close();
  for (const { format, reader, pieces } of begun) {
    let cut = false;
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
    } catch {
      cut = true;
    }
    const part = Buffer.concat(pieces);
    expect([format, cut, part.length > 1000]).toEqual([format, true, true]);
    expect(part.toString('latin1')).not.toMatch(/duckdb|checksum|IO Error/i);
    if (format === 'xlsx') {
      await expect(readXlsx(part)).rejects.toThrow(/BadZipFile/);
      continue;
    }
    const lines = part.toString().trimEnd().split('\n');
    expect(lines.length).toBeLessThan(COUNT);
    if (format === 'ndjson') expect(JSON.parse(lines.at(-1) ?? '')).toHaveProperty('error.code');
  }
});
