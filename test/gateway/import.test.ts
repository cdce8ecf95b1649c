import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { importFromArguments } from '../../gateway/commands/import.ts';
import { readRecords } from '../../gateway/commands/read-files.ts';

const payload = (name: string) => join(import.meta.dirname, 'ingest/adapters/payloads', name);
const ACME = ['--business', 'acme', '--bot', 'shop'];

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'))));
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  const code = await importFromArguments(args, { DATA_DIR: join(folder, 'data') });
  return { code, said: said.join('\n') };
}

async function write(name: string, content: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

test('a document, lines, a list and a packed file of a product come in, and a second time change nothing', async () => {
  const tracker = payload('rasa-tracker-store.json');
  const packed = await write('broker.ndjson.gz', gzipSync(await readFile(payload('rasa-broker.ndjson'))));
  const one = await readFile(payload('rasa-tracker-moodbot.json'), 'utf8');
  const list = await write('list.json', `[\n${one},\n{ "sender_id": "other", "events": [] }\n]\n`);
  const first = await run('--from', 'rasa', ...ACME, tracker, packed, list);
  expect(first.said).toContain('rasa-tracker-store.json: 3 accepted, 0 duplicates, 0 rejected');
  expect(first.said).toContain('broker.ndjson.gz: 4 accepted, 0 duplicates, 0 rejected');
  expect(first.said).toContain('list.json: 2 accepted, 0 duplicates, 0 rejected');
  expect(first.code).toBe(0);
  const again = await run('--from', 'rasa', ...ACME, tracker, packed, list);
  expect(again.said).toMatch(/0 accepted, 3 duplicates[^]*0 accepted, 4 duplicates[^]*0 accepted, 2 duplicates/);
});

test('a transcript, which is a list, is one record', async () => {
  const { said } = await run('--from', 'bot-framework', ...ACME, payload('bot-framework-emulator.transcript.json'));
  expect(said).toContain('5 accepted, 0 duplicates, 0 rejected');
});

test('what is none of the product is told by line or record, with the reason, and loses nothing else', async () => {
  const [event] = (await readFile(payload('rasa-broker.ndjson'), 'utf8')).split('\n').slice(1);
  const fresh = event!.replaceAll('"4"', '"odd"');
  const lines = await write(
    'odd.ndjson',
    [fresh, '', '{"hello":1}', 'no json', fresh.replace(/"timestamp": ?[\d.]+/, '"timestamp": "late"')].join('\n'),
  );
  const odd = await run('--from', 'rasa', ...ACME, lines);
  expect(odd.said).toContain('odd.ndjson: 1 accepted, 0 duplicates, 3 rejected');
  expect(odd.said).toContain('line 3: invalid: It is neither a tracker, with "events", nor an event of a broker, with "event".');
  expect(odd.said).toContain('line 4: not-json: It is no JSON.');
  expect(odd.said).toContain('line 5: missing (id)');
  expect(odd.code).toBe(1);
  const list = await write('odd.json', `[\n{"events": []},\n7\n]`);
  expect((await run('--from', 'rasa', ...ACME, list)).said).toContain('record 2: invalid: It is neither a tracker');
  // The first line is broken, the others are not.
  const broken = await write('broken.ndjson', `{"event":\n${fresh.replaceAll('"odd"', '"broken"')}\n`);
  expect((await run('--from', 'rasa', ...ACME, broken)).said).toMatch(/1 accepted, 0 duplicates, 1 rejected\n {2}line 1: not-json/);
});

test('arguments that do not go together are told with those that do', async () => {
  const told = (args: string[], reason: string) => expect(run(...args), args.join(' ')).rejects.toThrow(reason);
  await told([], 'Name at least one file');
  await told(['--from', 'rassa', ...ACME, 'x'], 'There is no product "rassa": choose one of rasa, botpress,');
  await told(['--from', 'rasa', 'x'], '--business and --bot');
  await told(['--business', 'acme', 'x'], '--business does not go with files of messages.');
  await told(['--from', 'rasa', '--map', 'm', ...ACME, 'x'], '--map does not go with --from rasa.');
  await told(['--from', 'elasticsearch', '--url', 'http://127.0.0.1:9'], '--url, --index and --map');
  await told(
    ['--from', 'elasticsearch', '--map', '/nowhere.json', '--url', 'http://127.0.0.1:9', '--index', 'x'],
    '/nowhere.json cannot be read.',
  );
  await told(['--from', 'rasa', ...ACME, '/nowhere.json'], '/nowhere.json cannot be read.');
});

test('a long file is handed on in parts, numbered through', async () => {
  async function* batches() {
    for (let batch = 0; batch < 3; batch++)
      yield await Promise.resolve(Array.from({ length: 4000 }, (_, line) => Buffer.from(`${batch * 4000 + line}\n`)));
  }
  const sizes: number[] = [];
  const numbers: number[] = [];
  for await (const { lines } of readRecords((value) => [{ id: String(value) }, {}], false)(batches())) {
    sizes.push(lines.length);
    numbers.push(...lines.map(({ line }) => line));
  }
  expect(Math.max(...sizes)).toBeLessThanOrEqual(5001);
  expect(numbers).toEqual(Array.from({ length: 24_000 }, (_, index) => Math.floor(index / 2) + 1));
});
